import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  readAnnotations,
  readOutputs,
  withOutputs,
} from '../../../../core/evals/benchmarks/alpaca/annotations.ts';
import {
  LONG_NAMES,
  preferenceFromLogprobs,
  preferenceFromRanking,
  SHORT_NAMES,
} from '../../../../core/evals/benchmarks/alpaca/judge-parsers.ts';
import { fitLength, rateAtEqualLength } from '../../../../core/evals/benchmarks/alpaca/length-ridge.ts';
import {
  fittedShares,
  readDifficulties,
  readModelWeights,
} from '../../../../core/evals/benchmarks/alpaca/published-weights.ts';
import { scoreAnnotations } from '../../../../core/evals/benchmarks/alpaca/score.ts';
import { codePoints, winRate } from '../../../../core/evals/benchmarks/alpaca/win-rate.ts';
import { meanOf } from '../../../../core/evals/benchmarks/moments.ts';
import { sharedData } from '../../../bench/shared-data.ts';

const data = sharedData('alpaca_eval');
const absent = !existsSync(data);
const title = absent ? ' (skipped: shared/data/alpaca_eval is absent)' : '';

const rows = (...values: object[]) => readAnnotations('a.json', JSON.stringify(values));

describe('win rates', () => {
  it('are in per cent, read 0 as a draw and drop verdicts without a preference', () => {
    const score = scoreAnnotations(
      rows({ preference: 2 }, { preference: 1.2 }, { preference: 0 }, { preference: null }),
      {},
    );
    // 100, 20 and 50: mean 170/3; sd of those is 40.4145.
    expect(score).toMatchObject({ wins: 1, losses: 1, draws: 1, n: 3, dropped: 1, discreteWinRate: 50 });
    expect(score.winRate).toBeCloseTo(170 / 3, 12);
    expect(score.standardError).toBeCloseTo(40.4145188 / Math.sqrt(3), 6);
    expect([score.avgLength, score.lengthControlled]).toEqual([null, null]);
  });

  it('have no standard error for one verdict', () => {
    expect(winRate([2])).toMatchObject({ winRate: 100, standardError: null });
  });

  it('count characters as code points and cut the mean length to a whole number', () => {
    expect(codePoints('a🙂é')).toBe(3);
    const score = scoreAnnotations(
      rows(
        { preference: 1, output_1: 'x', output_2: '🙂' },
        { preference: 2, output_1: 'x', output_2: 'ab' },
      ),
      {},
    );
    expect(score.avgLength).toBe(1);
  });
});

describe('length control', () => {
  it('is 50 for a model against itself, and the raw rate where all are equally long', () => {
    expect(rateAtEqualLength(fitLength([0, 9, -4].map((longer) => ({ preference: 0.5, longer }))))).toBe(50);
    const flat = [1, 1, 0, 0.5].map((preference) => ({ preference, longer: 7 }));
    expect(rateAtEqualLength(fitLength(flat))).toBeCloseTo(62.5, 10);
  });

  it('solves the penalised likelihood: its gradient is zero', () => {
    const sample = [
      { preference: 1, longer: -30 },
      { preference: 0, longer: 20 },
      { preference: 0.8, longer: 5 },
      { preference: 0.3, longer: -10 },
    ];
    const { length, intercept } = fitLength(sample);
    const sd = Math.sqrt(([-30, 20, 5, -10] as const).reduce((sum, x) => sum + (x + 3.75) ** 2, 0) / 3);
    const errors = sample.map(({ preference, longer }) => {
      const x = Math.tanh(longer / sd);
      return { x, error: preference - 1 / (1 + Math.exp(-(length * x + intercept))) };
    });
    expect(errors.reduce((sum, { error }) => sum + error, 0)).toBeCloseTo(0, 10);
    expect(errors.reduce((sum, { x, error }) => sum + x * error, 0)).toBeCloseTo((4 / 64) * length, 10);
  });

  it('ends where all verdicts agree', () => {
    const rate = rateAtEqualLength(fitLength([1, 2, 3].map((longer) => ({ preference: 1, longer }))));
    expect(rate).toBeGreaterThan(99);
  });

  it('warns where it moves the rate far', () => {
    const far = Array.from({ length: 40 }, (_, at) => ({
      preference: at < 30 ? 2 : 1,
      output_1: 'x'.repeat(at < 30 ? 1 : 90),
      output_2: 'x'.repeat(at < 30 ? 90 : 1),
    }));
    expect(scoreAnnotations(rows(...far), {}).warnings).toHaveLength(1);
    expect(scoreAnnotations(rows({ preference: 2 }, { preference: 1 }), {}).warnings).toEqual([]);
  });
});

describe('files', () => {
  it.each([
    ['{', 'this is not JSON'],
    ['{}', 'a JSON list is expected'],
    ['[]', 'the list is empty'],
    ['[1]', 'row 0 is not a JSON object'],
    ['[{"preference":2},{}]', 'row 1: the field "preference" is missing'],
    ['[{"preference":"2"}]', 'row 0: "preference" must be a number or null'],
    ['[{"preference":3}]', 'row 0: "preference" must be 1 to 2'],
    ['[{"preference":2,"output_2":5}]', 'row 0: "output_2" must be a text'],
    [
      '[{"preference":2,"generator_2":"a"},{"preference":2,"generator_2":"b"}]',
      'row 1: "generator_2" is "b"',
    ],
  ])('that are broken are refused by row and field: %j', (text, message) => {
    expect(() => readAnnotations('a.json', text)).toThrow(message);
  });

  it('of answers fill in what annotations lack, by instruction', () => {
    const outputs = readOutputs('o.json', '[{"instruction":"Hi","output":"Hello."}]');
    const given = rows({ instruction: 'Hi', preference: 2 });
    expect(withOutputs('o.json', given, 'output2', outputs)[0]?.output2).toBe('Hello.');
    const other = rows({ instruction: 'Bye', preference: 2 });
    expect(() => withOutputs('o.json', other, 'output2', outputs)).toThrow('"instruction" of annotation 0');
    expect(() => readOutputs('o.json', '[{"instruction":"Hi"}]')).toThrow(
      'row 0: the field "output" is missing',
    );
  });

  it('of weights name a model that they lack', () => {
    const text = 'm,instruction_difficulty,not_gamed_baseline.astype(float)\na,0.5,-1\n';
    expect(readModelWeights('w.csv', text, 'a')).toEqual({ difficulty: 0.5, intercept: -1 });
    expect(() => readModelWeights('w.csv', text, 'b')).toThrow('no row for the model "b"');
    expect(() => readModelWeights('w.csv', 'm,x\na,1\n', 'a')).toThrow('"instruction_difficulty" is missing');
  });
});

describe('replies of judges', () => {
  const reply = (...top: [string, number][]) => ({
    logprobs: { content: [{ top_logprobs: top.map(([token, logprob]) => ({ token, logprob })) }] },
  });

  it('are weighed by the probabilities of the two names, where one that is not listed counts 0', () => {
    const both = reply(['m', Math.log(0.6)], ['M', Math.log(0.2)], ['x', Math.log(0.1)]);
    expect(preferenceFromLogprobs(both, SHORT_NAMES)).toBeCloseTo(1.25, 12);
    expect(preferenceFromLogprobs(reply(['M', -1]), SHORT_NAMES)).toBe(2);
    expect(preferenceFromLogprobs(reply(['x', -1]), SHORT_NAMES)).toBeNull();
    expect(preferenceFromLogprobs('m', SHORT_NAMES)).toBeNull();
  });

  it('are read as ranks from JSON and from what Python writes, and never run', () => {
    const python = "[{'model': 'model_2', 'rank': 1}, {'model': 'model_1', 'rank': 2}]";
    expect(preferenceFromRanking(python, LONG_NAMES)).toBe(2);
    const json = {
      ordered_models: [
        { model: 'm', rank: 1 },
        { rank: 2, model: 'M' },
      ],
    };
    expect(preferenceFromRanking(json, SHORT_NAMES)).toBe(1);
    expect(preferenceFromRanking("[{'model': 'model_1', 'rank': 1}]", LONG_NAMES)).toBeNull();
    expect(preferenceFromRanking('I like both.', LONG_NAMES)).toBeNull();
  });
});

describe(`the published values${title}`, () => {
  const read = (name: string) => readFileSync(`${data}/${name}`, 'utf8');
  const weightsFile =
    'src/alpaca_eval/metrics/weights/weighted_alpaca_eval_gpt4_turbo/length_controlled_v1/baseline_gpt4_1106_preview.csv';
  type Expected = {
    model: string;
    n: number;
    leaderboard_win_rate: number;
    leaderboard_standard_error: number;
    leaderboard_lc: number;
    lc_row_position: number;
    ridge_minimal_lc?: number;
    ridge_minimal_coef_tanhlen_intercept?: [number, number];
  };
  const slim = () => {
    const byModel = new Map<string, { preference: number; longer: number }[]>();
    const lines = gunzipSync(readFileSync(`${data}/derived_weighted_annotations_slim.csv.gz`)).toString();
    for (const line of lines.trim().split('\n').slice(1)) {
      const [model = '', , preference, reference, own] = line.split(',');
      const list = byModel.get(model) ?? [];
      list.push({ preference: Number(preference) || 1.5, longer: Number(reference) - Number(own) });
      byModel.set(model, list);
    }
    return byModel;
  };

  it.skipIf(absent)('raw rates, errors and ridge rates of all models are met', () => {
    const expected = JSON.parse(read('derived_expected_winrates.json')) as Expected[];
    const models = slim();
    const distances = expected.flatMap((wanted) => {
      const verdicts = models.get(wanted.model) ?? [];
      const raw = winRate(verdicts.map(({ preference }) => preference));
      expect(verdicts).toHaveLength(wanted.n);
      expect(raw.winRate).toBeCloseTo(wanted.leaderboard_win_rate, 9);
      expect(raw.standardError).toBeCloseTo(wanted.leaderboard_standard_error, 9);
      const { ridge_minimal_lc: rate, ridge_minimal_coef_tanhlen_intercept: coefficients } = wanted;
      if (rate === undefined || coefficients === undefined) return [];
      const fit = fitLength(
        verdicts.map(({ preference, longer }) => ({ preference: preference - 1, longer })),
      );
      expect(fit.length).toBeCloseTo(coefficients[0], 7);
      expect(rateAtEqualLength(fit)).toBeCloseTo(rate, 7);
      return [Math.abs(rateAtEqualLength(fit) - wanted.leaderboard_lc)];
    });
    expect([expected.length, distances.length]).toEqual([36, 35]);
    expect(Math.max(...distances)).toBeLessThan(5);
  });

  it.skipIf(absent)('published weights give the leaderboard’s length-controlled rates', () => {
    const difficulties = readDifficulties('d.csv', read('derived_instruction_difficulty.csv'));
    const expected = JSON.parse(read('derived_expected_winrates.json')) as Expected[];
    const distances = expected.map((wanted) => {
      const weights = readModelWeights('w.csv', read(weightsFile), wanted.model);
      const rate = meanOf(fittedShares(weights, difficulties.slice(0, wanted.n))) ?? 0;
      expect(rate).toBeCloseTo(wanted.lc_row_position, 9);
      return Math.abs(rate - wanted.leaderboard_lc);
    });
    expect(distances.filter((distance) => distance > 1e-6)).toHaveLength(1);
    const baseline = readModelWeights('w.csv', read(weightsFile), 'gpt4_1106_preview');
    expect(meanOf(fittedShares(baseline, difficulties))).toBe(50);
  });

  it.skipIf(absent)('annotations of both versions give the leaderboards’ rows', () => {
    const newer = readAnnotations(
      'a.json',
      read('results/gpt-3.5-turbo-1106/weighted_alpaca_eval_gpt4_turbo/annotations.json'),
    );
    const score = scoreAnnotations(newer, {});
    expect(score).toMatchObject({ wins: 64, losses: 737, draws: 4, avgLength: 796, n: 805 });
    expect(score.winRate).toBeCloseTo(9.177964561962735, 9);
    expect(score.standardError).toBeCloseTo(0.8904117511864436, 9);
    expect(score.discreteWinRate).toBeCloseTo(8.198757763975156, 9);
    expect(score.judge).toMatchObject({
      preferLonger: { longer: 720, n: 775 },
      reparsed: { same: 801, n: 801 },
    });
    expect(score.judge.pricePer1000).toBeCloseTo(9.036037, 6);

    const older = readAnnotations('a.json', read('results/claude-2/alpaca_eval_gpt4/annotations.json'));
    const first = scoreAnnotations(older, {});
    expect(first).toMatchObject({ wins: 734, losses: 69, draws: 1, n: 804, dropped: 1, avgLength: 1069 });
    expect(first.winRate).toBeCloseTo(91.35572139303484, 9);
    expect(first.standardError).toBeCloseTo(0.9897323784630048, 9);
  });
});
