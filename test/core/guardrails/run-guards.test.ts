import { describe, expect, it } from 'vitest';
import type { Action, Guard } from '../../../core/guardrails/guard.ts';
import { runGuards } from '../../../core/guardrails/run-guards.ts';

/** A guard that minds a word and, with `instead`, knows how to say it better. */
function minding(word: string, action: Action, instead?: string): Guard {
  return {
    id: `no-${word}`,
    stages: ['output'],
    action,
    check: ({ text }) =>
      text.includes(word)
        ? {
            kind: 'fail',
            message: `says ${word}`,
            spans: [],
            ...(instead === undefined ? {} : { fixed: text.replace(word, instead) }),
          }
        : { kind: 'pass' },
  };
}

const run = (guards: Guard[], text: string) => runGuards(guards, 'output', { text });

describe('runGuards', () => {
  it.each<[Action, string, string | undefined, string]>([
    ['noop', 'allow', 'B', 'a bad word'],
    ['exception', 'block', 'B', ''],
    ['refrain', 'block', 'B', ''],
    ['fix', 'transform', 'B', 'a B word'],
    ['filter', 'transform', 'B', ''],
    ['reask', 'transform', 'B', 'a B word'],
    ['fix_reask', 'transform', 'B', 'a B word'],
    ['custom', 'transform', 'B', 'a B word'],
    ['fix', 'block', undefined, ''],
    ['filter', 'transform', undefined, ''],
    ['reask', 'block', undefined, ''],
    ['fix_reask', 'block', undefined, ''],
    ['custom', 'block', undefined, ''],
    ['noop', 'allow', undefined, 'a bad word'],
  ])('does what %s says: %s (fix: %s)', async (action, outcome, instead, text) => {
    const result = await run([minding('bad', action, instead)], 'a bad word');
    expect(result).toMatchObject({ outcome, text, blockedBy: outcome === 'block' ? 'no-bad' : null });
    expect(result.failures).toEqual([{ guard: 'no-bad', action, message: 'says bad', spans: [] }]);
  });

  it('allows a text that every guard passes', async () => {
    expect(await run([minding('bad', 'exception')], 'a good word')).toEqual({
      outcome: 'allow',
      text: 'a good word',
      failures: [],
      blockedBy: null,
      reasks: [],
      history: [{ round: 1, guard: 'no-bad', verdict: 'pass', effect: 'none', ms: null }],
    });
  });

  it('runs only the guards of its stage', async () => {
    const result = await runGuards([minding('bad', 'exception')], 'input', { text: 'bad' });
    expect(result.outcome).toBe('allow');
  });

  it('gives each guard the text as the one before left it', async () => {
    const guards = [minding('one', 'fix', 'two'), minding('two', 'fix', 'three')];
    expect(await run(guards, 'one')).toMatchObject({ outcome: 'transform', text: 'three' });
  });

  it('runs again until nothing changes, since a fix may make what an earlier guard forbids', async () => {
    const guards = [minding('two', 'fix', 'three'), minding('one', 'fix', 'two')];
    const result = await run(guards, 'one');
    expect(result).toMatchObject({ outcome: 'transform', text: 'three' });
    expect(result.failures.map((failure) => failure.guard)).toEqual(['no-one', 'no-two']);
  });

  it('blocks a text that does not settle', async () => {
    const guards = [minding('tick', 'fix', 'tock'), minding('tock', 'fix', 'tick')];
    expect(await run(guards, 'tick')).toMatchObject({ outcome: 'block', text: '' });
  });

  it('blocks when a fix repairs nothing', async () => {
    expect(await run([minding('bad', 'fix', 'bad')], 'bad')).toMatchObject({ outcome: 'block', text: '' });
  });

  it('blocks when a fix makes what another guard refuses', async () => {
    const guards = [minding('worse', 'refrain'), minding('bad', 'fix', 'worse')];
    expect(await run(guards, 'bad')).toMatchObject({ outcome: 'block', text: '', blockedBy: 'no-worse' });
  });

  it('names the guard that blocked, not one that only repaired', async () => {
    const guards = [minding('a', 'fix', 'x'), minding('b', 'refrain'), minding('c', 'noop')];
    const result = await run(guards, 'a b c');
    expect(result).toMatchObject({ outcome: 'block', blockedBy: 'no-b' });
    expect(result.failures).toHaveLength(3);
  });

  it.each<[string, Guard['check']]>([
    [
      'throws',
      () => {
        throw new Error('out of order');
      },
    ],
    ['rejects', () => Promise.reject(new Error('out of order'))],
  ])('blocks when a check %s, whatever its action', async (_name, check) => {
    for (const action of ['noop', 'fix', 'filter', 'refrain', 'exception', 'reask', 'custom'] as const) {
      const result = await run([{ id: 'broken', stages: ['output'], action, check }], 'fine');
      expect(result).toMatchObject({ outcome: 'block', text: '', blockedBy: 'broken' });
      expect(result.failures[0]?.message).toContain('out of order');
    }
  });
});
