import { ngramCounts, overlap } from './ngram-counts.ts';
import { porterStem } from './porter-stemmer.ts';

export const ROUGE_NAMES = ['rouge1', 'rouge2', 'rougeL', 'rougeLsum'] as const;
export type RougeName = (typeof ROUGE_NAMES)[number];

/** All three 0..1. */
export type RougeScore = { precision: number; recall: number; f1: number };

const NOTHING: RougeScore = { precision: 0, recall: 0, f1: 0 };

/** Lower-case runs of a-z and 0-9, stemmed if longer than three letters. Other scripts vanish, as in `rouge_score`. */
export function rougeTokens(text: string, stem: boolean): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return stem ? words.map((word) => (word.length > 3 ? porterStem(word) : word)) : words;
}

function scoreOf(hits: number, predicted: number, target: number): RougeScore {
  if (predicted === 0 || target === 0 || hits === 0) return NOTHING;
  const [precision, recall] = [hits / predicted, hits / target];
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/** Lengths of the longest common subsequences of all beginnings. */
function lcsTable(target: readonly string[], other: readonly string[]): Uint32Array[] {
  const table = [new Uint32Array(other.length + 1)];
  for (const token of target) {
    const above = table.at(-1) ?? new Uint32Array(other.length + 1);
    const row = new Uint32Array(other.length + 1);
    for (let at = 1; at <= other.length; at++)
      row[at] =
        token === other[at - 1] ? (above[at - 1] ?? 0) + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0);
    table.push(row);
  }
  return table;
}

/** Places in the target of one longest common subsequence. Which one of several matters for Lsum: ties go up. */
function lcsPlaces(target: readonly string[], other: readonly string[]): number[] {
  const table = lcsTable(target, other);
  const places: number[] = [];
  let [row, column] = [target.length, other.length];
  while (row > 0 && column > 0) {
    if (target[row - 1] === other[column - 1]) {
      places.push(row - 1);
      row -= 1;
      column -= 1;
    } else if ((table[row]?.[column - 1] ?? 0) > (table[row - 1]?.[column] ?? 0)) column -= 1;
    else row -= 1;
  }
  return places;
}

function count(tokens: readonly string[]): Map<string, number> {
  return ngramCounts(tokens, 1);
}

/** ROUGE-L of summaries: for each sentence of the target what any sentence of the prediction shares with it in order. */
function rougeLsum(target: string, prediction: string, stem: boolean): RougeScore {
  const sentences = (text: string): string[][] =>
    text.split('\n').flatMap((line) => (line === '' ? [] : [rougeTokens(line, stem)]));
  const [targets, predictions] = [sentences(target), sentences(prediction)];
  const [leftInTarget, leftInPrediction] = [count(targets.flat()), count(predictions.flat())];
  let hits = 0;
  for (const sentence of targets) {
    const places = new Set(predictions.flatMap((other) => lcsPlaces(sentence, other)));
    for (const place of [...places].sort((a, b) => a - b)) {
      const token = sentence[place] ?? '';
      const [there, here] = [leftInPrediction.get(token) ?? 0, leftInTarget.get(token) ?? 0];
      if (there === 0 || here === 0) continue;
      hits += 1;
      leftInPrediction.set(token, there - 1);
      leftInTarget.set(token, here - 1);
    }
  }
  return scoreOf(hits, predictions.flat().length, targets.flat().length);
}

/** ROUGE of one text (Lin 2004), as Google's `rouge_score` computes it. Lsum reads a line as a sentence. */
export function rouge(name: RougeName, target: string, prediction: string, stem: boolean): RougeScore {
  if (name === 'rougeLsum') return rougeLsum(target, prediction, stem);
  const [wanted, given] = [rougeTokens(target, stem), rougeTokens(prediction, stem)];
  if (name === 'rougeL') {
    const longest = lcsTable(wanted, given).at(-1)?.at(-1) ?? 0;
    return scoreOf(longest, given.length, wanted.length);
  }
  const order = name === 'rouge1' ? 1 : 2;
  const [grams, theirs] = [ngramCounts(given, order), ngramCounts(wanted, order)];
  const size = (tokens: string[]): number => Math.max(0, tokens.length - order + 1);
  return scoreOf(overlap(grams, theirs), size(given), size(wanted));
}

/** The best of several references, by F1. */
export function bestRouge(
  name: RougeName,
  targets: readonly string[],
  prediction: string,
  stem: boolean,
): RougeScore {
  const scores = targets.map((target) => rouge(name, target, prediction, stem));
  return scores.reduce((best, score) => (score.f1 > best.f1 ? score : best), scores[0] ?? NOTHING);
}
