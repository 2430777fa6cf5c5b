import { readFileSync } from 'node:fs';
import { toxicReports } from '../rules/toxic-words.ts';
import { type Finding, withoutOverlaps } from './finding.ts';
import { BUCKETS, FEATURES, hashedFeatures } from './hashed-features.ts';
import { disguisedMatches, toxicMatches } from './toxic-matches.ts';

/** What `test/bench/train-toxicity.ts` writes: one signed byte a weight of the hashed features, numbers for the rest. */
type Weights = { version: number; scale: number; hashed: string; lists: number[] };

/** Above these a text is toxic; one that reports or rules on such words needs more. See the trust bench. */
const limits = { toxic: 0.5, reporting: 0.8, word: 1, shortest: 3 } as const;

let loaded: Float64Array | undefined;

function weights(): Float64Array {
  if (loaded !== undefined) return loaded;
  const file = new URL('../rules/toxicity-weights.json', import.meta.url);
  const { scale, hashed, lists } = JSON.parse(readFileSync(file, 'utf8')) as Weights;
  const values = new Float64Array(FEATURES);
  new Int8Array(Buffer.from(hashed, 'base64')).forEach((value, at) => {
    values[at] = value * scale;
  });
  lists.forEach((value, at) => {
    values[BUCKETS + at] = value;
  });
  loaded = values;
  return values;
}

/** How likely a moderator would stop the text, 0..1: logistic regression on word pieces and the word lists. */
export function toxicityScore(text: string): number {
  const learned = weights();
  let sum = 0;
  for (const [feature, value] of hashedFeatures(text)) sum += (learned[feature] ?? 0) * value;
  return 1 / (1 + Math.exp(-sum));
}

/**
 * Hate, threats, sexual content, self-harm and abuse: `kind` says which. Empty for a text that may pass. Hard words in an
 * idiom, a report or a rule pass; a disguised one counts as if it were written out.
 */
export function detectToxicity(text: string): Finding[] {
  const open = toxicMatches(text);
  const disguised = disguisedMatches(text);
  const reporting = toxicReports.test(text);
  const score = toxicityScore(text);
  const hard = [...open, ...disguised].filter(({ confidence }) => confidence >= limits.word);
  const hidden = disguised.some(({ kind }) => kind !== 'swearing');
  const named = open.length + disguised.length > 0;
  const likely = score >= (reporting ? limits.reporting : limits.toxic);
  if (!((hard.length > 0 || hidden) && !reporting) && !(likely && (named || score >= limits.reporting)))
    return [];
  const shown = [...open, ...disguised].filter(({ kind }) => kind !== 'swearing' || open.length === 1);
  const sure = Math.max(score, hard.length > 0 ? 0.9 : 0);
  if (shown.length === 0) return [{ start: 0, end: text.length, kind: 'toxic', confidence: sure }];
  return withoutOverlaps(shown).map((finding) => ({ ...finding, confidence: Math.max(sure, limits.toxic) }));
}
