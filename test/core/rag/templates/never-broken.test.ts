import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runTemplate, type TemplatePen } from '../../../../core/rag/templates/run-template.ts';
import { createScriptedModel, type Scripted } from '../../../fakes/models/scripted-model.ts';

/** 10,000 templates, each with a model that misbehaves in its own way: no value ever leaves its constraint. */

const RUNS = 10_000;
const { signal } = new AbortController();

/** Mulberry32, a small generator of reproducible numbers in [0, 1). */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(chance: () => number, from: readonly T[]): T =>
  from[Math.floor(chance() * from.length)] as T;

const WORDS = [
  'yes',
  'no',
  'maybe',
  'Yes.',
  '"no"',
  '42',
  '2024-05-06',
  'a b c',
  'STOP',
  '\n',
  '{"n": 3}',
  '{"n": 30}',
  '```json\n{"n": 1,}\n```',
  '{',
  '[1]',
  '😀',
  'City: ',
  '1. ',
  '',
  ' ',
  'red',
  'green',
  '\u0000',
  'ß',
];

function misbehave(chance: () => number, last: string): Scripted {
  const roll = chance();
  if (roll < 0.02) return { failure: pick(chance, ['timeout', 'refused', 'filtered']) };
  if (roll < 0.03) return { cutOff: 'half' };
  if (roll < 0.04) return { throws: 'bug' };
  if (roll < 0.05) return 'on and on '.repeat(2_000);
  if (roll < 0.15) return last;
  const count = 1 + Math.floor(chance() * 4);
  return Array.from({ length: count }, () => pick(chance, WORDS)).join(pick(chance, ['', ' ', '\n', ', ']));
}

const schema = z.object({ n: z.number().int().max(10) });
const options = ['yes', 'no', 'maybe', 'yes and no'] as const;
const date = /\d{4}-\d{2}-\d{2}/;

type Broken = string[];

/** A template whose course depends on chance and on what the holes give; `broken` gets whatever leaves its constraint. */
function templateOf(chance: () => number, broken: Broken) {
  const check = (fine: boolean, what: string, value: unknown) => {
    if (!fine) broken.push(`${what}: ${JSON.stringify(value)}`);
  };
  const holes: ((pen: TemplatePen) => Promise<unknown>)[] = [
    async (pen) => {
      const [maxLength, cut] = [1 + Math.floor(chance() * 12), chance() < 0.5];
      const value = await pen.gen('gen', { stop: ['STOP', '\n'], maxLength, cut });
      check(value.length <= maxLength && value !== '' && !/STOP|\n/.test(value), 'gen', value);
      check(!/[\uD800-\uDBFF]$/.test(value), 'half a character', value);
    },
    async (pen) => {
      const value = await pen.gen('word', {
        pattern: /[a-z]+/i,
        ...(chance() < 0.5 && { otherwise: 'mine' }),
      });
      check(/^[a-z]+$/i.test(value), 'pattern', value);
    },
    async (pen) => {
      const value = await pen.select('select', options);
      check(options.includes(value), 'select', value);
      if (value === 'no') await holes[3]?.(pen);
    },
    async (pen) => {
      const value = await pen.regex('regex', date);
      check(/^\d{4}-\d{2}-\d{2}$/.test(value), 'regex', value);
    },
    async (pen) => {
      const value = await pen.json('json', schema);
      check(schema.safeParse(value).success, 'json', value);
    },
  ];
  return async (pen: TemplatePen) => {
    if (chance() < 0.5) pen.system('Be brief.');
    pen.user('Well?');
    const count = 1 + Math.floor(chance() * 3);
    for (let n = 1; n <= count; n++) {
      if (chance() < 0.5) pen.assistant(pick(chance, ['City: ', `\n${n}. `, 'It is ']));
      await pick(chance, holes)(pen);
    }
    return count;
  };
}

async function runSeed(seed: number, broken: Broken) {
  const chance = createChance(seed);
  const mischief = createChance(seed ^ 0x5bd1e995);
  const model = createScriptedModel(
    (messages) => misbehave(mischief, messages.at(-1)?.text ?? ''),
    () => pick(mischief, ['token', 'provider', null]),
  );
  return runTemplate(model, templateOf(chance, broken), { signal, reasks: 2 });
}

describe('10,000 seeded templates', () => {
  it('never break a constraint, never throw, and name how each value was enforced', async () => {
    const broken: Broken = [];
    const seen = { done: 0, failed: 0, fallback: 0, validated: 0, token: 0, provider: 0 };
    for (let seed = 0; seed < RUNS; seed++) {
      const result = await runSeed(seed, broken);
      seen[result.kind] += 1;
      for (const { enforced } of result.filled) seen[enforced] += 1;
    }
    expect(broken).toEqual([]);
    // The test has teeth only when every way was gone often.
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(100);
  });

  it('give the same for the same seed', async () => {
    for (const seed of [1, 22, 333]) expect(await runSeed(seed, [])).toEqual(await runSeed(seed, []));
  });
});
