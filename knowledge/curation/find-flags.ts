import { findSecrets } from '../../core/guardrails/secrets.ts';
import type { Flag, FlagSample } from '../../core/ports/flags.ts';
import type { Block, ParsedDocument } from '../parsers/parsed.ts';
import { type Detector, matching, type Span } from './detector.ts';
import { flagRules, injectionPhrases, injectionWords, invisibleText } from './injection-rules.ts';
import { personalData } from './personal-data.ts';
import { sampleOf } from './sample.ts';
import { toxicity, toxicTriggers } from './toxicity.ts';

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

const injection = flagRules.map(
  ({ rule, pattern }): Detector => ({
    ...{ kind: 'injection', rule, atLeast: 1, masked: false },
    find: (text) => matching(text, pattern),
  }),
);

/** Long or structured numbers; everything else of personal data than e-mail addresses has one. */
const NUMBERS =
  /\d(?:[ ./()-]{0,2}\d){7}|[A-Z]{2}\d{2} ?[A-Z\d]{4}|[XYZ]-?\d{7}|[A-Z]{6}\d{2}[A-Z]\d{2}|\d{6}[-+A-Z]\d{3}|[A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/;
const NON_ASCII = /[^\0-\x7f]/;
const INVISIBLE = /[\u200b-\u200f\u202d\u202e\u2060-\u206f\ufeff\u{e0001}-\u{e007f}]/u;
const KEYS =
  /xox[abeprs]-|xapp-|\bsk-|gh[opsru]_|github_pat_|glpat-|AKIA|ASIA|AIza|npm_|[rs]k_(?:live|test)_|eyJ|PRIVATE KEY|:\/\/[^\s:/@]+:[^\s:/@]+@|[MNO][\w-]{23,27}\./;
const EITHER = new RegExp(`${injectionWords.source}|${toxicTriggers.source}`);
const NAMED_KEYS = ['passw', 'pwd', 'secret', 'key', 'token'] as const;

/** The detectors worth trying on a text, by quick looks at what it holds: most texts hold little of it. */
function* worthTrying(text: string): Generator<Detector> {
  const lower = text.toLowerCase();
  if (text.includes('@') || NUMBERS.test(text)) yield* personalData;
  if (KEYS.test(text) || (/[:=]/.test(text) && NAMED_KEYS.some((name) => lower.includes(name))))
    yield secrets;
  if (NON_ASCII.test(text) && INVISIBLE.test(text)) yield invisible;
  // One look for the words of both kinds: the longer pattern costs little more than either.
  const words = EITHER.test(lower);
  if ((words && injectionWords.test(lower)) || injectionPhrases.test(lower)) yield* injection;
  if (words && toxicTriggers.test(lower)) yield* toxicity;
}

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
  for (const detector of worthTrying(text)) {
    const spans = detector.find(text);
    if (spans.length > 0) hits.push({ detector, spans });
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
