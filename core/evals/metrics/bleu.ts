import { referenceNgrams } from './reference-ngrams.ts';
import { type TokenizerName, tokenizers } from './tokenizers.ts';
import { trimEnd } from './white-space.ts';

/** What happens where no n-gram of an order matches (Chen and Cherry 2014). */
export type Smoothing = 'exp' | 'floor' | 'add-k' | 'none';

export type BleuOptions = {
  tokenize: TokenizerName;
  lowercase: boolean;
  smooth: Smoothing;
  /** For `floor` and `add-k`. */
  smoothValue: number;
  maxOrder: number;
  /** Only orders that the text is long enough for; what single sentences need. */
  effectiveOrder: boolean;
};

const SMOOTH_VALUES: Readonly<Record<Smoothing, number>> = { exp: 0, floor: 0.1, 'add-k': 1, none: 0 };

/** sacreBLEU's defaults, with what is given in their place. */
export function bleuOptions(given: Partial<BleuOptions> = {}): BleuOptions {
  const smooth = given.smooth ?? 'exp';
  return {
    ...{ tokenize: '13a', lowercase: false, maxOrder: 4, effectiveOrder: false },
    ...{ smoothValue: SMOOTH_VALUES[smooth], ...given, smooth },
  };
}

/** What BLEU knows of a segment, or of many when summed: lengths in tokens, then matches and n-grams by order. */
export type BleuCounts = { hypothesis: number; reference: number; correct: number[]; total: number[] };

export type Bleu = BleuCounts & {
  /** 0..100. */
  score: number;
  /** 0..100 each. */
  precisions: number[];
  brevityPenalty: number;
};

/** Counts segments; references are prepared once and kept, so that many systems can be held against them. */
export function createBleuCounter(references: readonly (readonly string[])[], options: BleuOptions) {
  const tokens = (text: string): string[] =>
    tokenizers[options.tokenize](trimEnd(options.lowercase ? text.toLowerCase() : text));
  const prepared = references.map((texts) => referenceNgrams(texts.map(tokens), options.maxOrder));
  return (hypotheses: readonly string[]): BleuCounts[] =>
    hypotheses.map((text, at) => {
      const words = tokens(text);
      const { lengths, match } = prepared[at] ?? referenceNgrams([], options.maxOrder);
      return {
        hypothesis: words.length,
        reference: closest(words.length, lengths),
        correct: match(words),
        total: Array.from({ length: options.maxOrder }, (_, order) => Math.max(0, words.length - order)),
      };
    });
}

/** The reference length closest to that of the hypothesis; of two equally close ones the shorter. */
function closest(length: number, lengths: readonly number[]): number {
  let best = lengths[0] ?? 0;
  for (const one of lengths) {
    const [distance, least] = [Math.abs(length - one), Math.abs(length - best)];
    if (distance < least || (distance === least && one < best)) best = one;
  }
  return best;
}

/** The counts of all segments together. */
export function sumBleuCounts(segments: readonly BleuCounts[], maxOrder: number): BleuCounts {
  const zeros = (): number[] => new Array<number>(maxOrder).fill(0);
  const sum: BleuCounts = { hypothesis: 0, reference: 0, correct: zeros(), total: zeros() };
  for (const segment of segments) {
    sum.hypothesis += segment.hypothesis;
    sum.reference += segment.reference;
    for (let order = 0; order < maxOrder; order++) {
      sum.correct[order] = (sum.correct[order] ?? 0) + (segment.correct[order] ?? 0);
      sum.total[order] = (sum.total[order] ?? 0) + (segment.total[order] ?? 0);
    }
  }
  return sum;
}

/** BLEU from counts (Papineni et al. 2002), as sacreBLEU 2 computes it. */
export function bleuOf(counts: BleuCounts, options: BleuOptions): Bleu {
  const { hypothesis, reference } = counts;
  const short = hypothesis === 0 ? 0 : Math.exp(1 - reference / hypothesis);
  const brevityPenalty = hypothesis < reference ? short : 1;
  const precisions = new Array<number>(options.maxOrder).fill(0);
  const none = { ...counts, score: 0, precisions, brevityPenalty };
  if (!counts.correct.some((count) => count > 0)) return none;
  let [halvings, orders] = [1, options.maxOrder];
  for (let at = 0; at < options.maxOrder; at++) {
    const added = options.smooth === 'add-k' && at > 0 ? options.smoothValue : 0;
    const [correct, total] = [(counts.correct[at] ?? 0) + added, (counts.total[at] ?? 0) + added];
    if (total === 0) break;
    if (options.effectiveOrder) orders = at + 1;
    if (correct > 0) precisions[at] = (100 * correct) / total;
    else if (options.smooth === 'exp') {
      halvings *= 2;
      precisions[at] = 100 / (halvings * total);
    } else if (options.smooth === 'floor') precisions[at] = (100 * options.smoothValue) / total;
  }
  const used = precisions.slice(0, orders);
  if (used.some((precision) => precision === 0)) return none;
  const meanLog = used.reduce((sum, precision) => sum + Math.log(precision), 0) / orders;
  return { ...none, score: brevityPenalty * Math.exp(meanLog) };
}

/** The settings in sacreBLEU's form, so that two numbers can be told to be comparable. */
export function bleuSignature(options: BleuOptions, references: number, version: string): string {
  const valued = options.smooth === 'floor' || options.smooth === 'add-k';
  const smooth = valued ? `${options.smooth}[${options.smoothValue.toFixed(2)}]` : options.smooth;
  return [
    `nrefs:${references}`,
    `case:${options.lowercase ? 'lc' : 'mixed'}`,
    `eff:${options.effectiveOrder ? 'yes' : 'no'}`,
    `tok:${options.tokenize}`,
    `smooth:${smooth}`,
    `version:${version}`,
  ].join('|');
}
