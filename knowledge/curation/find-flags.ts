import { findSecrets } from '../../core/guardrails/secrets.ts';
import type { Flag, FlagSample } from '../../core/ports/flags.ts';
import type { Block, ParsedDocument } from '../parsers/parsed.ts';
import { type Detector, matching, type Span } from './detector.ts';
import { injectionRules, injectionTriggers, invisibleText } from './injection-rules.ts';
import { personalData } from './personal-data.ts';
import { sampleOf } from './sample.ts';
import { toxicTriggers } from './toxic-words.ts';
import { toxicity } from './toxicity.ts';

/** What a flag shows and how much of a hostile document is counted. */
const limits = { samples: 3, counted: 10_000, distinct: 1_000 } as const;

const secrets: Detector = { kind: 'secrets', rule: 'secret', atLeast: 1, masked: true, find: findSecrets };

const invisible: Detector = {
  kind: 'injection',
  rule: 'invisible-text',
  atLeast: 1,
  masked: false,
  find: (text) => matching(text, invisibleText),
};

const injection: readonly Detector[] = injectionRules.map(({ rule, pattern }) => ({
  kind: 'injection',
  rule,
  atLeast: 1,
  masked: false,
  find: (text) => matching(text, pattern),
}));

/** Detectors by what a text must hold for them to be tried: most texts hold little of it. */
const groups: readonly { wants: RegExp; detectors: readonly Detector[] }[] = [
  { wants: /@|\d[\d ().+/-]{6,}|\d{2}[A-Z\d]{4}|\d{2} ?[A-Z]|[A-Z]{2}\d{2}/, detectors: personalData },
  { wants: /./, detectors: [secrets] },
  { wants: injectionTriggers, detectors: injection },
  { wants: /[\u200b-\u200f\u202d\u202e\u2060-\u206f\ufeff\u{e0001}-\u{e007f}]/u, detectors: [invisible] },
  { wants: toxicTriggers, detectors: toxicity },
];

type Tally = { detector: Detector; count: number; distinct: Set<string>; samples: FlagSample[] };

/** What a curator should look at before this document is used, by kind and rule; [] for an ordinary one. */
export function findFlags(document: ParsedDocument): Flag[] {
  const tallies = new Map<Detector, Tally>();
  for (const block of document.blocks) scan(block, tallies);
  return [...tallies.values()]
    .filter(({ detector, distinct }) => distinct.size >= detector.atLeast)
    .map(({ detector, count, samples }) => ({ kind: detector.kind, rule: detector.rule, count, samples }));
}

function scan(block: Block, tallies: Map<Detector, Tally>): void {
  const { text } = block;
  const hits: { detector: Detector; spans: Span[] }[] = [];
  for (const { wants, detectors } of groups) {
    if (!wants.test(text)) continue;
    for (const detector of detectors) {
      const spans = detector.find(text);
      if (spans.length > 0) hits.push({ detector, spans });
    }
  }
  if (hits.length === 0) return;
  const hidden = hits.filter(({ detector }) => detector.masked).flatMap(({ spans }) => spans);
  for (const { detector, spans } of hits) {
    const tally = tallies.get(detector) ?? { detector, count: 0, distinct: new Set(), samples: [] };
    tallies.set(detector, tally);
    for (const span of spans) {
      const found = text
        .slice(...span)
        .toLowerCase()
        .replace(/\s+/g, ' ');
      const known = tally.distinct.has(found);
      if (tally.count < limits.counted) tally.count += 1;
      if (tally.distinct.size < limits.distinct) tally.distinct.add(found);
      if (!known && tally.samples.length < limits.samples)
        tally.samples.push({ text: sampleOf(text, span, hidden), place: placeOf(block) });
    }
  }
}

function placeOf({ startLine, endLine, page }: Block): FlagSample['place'] {
  return {
    ...(startLine === undefined ? {} : { startLine }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(page === undefined ? {} : { page }),
  };
}
