import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bleuOptions } from '../../../../core/evals/metrics/bleu.ts';
import { chrfOptions } from '../../../../core/evals/metrics/chrf.ts';
import { bleuMetric } from '../../../../core/evals/metrics/corpus-metrics.ts';
import { approximateRandomisation } from '../../../../core/evals/statistics/approximate-randomisation.ts';
import { compareCorpus } from '../../../../core/evals/statistics/compare-corpus.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

const first = (sums: ArrayLike<number>): number => sums[0] ?? 0;

it('swaps segments at random: of 2^6 swaps two reach a sum of six ones against none', () => {
  const [ones, zeros] = [new Array(6).fill([1]), new Array(6).fill([0])];
  const { difference, p } = approximateRandomisation(ones, zeros, first);
  expect(difference).toBe(6);
  expect(Math.abs(p - 2 / 64)).toBeLessThan(0.006);
});

it('finds no difference between a text and itself', () => {
  const rows = [[1], [2], [4]];
  expect(compareCorpus(rows, rows, first, 1)).toMatchObject({
    ...{ difference: 0, p: 1, standardError: 0, interval: [0, 0], verdict: 'not distinguishable' },
  });
});

withSharedData('sacrebleu', 'BLEU of two systems', () => {
  it('is as distinguishable as sacreBLEU and MultEval find', () => {
    const rows = gunzipSync(readFileSync(sharedData('sacrebleu/wmt17_en_de_5systems.jsonl.gz')))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    const expected = JSON.parse(readFileSync(sharedData('sacrebleu/expected_significance.json'), 'utf8'));
    const { sacrebleu_10000_ar_seed12345: randomised, sacrebleu_2000_bs_seed12345: bootstrapped } = expected;
    const [baseline = '', system = ''] = Object.keys(randomised);
    const options = {
      bleu: bleuOptions({ tokenize: 'none' }),
      chrf: chrfOptions(),
      ...{ stem: false, version: 'x' },
    };
    const counts = (name: string) =>
      bleuMetric.corpus?.counts(
        { hypotheses: rows.map((row) => row[name] ?? ''), references: rows.map((row) => [row['ref'] ?? '']) },
        options,
      ) ?? [];
    const compared = compareCorpus(
      counts(system),
      counts(baseline),
      (sums) => bleuMetric.corpus?.score(sums, options) ?? -1,
      1,
    );
    expect(compared.a).toBeCloseTo(bootstrapped[system].score, 9);
    expect(compared.b).toBeCloseTo(bootstrapped[baseline].score, 9);
    expect(Math.abs(compared.p - randomised[system].p)).toBeLessThan(0.02);
    expect(compared.verdict).toBe('not distinguishable');
  });
});
