import { readFileSync } from 'node:fs';
import { mildExclamations, toxicHelp, toxicReports } from '../rules/toxic-words.ts';
import { type Finding, withoutOverlaps } from './finding.ts';
import { BUCKETS, FEATURES, hashedFeatures } from './hashed-features.ts';
import { disguisedMatches, toxicMatches } from './toxic-matches.ts';

/** What `test/bench/train-toxicity.ts` writes: one signed byte a weight of the hashed features, numbers for the rest. */
type Weights = { version: number; scale: number; hashed: string; lists: number[] };

/** Above these a text is toxic: with a listed word, without one or in a report. See the trust bench. */
const limits = {
  toxic: 0.45,
  reporting: 0.6,
  unnamed: 0.7,
  mild: 0.9,
  help: 0.995,
  brief: 0.9,
  soft: 0.6,
  word: 1,
  hard: 0.9,
} as const;

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
  return judgeToxicity(text, toxicityScore(text));
}

/** The same with a model's score from elsewhere: a bench that leaves out what it measures on, an API. */
export function judgeToxicity(text: string, score: number): Finding[] {
  if (toxicHelp.test(text) && score < limits.help) return [];
  const disguised = disguisedMatches(text);
  const found = [...toxicMatches(text), ...disguised];
  const named = found.filter(({ kind }) => kind !== 'swearing');
  const reporting = toxicReports.test(text);
  const hard = named.some(({ confidence }) => confidence >= limits.word);
  const hidden = disguised.some(({ kind }) => kind !== 'swearing');
  // Without a word that tells what is wrong the model must be surer.
  const needed = Math.max(
    limits.toxic,
    reporting ? limits.reporting : 0,
    named.length === 0 ? limits.unnamed : 0,
    isMild(text, found) ? limits.mild : 0,
    isBriefMention(text, named) ? limits.brief : 0,
  );
  if (score < needed && (reporting || !(hard || hidden))) return [];
  const confidence = Math.max(score, hard ? limits.hard : limits.toxic);
  const shown = named.length > 0 ? named : found;
  if (shown.length === 0) return [{ start: 0, end: text.length, kind: 'toxic', confidence }];
  return withoutOverlaps(shown).map((finding) => ({ ...finding, confidence }));
}

/** A mild exclamation or two are all that is listed of a text. */
function isMild(text: string, found: readonly Finding[]): boolean {
  return (
    found.length > 0 &&
    found.every(({ start, end }) => mildExclamations.has(text.slice(start, end).toLowerCase()))
  );
}

/** Words that a line or a question may hold whose one hard word is its topic: "How many people were killed?" */
const brief = { line: 12, question: 25 } as const;
const ASKS = /\?\s*$|^(?:who|what|when|where|which|how|why|is|are|does|do|did|can)\b/i;

function isBriefMention(text: string, named: readonly Finding[]): boolean {
  const [only] = named;
  if (only === undefined || named.length > 1 || only.confidence > limits.soft) return false;
  return text.trim().split(/\s+/).length <= (ASKS.test(text.trim()) ? brief.question : brief.line);
}
