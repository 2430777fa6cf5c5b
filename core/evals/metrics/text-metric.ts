import type { ScorerInfo } from '../../ports/batches.ts';
import type { BleuOptions } from './bleu.ts';
import type { ChrfOptions } from './chrf.ts';

/** Texts with what each is held against: one reference or more, the same number for all. */
export type Segments = { hypotheses: readonly string[]; references: readonly (readonly string[])[] };

export type MetricOptions = {
  bleu: BleuOptions;
  chrf: Omit<ChrfOptions, 'wordOrder'>;
  /** Porter stems for ROUGE. */
  stem: boolean;
  /** Whose numbers these are; the last part of a signature. */
  version: string;
};

export type MetricScore = {
  kind: 'scored';
  score: number;
  /** One score a segment; for corpus metrics the segment scored by itself. */
  rows: number[];
  /** What else there is to say of the score, by name: signature, precision, interval. */
  details: Readonly<Record<string, unknown>>;
  warnings: string[];
};

/** A reference that the metric cannot use, such as a pattern that is none. */
export type BadReference = { kind: 'bad-reference'; segment: number; reference: number; why: string };

/** A metric that compares texts with references and needs nothing else. */
export type TextMetric = Pick<ScorerInfo, 'name' | 'label' | 'help' | 'category' | 'needs'> & {
  /** What a perfect score is. */
  best: 1 | 100;
  /** Of a metric whose score is no mean of its rows: what is counted of each segment, and the score of summed counts. */
  corpus?: {
    counts(segments: Segments, options: MetricOptions): number[][];
    score(sums: ArrayLike<number>, options: MetricOptions): number;
  };
  score(segments: Segments, options: MetricOptions): MetricScore | BadReference;
};
