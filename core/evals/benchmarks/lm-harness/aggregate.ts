import { bleuOf, bleuOptions, createBleuCounter, sumBleuCounts } from '../../metrics/bleu.ts';
import { chrfOf, chrfOptions, createChrfCounter, sumChrfCounts } from '../../metrics/chrf.ts';
import { seededRandom } from '../../statistics/seeded-random.ts';
import { deviationOf, meanOf, standardErrorOf } from '../moments.ts';
import type { AggregationName } from './metric-names.ts';
import { pythonText, type Value } from './python/values.ts';

/** Draws for standard errors that have no formula; the harness's 100,000 differ from these by about 2 %. */
export const BOOTSTRAP_DRAWS = 1000;

type Aggregate = (items: readonly Value[]) => number;

const numbers = (items: readonly Value[]): number[] => items.map(Number);
const pairs = (items: readonly Value[]): [Value, Value][] => items as [Value, Value][];
const mean = (items: readonly Value[]): number => meanOf(numbers(items)) ?? Number.NaN;

function weightedMean(items: readonly Value[]): number {
  const sum = (at: 0 | 1) => pairs(items).reduce((total, pair) => total + Number(pair[at]), 0);
  return sum(0) / sum(1);
}

/** F1 of the label 1 among pairs of right and given labels. */
function binaryF1(items: readonly Value[]): number {
  const count = (right: boolean, given: boolean) =>
    pairs(items).filter(([gold, guess]) => (gold === 1) === right && (guess === 1) === given).length;
  const hits = count(true, true);
  const wrong = count(false, true) + count(true, false);
  return hits + wrong === 0 ? 0 : (2 * hits) / (2 * hits + wrong);
}

/** Matthews' correlation of right and given labels, of any number of classes (Gorodkin 2004). */
function matthews(items: readonly Value[]): number {
  const list = pairs(items);
  const labels = [...new Set(list.flat().map(pythonText))];
  const share = (at: 0 | 1, label: string) => list.filter((pair) => pythonText(pair[at]) === label).length;
  const hits = list.filter(([gold, guess]) => gold === guess).length;
  const n = list.length;
  const dot = (left: 0 | 1, right: 0 | 1) =>
    labels.reduce((sum, label) => sum + share(left, label) * share(right, label), 0);
  const spread = Math.sqrt((n * n - dot(1, 1)) * (n * n - dot(0, 0)));
  return spread === 0 ? 0 : (hits * n - dot(0, 1)) / spread;
}

function brier(items: readonly Value[]): number {
  const distances = pairs(items).map(([gold, probabilities]) =>
    (probabilities as number[]).reduce((sum, share, at) => sum + (share - (at === gold ? 1 : 0)) ** 2, 0),
  );
  return meanOf(distances) ?? Number.NaN;
}

function references(items: readonly Value[]): string[][] {
  return pairs(items).map(([gold]) => (Array.isArray(gold) ? gold : [gold]).map(pythonText));
}

/** Corpus scores are sums of counts: what is drawn again is only summed again. */
function prepareBleu(items: readonly Value[]): (drawn: readonly number[]) => number {
  const options = bleuOptions();
  const counts = createBleuCounter(
    references(items),
    options,
  )(pairs(items).map(([, guess]) => pythonText(guess)));
  return (drawn) =>
    bleuOf(
      sumBleuCounts(
        drawn.flatMap((at) => counts[at] ?? []),
        options.maxOrder,
      ),
      options,
    ).score;
}

function prepareChrf(items: readonly Value[]): (drawn: readonly number[]) => number {
  const options = chrfOptions();
  const counts = createChrfCounter(
    references(items),
    options,
  )(pairs(items).map(([, guess]) => pythonText(guess)));
  return (drawn) => chrfOf(sumChrfCounts(drawn.flatMap((at) => [counts[at] ?? []])), options);
}

const direct =
  (aggregate: Aggregate) =>
  (items: readonly Value[]) =>
  (drawn: readonly number[]): number =>
    aggregate(drawn.map((at) => items[at] ?? null));

const median: Aggregate = (items) =>
  numbers(items).sort((a, b) => a - b)[Math.floor(items.length / 2)] ?? Number.NaN;
const nanmean: Aggregate = (items) =>
  mean(items.filter((item) => item !== null && !Number.isNaN(Number(item))));

type Kind = {
  prepare: (items: readonly Value[]) => (drawn: readonly number[]) => number;
  error: 'mean' | 'bootstrap' | null;
};

const KINDS: Readonly<Record<AggregationName, Kind>> = {
  mean: { prepare: direct(mean), error: 'mean' },
  nanmean: { prepare: direct(nanmean), error: 'bootstrap' },
  median: { prepare: direct(median), error: 'bootstrap' },
  perplexity: { prepare: direct((items) => Math.exp(-mean(items))), error: 'bootstrap' },
  weighted_perplexity: { prepare: direct((items) => Math.exp(-weightedMean(items))), error: null },
  bits_per_byte: { prepare: direct((items) => -weightedMean(items) / Math.LN2), error: null },
  f1: { prepare: direct(binaryF1), error: 'bootstrap' },
  matthews_corrcoef: { prepare: direct(matthews), error: 'bootstrap' },
  brier_score: { prepare: direct(brier), error: null },
  bleu: { prepare: prepareBleu, error: 'bootstrap' },
  chrf: { prepare: prepareChrf, error: 'bootstrap' },
};

/** A metric over a task's documents with its standard error, "N/A" where the harness gives none. */
export function aggregate(
  name: AggregationName,
  items: readonly Value[],
): { value: number; stderr: number | 'N/A' } {
  const { prepare, error } = KINDS[name];
  const over = prepare(items);
  const value = over(items.map((_, at) => at));
  if (error === null || items.length < 2) return { value, stderr: 'N/A' };
  if (error === 'mean') return { value, stderr: standardErrorOf(numbers(items)) ?? 'N/A' };
  const random = seededRandom(name);
  const draws = Array.from({ length: BOOTSTRAP_DRAWS }, () =>
    over(items.map(() => Math.floor(random() * items.length))),
  );
  return { value, stderr: deviationOf(draws) ?? 'N/A' };
}
