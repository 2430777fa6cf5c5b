import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Ask, askValue } from '../../../../core/guardrails/engine/ask-value.ts';
import type { Correction } from '../../../../core/guardrails/engine/reask-requests.ts';
import type { ValueGuard } from '../../../../core/guardrails/engine/value-guard.ts';

const schema = z.object({
  title: z.string(),
  steps: z.array(z.string()).max(5),
  score: z.number().min(0).max(1),
});
const good = { title: 'Trains', steps: ['Ask the desk.'], score: 0.5 };

const short = (action: ValueGuard['action']): ValueGuard => ({
  id: 'short',
  action,
  path: '/steps/*',
  check: (value) =>
    String(value).length <= 20
      ? { kind: 'pass' }
      : { kind: 'fail', message: 'it has more than 20 characters' },
});

/** A model that gives these replies, and what it was told before each. */
function scripted(replies: string[]): { ask: Ask; told: (Correction | null)[] } {
  const told: (Correction | null)[] = [];
  const ask: Ask = async (correction) => {
    told.push(correction);
    const text = replies[told.length - 1];
    return text === undefined ? { kind: 'failed', message: 'no more replies' } : { kind: 'text', text };
  };
  return { ask, told };
}

const said = (value: unknown) => JSON.stringify(value);

describe('a reply', () => {
  it.each<[string, string, string]>([
    ['as it should be', said(good), 'valid'],
    ['in a fence', `Sure!\n\`\`\`json\n${said(good)}\n\`\`\`\nAnything else?`, 'repaired'],
    ['between sentences', `Here: ${said(good)} Bye.`, 'repaired'],
    [
      'with a trailing comma and bare keys',
      `{title: "Trains", steps: ['Ask the desk.',], score: .5,}`.replace('.5', '0.5'),
      'repaired',
    ],
  ])('%s is %s', async (_name, text, outcome) => {
    const { ask, told } = scripted([text]);
    expect(await askValue({ ask, schema })).toMatchObject({ outcome, value: good });
    expect(told).toEqual([null]);
  });

  it('that cannot be read is asked for again, with the shape', async () => {
    const { ask, told } = scripted(['I would say trains.', said(good)]);
    const result = await askValue({ ask, schema });
    expect(result).toMatchObject({ outcome: 'reasked', value: good });
    expect(result.history.map(({ problem }) => problem)).toEqual(['unparseable', null]);
    expect(told[1]).toMatchObject({ draft: 'I would say trains.', problem: { kind: 'unparseable' } });
    expect(told[1]?.request).toContain('"steps"');
  });

  it('of another shape is asked for again, with what is wrong where', async () => {
    const { ask, told } = scripted([said({ ...good, score: 7 }), said(good)]);
    const result = await askValue({ ask, schema });
    expect(result.outcome).toBe('reasked');
    expect(told[1]?.problem).toMatchObject({ kind: 'schema', issues: [{ path: '/score' }] });
    expect(told[1]?.request).toContain('/score');
  });

  it('with a value at fault is asked for that value alone, and nothing else is taken over', async () => {
    const long = 'Ask the travel desk by mail.';
    const { ask, told } = scripted([
      said({ ...good, steps: ['One.', long] }),
      said({ '/steps/1': 'Mail the desk.', '/title': 'Smuggled', score: 1 }),
    ]);
    const result = await askValue({ ask, schema, guards: [short('reask')] });
    expect(result).toMatchObject({
      outcome: 'reasked',
      value: { ...good, steps: ['One.', 'Mail the desk.'] },
      failures: [{ guard: 'short', path: '/steps/1' }],
    });
    expect(told[1]?.request).toContain('- /steps/1: it has more than 20 characters');
    expect(told[1]?.request).not.toContain('"properties"');
    expect(told[1]?.draft).toContain(long);
  });

  it('to such a request may be the whole value as well', async () => {
    const { ask } = scripted([said({ ...good, steps: ['x'.repeat(30)] }), said(good)]);
    const result = await askValue({ ask, schema, guards: [short('reask')] });
    expect(result).toMatchObject({ outcome: 'reasked', value: good });
  });

  it('is asked for again no more often than the budget says, whatever for', async () => {
    const bad = said({ ...good, steps: ['x'.repeat(30)] });
    const { ask, told } = scripted(['?', said({}), bad, said(good)]);
    const result = await askValue({ ask, schema, guards: [short('reask')], reasks: 2 });
    expect(result).toMatchObject({ outcome: 'refused', why: 'blocked', blockedBy: 'short' });
    expect(told).toHaveLength(3);
    expect(result).not.toHaveProperty('value');
  });

  it('that a guard has broken is no value', async () => {
    const { ask } = scripted([said(good)]);
    const wrong: ValueGuard = {
      id: 'wrong',
      action: 'fix',
      path: '/score',
      check: (value) =>
        value === 'high' ? { kind: 'pass' } : { kind: 'fail', message: 'no', fixed: 'high' },
    };
    expect(await askValue({ ask, schema, guards: [wrong], reasks: 0 })).toMatchObject({
      outcome: 'refused',
      why: 'schema',
    });
  });

  it('that never comes is a refusal', async () => {
    expect(await askValue({ ask: scripted([]).ask, schema })).toMatchObject({
      outcome: 'refused',
      why: 'model',
    });
    const throwing = () => Promise.reject(new Error('down'));
    expect(await askValue({ ask: throwing, schema })).toMatchObject({ outcome: 'refused', why: 'model' });
  });
});

describe('1,000 replies gone wrong', () => {
  const noise = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    "'",
    '```',
    '\n',
    'null',
    '1e999',
    '\u0000',
    '__proto__',
    '😀',
    '//',
    '/*',
  );
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 12 }),
    put: fc.oneof(noise, fc.string({ maxLength: 5 })),
  });
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constant(good) },
    fc.record({ title: fc.anything(), steps: fc.array(fc.string()), score: fc.double() }),
    fc.jsonValue(),
  );
  const reply = fc
    .tuple(
      value,
      fc.array(change, { maxLength: 3 }),
      fc.constantFrom('', '```json\n', 'Sure: '),
      fc.nat({ max: 9 }),
    )
    .map(([given, changes, opening, deep]) => {
      let text = deep === 9 ? '['.repeat(5_000) : opening + (JSON.stringify(given) ?? 'undefined');
      for (const { at, cut, put } of changes) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + put + text.slice(from + cut);
      }
      return text;
    });

  it('end valid, repaired, asked again or refused; nothing throws, and every value fits its schema', async () => {
    const seen = new Map<string, number>();
    const check = fc.asyncProperty(
      fc.array(reply, { minLength: 3, maxLength: 3 }),
      fc.constantFrom('reask', 'fix', 'filter', 'refrain', 'exception', 'custom', 'fix_reask', 'noop'),
      async (replies, action) => {
        const { ask, told } = scripted(replies);
        const result = await askValue({ ask, schema, guards: [short(action)], reasks: 2 });
        seen.set(result.outcome, (seen.get(result.outcome) ?? 0) + 1);
        expect(told.length).toBeLessThanOrEqual(3);
        if (result.outcome === 'refused') return;
        expect(schema.safeParse(result.value).success).toBe(true);
        if (action !== 'noop') expect(result.value.steps.every((step) => step.length <= 20)).toBe(true);
        expect(Object.getPrototypeOf(result.value)).toBe(Object.prototype);
      },
    );
    await fc.assert(check, { numRuns: 1000, seed: 11 });
    expect([...seen.keys()].sort()).toEqual(['reasked', 'refused', 'repaired', 'valid']);
  });
});
