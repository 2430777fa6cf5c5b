import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askText } from '../../../../core/guardrails/engine/ask-text.ts';
import { type AskedValue, askValue } from '../../../../core/guardrails/engine/ask-value.ts';
import { createGuardedStream } from '../../../../core/guardrails/engine/guarded-stream.ts';
import { createGuardedValueStream } from '../../../../core/guardrails/engine/guarded-value-stream.ts';
import { guardOnPath } from '../../../../core/guardrails/engine/value-guard.ts';
import type { Action, Guard } from '../../../../core/guardrails/guard.ts';
import { runGuards } from '../../../../core/guardrails/run-guards.ts';
import { piecesOf, watch } from './pieces.ts';

/** All eight actions, and what each makes of a text, a field and a list item, at once and in a stream. */

type Case = { name: string; action: Action; fixed?: 'well' | 'badly'; custom?: 'says C' | 'gives up' };

const guardFor = ({ action, fixed, custom }: Case): Guard => ({
  id: 'no-bad',
  stages: ['output'],
  action,
  reads: 'sentence',
  check: ({ text }) => {
    const at = text.indexOf('bad');
    if (at === -1) return { kind: 'pass' };
    const instead = fixed === 'well' ? 'B' : 'still bad';
    const fix = fixed === undefined ? {} : { fixed: text.replace('bad', instead) };
    return { kind: 'fail', message: 'says bad', spans: [[at, at + 3]], ...fix };
  },
  ...(custom === 'says C' && { custom: (text: string) => text.replace('bad', 'C') }),
  ...(custom === 'gives up' && {
    custom: () => {
      throw new Error('no idea');
    },
  }),
});

const BLOCKED = 'blocked';
type Expected = { text: string; field: unknown; item: unknown };
const whole: Expected = {
  text: 'Good one. A bad word. Fine end.',
  field: 'a bad word',
  item: ['ok', 'a bad word', 'end'],
};
const with_ = (word: string): Expected => ({
  text: `Good one. A ${word} word. Fine end.`,
  field: `a ${word} word`,
  item: ['ok', `a ${word} word`, 'end'],
});
const blocked: Expected = { text: BLOCKED, field: BLOCKED, item: BLOCKED };
const dropped: Expected = { text: 'Good one. Fine end.', field: undefined, item: ['ok', 'end'] };
/** What the model says when it is asked again. */
const again: Expected = {
  text: 'Good two. Fine end.',
  field: 'a good word',
  item: ['ok', 'a good word', 'end'],
};

const table: [Case, Expected][] = [
  [{ name: 'noop', action: 'noop' }, whole],
  [{ name: 'exception', action: 'exception' }, blocked],
  [{ name: 'fix', action: 'fix', fixed: 'well' }, with_('B')],
  [{ name: 'fix without a fix', action: 'fix' }, blocked],
  [{ name: 'fix that fixes nothing', action: 'fix', fixed: 'badly' }, blocked],
  [{ name: 'filter', action: 'filter' }, dropped],
  [{ name: 'refrain', action: 'refrain' }, blocked],
  [{ name: 'reask', action: 'reask' }, again],
  [{ name: 'reask with a fix at hand', action: 'reask', fixed: 'well' }, again],
  [{ name: 'fix_reask', action: 'fix_reask', fixed: 'well' }, with_('B')],
  [{ name: 'fix_reask without a fix', action: 'fix_reask' }, again],
  [{ name: 'fix_reask that fixes nothing', action: 'fix_reask', fixed: 'badly' }, again],
  [{ name: 'custom', action: 'custom', custom: 'says C' }, with_('C')],
  [{ name: 'custom that breaks', action: 'custom', custom: 'gives up' }, blocked],
  [{ name: 'custom without a function', action: 'custom', fixed: 'well' }, with_('B')],
];

const schema = z.object({
  field: z.string().optional(),
  item: z.array(z.string()),
});
const first = { field: 'a bad word', item: ['ok'] };
const listFirst = { field: 'fine', item: ['ok', 'a bad word', 'end'] };
const outcomeOf = (result: AskedValue<z.infer<typeof schema>>) =>
  result.outcome === 'refused' ? BLOCKED : result.value;

describe.each(table)('$name', (one, expected) => {
  const guard = guardFor(one);
  const isReask = expected === again;
  const onField = [guardOnPath(guard, '/field')];
  const onItems = [guardOnPath(guard, '/item/*')];

  it('of a text', async () => {
    const replies = ['Good one. A bad word. Fine end.', 'Good two. Fine end.'];
    const asked = await askText({
      ask: async () => ({ kind: 'text', draft: { text: replies.shift() ?? '' } }),
      guard: ({ text }, mayReask) => runGuards([guard], 'output', { text }, { mayReask }),
    });
    if (asked.kind !== 'guarded') throw new Error('no text');
    const { result } = asked;
    expect(result.outcome === 'block' ? BLOCKED : result.text).toBe(expected.text);
    expect(asked.asked).toBe(isReask ? 1 : 0);
    expect(result.blockedBy).toBe(expected === blocked ? 'no-bad' : null);
    if (!isReask) expect(result.failures[0]).toMatchObject({ guard: 'no-bad', action: one.action });
  });

  it('of a field', async () => {
    const replies = [JSON.stringify(first), '{"/field": "a good word", "/item": ["smuggled"]}'];
    const result = await askValue({
      ask: async () => ({ kind: 'text', text: replies.shift() ?? '' }),
      schema,
      guards: onField,
    });
    const { field, ...rest } = expected === blocked ? { field: BLOCKED } : Object(outcomeOf(result));
    expect(field).toBe(expected.field);
    if (expected === blocked) expect(outcomeOf(result)).toBe(BLOCKED);
    else expect(rest).toEqual({ item: ['ok'] });
    expect(result.history.length).toBe(isReask ? 2 : 1);
  });

  it('of a list item', async () => {
    const replies = [JSON.stringify(listFirst), '{"/item/1": "a good word"}'];
    const result = await askValue({
      ask: async () => ({ kind: 'text', text: replies.shift() ?? '' }),
      schema,
      guards: onItems,
    });
    const value = outcomeOf(result);
    expect(value).toEqual(expected === blocked ? BLOCKED : { field: 'fine', item: expected.item });
  });

  it('of a sentence in a stream, after one was shown', async () => {
    const { shown, everShown, end } = await watch(
      createGuardedStream(piecesOf('Good one. A bad word. Fine end.'), {
        guards: [guard],
        stage: 'output',
        again: () => piecesOf('Good two. Fine end.'),
      }),
    );
    // Nothing is asked again once something was shown: a fix serves, or what was shown is taken back.
    const late = isReask ? (one.fixed === 'well' ? with_('B') : blocked) : expected;
    expect(end.result.outcome === 'block' ? BLOCKED : shown).toBe(late.text);
    expect(end.asked).toBe(0);
    if (late === blocked) expect(shown).toBe('');
    if (one.action !== 'noop') expect(everShown).not.toContain('A b');
  });

  it('of the first sentence in a stream', async () => {
    const { shown, everShown, end } = await watch(
      createGuardedStream(piecesOf('A bad word. Fine end.'), {
        guards: [guard],
        stage: 'output',
        again: () => piecesOf('Good two. Fine end.'),
      }),
    );
    const begun = { ...expected, text: isReask ? expected.text : expected.text.replace('Good one. ', '') };
    expect(end.result.outcome === 'block' ? BLOCKED : shown).toBe(begun.text);
    expect(end.asked).toBe(isReask ? 1 : 0);
    if (one.action !== 'noop') expect(everShown).not.toContain('A b');
  });

  it.each([
    ['field', { field: 'a bad word', item: ['ok'] }, { field: 'a good word', item: ['ok'] }, onField],
    [
      'list item',
      { item: ['a bad word', 'end'], field: 'fine' },
      { item: ['a good word', 'end'], field: 'fine' },
      onItems,
    ],
  ] as const)('of a %s in a stream', async (target, given, second, guards) => {
    const { value, everShown, end } = await watch(
      createGuardedValueStream(piecesOf(JSON.stringify(given)), {
        schema,
        guards,
        again: () => piecesOf(JSON.stringify(second)),
      }),
    );
    const wanted: Record<string, unknown> = { ...given };
    if (target === 'field') wanted['field'] = expected.field;
    else wanted['item'] = expected === blocked ? [] : (expected.item as string[]).slice(1);
    expect(end.result.outcome === 'block' ? BLOCKED : value).toEqual(expected === blocked ? BLOCKED : wanted);
    expect(end.asked).toBe(isReask ? 1 : 0);
    if (one.action !== 'noop') expect(everShown).not.toContain('a bad');
  });
});
