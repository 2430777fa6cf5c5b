import { describe, expect, it } from 'vitest';
import { settle } from '../../../../core/guardrails/engine/settle.ts';
import type { TextCheck } from '../../../../core/guardrails/engine/text-check.ts';
import type { GuardRun } from '../../../../core/guardrails/guard.ts';
import { runGuards } from '../../../../core/guardrails/run-guards.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';

const passing = (id: string, more: Partial<TextCheck> = {}): TextCheck => ({
  id,
  action: 'refrain',
  check: () => ({ kind: 'pass' }),
  ...more,
});
const failing = (id: string, more: Partial<TextCheck> = {}): TextCheck =>
  passing(id, { check: () => ({ kind: 'fail', message: 'no', spans: [] }), ...more });

describe('the order of guards', () => {
  it('is cheap ones first, whatever the list says', async () => {
    const order: string[] = [];
    const noting = (id: string, cost: 'cheap' | 'slow') =>
      passing(id, {
        cost,
        check: () => {
          order.push(id);
          return { kind: 'pass' };
        },
      });
    await settle('x', [
      noting('model', 'slow'),
      noting('a', 'cheap'),
      noting('net', 'slow'),
      noting('b', 'cheap'),
    ]);
    expect(order).toEqual(['a', 'b', 'model', 'net']);
  });

  it('has slow ones side by side', async () => {
    const both = Promise.withResolvers<void>();
    let here = 0;
    const waiting = (id: string) =>
      passing(id, {
        cost: 'slow',
        check: async () => {
          here += 1;
          if (here === 2) both.resolve();
          await both.promise;
          return { kind: 'pass' };
        },
      });
    expect((await settle('x', [waiting('one'), waiting('two')])).outcome).toBe('allow');
  });

  it('lets every slow fix come to its turn', async () => {
    const swapping = (from: string) =>
      passing(`no-${from}`, {
        cost: 'slow',
        action: 'fix',
        check: async (text) =>
          text.includes(from)
            ? { kind: 'fail', message: 'no', spans: [], fixed: text.replace(from, from.toUpperCase()) }
            : { kind: 'pass' },
      });
    const result = await settle('a b c d e f', ['a', 'b', 'c', 'd', 'e', 'f'].map(swapping));
    expect(result).toMatchObject({ outcome: 'transform', text: 'A B C D E F' });
  });

  it('spares the slow ones after a block, where that is wanted', async () => {
    let asked = 0;
    const slow = passing('model', {
      cost: 'slow',
      check: () => {
        asked += 1;
        return { kind: 'pass' };
      },
    });
    await settle('x', [failing('a'), slow], { stopAtBlock: true });
    expect(asked).toBe(0);
    await settle('x', [failing('a'), slow]);
    expect(asked).toBe(1);
  });

  it('judges nothing twice that has not changed', async () => {
    let asked = 0;
    const counting = passing('counting', {
      check: () => {
        asked += 1;
        return { kind: 'pass' };
      },
    });
    const fixing = passing('fixing', {
      action: 'fix',
      check: (text) =>
        text === 'x' ? { kind: 'fail', message: 'no', spans: [], fixed: 'y' } : { kind: 'pass' },
    });
    await settle('x', [fixing, counting]);
    expect(asked).toBe(1);
  });
});

describe('a check that does not end well', () => {
  const never = (more: Partial<TextCheck> = {}) =>
    passing('never', { cost: 'slow', budgetMs: 50, check: () => new Promise(() => {}), ...more });

  it('blocks when its time is up, and is told so', async () => {
    const clock = createManualClock();
    let told: GuardRun | undefined;
    const guard = never({
      check: (_value, run) => {
        told = run;
        return new Promise(() => {});
      },
    });
    const judging = settle('x', [guard], { clock });
    await Promise.resolve();
    clock.advance(49);
    expect(told?.signal.aborted).toBe(false);
    clock.advance(1);
    const result = await judging;
    expect(result).toMatchObject({ outcome: 'block', blockedBy: 'never' });
    expect(result.history).toEqual([
      { round: 1, guard: 'never', verdict: 'timeout', effect: 'blocked', ms: 50 },
    ]);
    expect(told?.signal.aborted).toBe(true);
  });

  it('blocks when nobody waits any more', async () => {
    const stop = new AbortController();
    const judging = settle('x', [never()], { signal: stop.signal });
    stop.abort();
    expect(await judging).toMatchObject({ outcome: 'block', history: [{ verdict: 'timeout' }] });
  });

  it('is let through only where its guard says so, and is written down all the same', async () => {
    const broken = (onError: 'open' | 'closed') =>
      passing('broken', {
        onError,
        check: () => {
          throw new Error('out of order');
        },
      });
    expect(await settle('x', [broken('closed')])).toMatchObject({ outcome: 'block', blockedBy: 'broken' });
    const open = await settle('x', [broken('open')]);
    expect(open).toMatchObject({ outcome: 'allow', text: 'x' });
    expect(open.history).toEqual([{ round: 1, guard: 'broken', verdict: 'error', effect: 'kept', ms: null }]);
    expect(open.failures[0]?.message).toContain('out of order');
  });

  it.each([undefined, null, 'pass', { kind: 'maybe' }])('blocks when it says %j', async (said) => {
    const guard = passing('odd', { check: () => said as never });
    expect(await settle('x', [guard])).toMatchObject({ outcome: 'block', blockedBy: 'odd' });
  });
});

describe('the notes of a guard', () => {
  it('last as long as one run, and are its own', async () => {
    const counting = (id: string) =>
      passing(id, {
        action: 'fix',
        check: (text, run) => {
          const count = Number(run?.notes.get('count') ?? 0) + 1;
          run?.notes.set('count', count);
          return count > 2
            ? { kind: 'pass' }
            : { kind: 'fail', message: `${count}`, spans: [], fixed: `${text}${id}${count}` };
        },
      });
    const texts = async () => (await settle('', [counting('a'), counting('b')])).text;
    expect(await texts()).toBe('a1b1a2b2');
    expect(await texts()).toBe('a1b1a2b2');
  });
});

it('blocks for good what one guard blocks and another would ask again', async () => {
  const again = failing('again', { action: 'reask' });
  const result = await settle('bad', [again, failing('never')], { mayReask: true });
  expect(result).toMatchObject({ outcome: 'block', blockedBy: 'never', reasks: [], text: '' });
});

describe('a filtered text', () => {
  it('loses the sentences at fault, and goes on to the next guards', async () => {
    const guards = [
      {
        id: 'no-bad',
        stages: ['output'],
        action: 'filter',
        check: ({ text }: { text: string }) => {
          const at = text.indexOf('bad');
          return at === -1 ? { kind: 'pass' } : { kind: 'fail', message: 'bad', spans: [[at, at + 3]] };
        },
      },
    ] as const;
    const text = 'One bad thing. Two fine things. Three bad. Four.';
    expect(await runGuards(guards as never, 'output', { text })).toMatchObject({
      outcome: 'transform',
      text: 'Two fine things. Four.',
    });
  });
});
