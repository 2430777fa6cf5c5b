import { describe, expect, it } from 'vitest';
import { askText } from '../../../../core/guardrails/engine/ask-text.ts';
import { createGuardedStream } from '../../../../core/guardrails/engine/guarded-stream.ts';
import type { Action, Guard } from '../../../../core/guardrails/guard.ts';
import { runGuards } from '../../../../core/guardrails/run-guards.ts';
import { piecesOf, watch } from './pieces.ts';

/** All eight actions, and what each makes of a text, at once and in a stream. */

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

const blocked = 'blocked';
const whole = 'Good one. A bad word. Fine end.';
const with_ = (word: string) => `Good one. A ${word} word. Fine end.`;
const dropped = 'Good one. Fine end.';
/** What the model says when it is asked again. */
const again = 'Good two. Fine end.';

const table: [Case, string][] = [
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

describe.each(table)('$name', (one, expected) => {
  const guard = guardFor(one);
  const isReask = expected === again;

  it('of a text', async () => {
    const replies = [whole, again];
    const asked = await askText({
      ask: async () => ({ kind: 'text', draft: { text: replies.shift() ?? '' } }),
      guard: ({ text }, mayReask) => runGuards([guard], 'output', { text }, { mayReask }),
    });
    if (asked.kind !== 'guarded') throw new Error('no text');
    const { result } = asked;
    expect(result.outcome === 'block' ? blocked : result.text).toBe(expected);
    expect(asked.asked).toBe(isReask ? 1 : 0);
    expect(result.blockedBy).toBe(expected === blocked ? 'no-bad' : null);
    if (!isReask) expect(result.failures[0]).toMatchObject({ guard: 'no-bad', action: one.action });
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
    expect(end.result.outcome === 'block' ? blocked : shown).toBe(late);
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
    const begun = isReask ? expected : expected.replace('Good one. ', '');
    expect(end.result.outcome === 'block' ? blocked : shown).toBe(begun);
    expect(end.asked).toBe(isReask ? 1 : 0);
    if (one.action !== 'noop') expect(everShown).not.toContain('A b');
  });
});
