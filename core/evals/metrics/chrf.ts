import { ngramOrders, overlap } from './ngram-counts.ts';
import { splitWords } from './white-space.ts';

export type ChrfOptions = {
  charOrder: number;
  /** 0 = chrF, 2 = chrF++. */
  wordOrder: number;
  /** How much more recall counts than precision. */
  beta: number;
  lowercase: boolean;
  /** Smooths as the first chrF++.py did, instead of leaving out orders without n-grams. */
  epsSmoothing: boolean;
};

export function chrfOptions(given: Partial<ChrfOptions> = {}): ChrfOptions {
  return { charOrder: 6, wordOrder: 0, beta: 2, lowercase: false, epsSmoothing: false, ...given };
}

/** Of one order: n-grams of the hypothesis, of the reference, and of both. */
export type ChrfCounts = { hypothesis: number; reference: number; match: number }[];

const EPSILON = 1e-16;
const MARK = /[!-/:-@[-`{-~]/;

/** Words with a mark at their end or start split off, as chrF++ wants them. */
function splitMarks(text: string): string[] {
  return splitWords(text).flatMap((word) => {
    const letters = [...word];
    const [first = '', last = ''] = [letters[0], letters.at(-1)];
    if (letters.length === 1) return [word];
    if (MARK.test(last)) return [letters.slice(0, -1).join(''), last];
    return MARK.test(first) ? [first, letters.slice(1).join('')] : [word];
  });
}

/** Counts segments against references that are prepared once. Of several references the best one counts. */
export function createChrfCounter(references: readonly (readonly string[])[], options: ChrfOptions) {
  const prepare = (text: string): Map<string, number>[] => {
    const line = options.lowercase ? text.toLowerCase() : text;
    const letters = [...splitWords(line).join('')];
    const words = options.wordOrder === 0 ? [] : splitMarks(line);
    return [...ngramOrders(letters, options.charOrder, ''), ...ngramOrders(words, options.wordOrder)];
  };
  const prepared = references.map((texts) => texts.map(prepare));
  return (hypotheses: readonly string[]): ChrfCounts[] =>
    hypotheses.map((text, at) => {
      const hypothesis = prepare(text);
      let best: { score: number; counts: ChrfCounts } = { score: -1, counts: [] };
      for (const reference of prepared[at] ?? []) {
        const counts = hypothesis.map((own, order) => compare(own, reference[order] ?? new Map()));
        const score = chrfOf(counts, options);
        if (score > best.score) best = { score, counts };
      }
      return best.counts;
    });
}

function compare(own: Map<string, number>, reference: Map<string, number>): ChrfCounts[number] {
  const sum = (counts: Map<string, number>): number => {
    let all = 0;
    for (const count of counts.values()) all += count;
    return all;
  };
  // An order that the reference is too short for says nothing about the hypothesis.
  return {
    hypothesis: reference.size === 0 ? 0 : sum(own),
    reference: sum(reference),
    match: overlap(own, reference),
  };
}

export function sumChrfCounts(segments: readonly ChrfCounts[]): ChrfCounts {
  const sum: ChrfCounts = [];
  for (const segment of segments)
    for (const [order, { hypothesis, reference, match }] of segment.entries()) {
      const before = sum[order] ?? { hypothesis: 0, reference: 0, match: 0 };
      sum[order] = {
        hypothesis: before.hypothesis + hypothesis,
        reference: before.reference + reference,
        match: before.match + match,
      };
    }
  return sum;
}

/** chrF, 0..100 (Popović 2015, 2017), as sacreBLEU 2 computes it. */
export function chrfOf(counts: ChrfCounts, options: ChrfOptions): number {
  const factor = options.beta ** 2;
  let [smoothed, precision, recall, orders] = [0, 0, 0, 0];
  for (const { hypothesis, reference, match } of counts) {
    const p = hypothesis > 0 ? match / hypothesis : EPSILON;
    const r = reference > 0 ? match / reference : EPSILON;
    const weight = factor * p + r;
    smoothed += weight > 0 ? ((1 + factor) * p * r) / weight : EPSILON;
    if (hypothesis === 0 || reference === 0) continue;
    precision += p;
    recall += r;
    orders += 1;
  }
  if (options.epsSmoothing) return (100 * smoothed) / (options.charOrder + options.wordOrder);
  if (precision + recall === 0) return 0;
  const [p, r] = [precision / orders, recall / orders];
  return (100 * (1 + factor) * p * r) / (factor * p + r);
}

/** The settings in sacreBLEU's form. */
export function chrfSignature(options: ChrfOptions, references: number, version: string): string {
  return [
    `nrefs:${references}`,
    `case:${options.lowercase ? 'lc' : 'mixed'}`,
    `eff:${options.epsSmoothing ? 'no' : 'yes'}`,
    `nc:${options.charOrder}`,
    `nw:${options.wordOrder}`,
    'space:no',
    `version:${version}`,
  ].join('|');
}
