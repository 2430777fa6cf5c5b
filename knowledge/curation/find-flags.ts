import { findSecrets } from '../../core/guardrails/secrets.ts';
import type { Flag, FlagSample } from '../../core/ports/flags.ts';
import type { Block, ParsedDocument } from '../parsers/parsed.ts';
import { type Detector, matching, type Span } from './detector.ts';
import { flagRules, injectionPhrases, injectionWords, invisibleText } from './injection-rules.ts';
import { needs, type PieceGroup, pieces, signsNeeded } from './needs.ts';
import { personalData } from './personal-data.ts';
import { createLook } from './pieces.ts';
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

const groups = Object.keys(pieces) as PieceGroup[];
const look = createLook(groups.map((group) => pieces[group]));
const bitsOf = (of: readonly PieceGroup[]): number =>
  of.reduce((bits, group) => bits | (1 << groups.indexOf(group)), 0);
const bits = { keys: bitsOf(['keys']), named: bitsOf(['named']), at: bitsOf(['at']), foul: bitsOf(['foul']) };

/** Each rule with the groups of pieces of which one must be whole. */
const injection = flagRules.map(({ rule, pattern }) => ({
  needed: (needs[rule] ?? [[]]).map(bitsOf),
  signs: signsNeeded[rule] ?? '',
  detector: {
    ...{ kind: 'injection', rule, atLeast: 1, masked: false },
    find: (text) => {
      const spans = matching(text, pattern);
      return spans.length > 0 && speaksOfModels(text.toLowerCase()) ? spans : [];
    },
  } satisfies Detector as Detector,
}));

/** Nothing is flagged in a text that names neither orders nor models, whatever shape its sentences have. */
function speaksOfModels(lower: string): boolean {
  return injectionWords.test(lower) || injectionPhrases.test(lower);
}

/** Long or structured numbers; everything else of personal data than e-mail addresses has one. */
const NUMBERS =
  /\d(?:[ ./()-]{0,2}\d){7}|[A-Z]{2}\d{2} ?[A-Z\d]{4}|[XYZ]-?\d{7}|[A-Z]{6}\d{2}[A-Z]\d{2}|\d{6}[-+A-Z]\d{3}|[A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/;
/** The fewest digits of anything personal but an e-mail address. */
const FEWEST_DIGITS = 5;
const INVISIBLE = /[\u200b-\u200f\u202d\u202e\u2060-\u206f\ufeff\u{e0001}-\u{e007f}]/u;
const KEYS =
  /xox[abeprs]-|xapp-|\bsk-|gh[opsru]_|github_pat_|glpat-|AKIA|ASIA|AIza|npm_|[rs]k_(?:live|test)_|eyJ|PRIVATE KEY/;
const KEY_IN_ADDRESS = /:\/\/[^\s:/@]+:[^\s:/@]+@/;
const LONG_KEY = /[MNO][\w-]{23,27}\./;

/** The detectors worth trying on a text, by one look at what it holds: most texts hold little of it. */
function* worthTrying(text: string): Generator<Detector> {
  const seen = look(text);
  const holds = (all: number): boolean => (seen.groups & all) === all;
  const isNumbered = seen.digits >= FEWEST_DIGITS;
  if (isNumbered && (holds(bits.at) || NUMBERS.test(text))) yield* personalData;
  else if (holds(bits.at)) yield* personalData.filter(({ rule }) => rule === 'email');
  if (
    (holds(bits.keys) && KEYS.test(text)) ||
    (holds(bits.at) && KEY_IN_ADDRESS.test(text)) ||
    (holds(bits.named) && /[:=]/.test(text)) ||
    LONG_KEY.test(text)
  )
    yield secrets;
  if (seen.foreign && INVISIBLE.test(text)) yield invisible;
  for (const { needed, signs, detector } of injection)
    if (needed.some(holds) && text.includes(signs)) yield detector;
  if (holds(bits.foul) && toxicTriggers.test(text.toLowerCase())) yield* toxicity;
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
