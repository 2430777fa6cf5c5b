import { describe, expect, it } from 'vitest';
import type { Choices } from '../../../../core/fine-tuning/runs/choices.ts';
import { runSteps } from '../../../../core/fine-tuning/runs/run-steps.ts';

const falcon = { approach: 'lora', targets: ['query_key_value'] };
const golden = { cases: 30, hasRun: true };
const whole: Choices = {
  data: {
    ...{
      labels: 'answers',
      seed: 0,
      rows: { train: 90, valid: 10 },
      clusters: 60,
      against: 0,
      tokens: 9_000,
    },
    ...{ dropped: {}, sha256: 'x' },
  },
  metric: { setId: 's', setName: 'Golden', baselineRun: 'r', passed: 0.8 },
  model: { base: 'Qwen/Qwen3-0.6B', memory: 24 },
  architecture: { approach: 'lora', targets: ['q_proj', 'v_proj'] },
  approach: { method: 'sft' },
  hyperparameters: { rank: 8, virtualTokens: 20, reduction: 16 },
};
const states = (choices: Choices, set: typeof golden | null = golden) =>
  runSteps(choices, set).map(({ state }) => state);
const data = (changes: Partial<NonNullable<Choices['data']>>): Choices => ({
  ...whole,
  ...(whole.data === undefined ? {} : { data: { ...whole.data, ...changes } }),
});

describe('the six steps', () => {
  it('open one after the other', () => {
    expect(states({})).toEqual(['open', 'locked', 'locked', 'locked', 'locked', 'locked']);
    const names = Object.keys(whole) as (keyof Choices)[];
    for (const [at, name] of names.entries()) {
      const without = { ...whole };
      delete without[name];
      expect(states(without).slice(0, at + 1)).toEqual([...Array<string>(at).fill('done'), 'open']);
      expect(states(without).slice(at + 1)).toEqual(Array<string>(5 - at).fill('locked'));
    }
    expect(new Set(states(whole))).toEqual(new Set(['done']));
  });

  it.each([
    ['too few rows', data({ rows: { train: 40, valid: 5 } }), golden, /45 of 50/],
    ['too few matters', data({ clusters: 19 }), golden, /19 of 20/],
    ['one matter alone', data({ rows: { train: 0, valid: 80 } }), golden, /one matter/],
    [
      'votes that are all alike',
      data({ labels: 'votes', rows: { train: 300, valid: 30 }, against: 5 }),
      golden,
      /2 %/,
    ],
    ['a small golden set', whole, { cases: 29, hasRun: true }, /29 questions/],
    ['a golden set that never ran', whole, { cases: 30, hasRun: false }, /No run/],
    ['a golden set that is gone', whole, null, /gone/],
    [
      'a model that is too large',
      { ...whole, model: { base: 'tiiuae/falcon-40b', memory: 8 } },
      golden,
      /GB at least/,
    ],
    [
      'a way that is too large',
      { ...whole, model: { base: 'tiiuae/falcon-7b', memory: 12 }, architecture: falcon },
      golden,
      /there are 12/,
    ],
    [
      'a matrix that is not there',
      { ...whole, architecture: { approach: 'lora', targets: ['c_attn'] } },
      golden,
      /c_attn/,
    ],
    ['a method for other labels', { ...whole, approach: { method: 'dpo' } }, golden, /not learned of/],
    [
      'a rank of nothing',
      { ...whole, hyperparameters: { rank: 0, virtualTokens: 1, reduction: 1 } },
      golden,
      /rank/,
    ],
  ] as const)('do not pass with %s', (_, choices, set, problem) => {
    expect(runSteps(choices as Choices, set).find(({ state }) => state === 'open')?.problem).toMatch(problem);
  });
});
