import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultGuards } from '../../../../core/guardrails/default-guards.ts';
import { createGuardedStream } from '../../../../core/guardrails/engine/guarded-stream.ts';
import type { Action, Guard } from '../../../../core/guardrails/guard.ts';
import { SECRET_REMOVED, secretsGuard } from '../../../../core/guardrails/secrets.ts';
import { invisibleGuard } from '../../../../core/guardrails/shape.ts';
import { piecesOf, watch } from './pieces.ts';

const noBad = (action: Action, more: Partial<Guard> = {}): Guard => ({
  id: 'no-bad',
  stages: ['output'],
  action,
  reads: 'sentence',
  check: ({ text }) =>
    /bad/i.test(text) ? { kind: 'fail', message: 'bad', spans: [[0, text.length]] } : { kind: 'pass' },
  ...more,
});

const stream = (text: string, guards: Guard[], size = 4) =>
  watch(createGuardedStream(piecesOf(text, size), { guards, stage: 'output' }));

describe('a guarded stream', () => {
  it('shows each sentence once the next has begun', async () => {
    const { events } = await stream('One is here. Two is there.\nThree', [noBad('refrain')], 1);
    expect(events.map((event) => (event.kind === 'end' ? event.result.outcome : event.text))).toEqual([
      'One is here. ',
      'Two is there.\n',
      'Three',
      'allow',
    ]);
  });

  it('keeps a code block together', async () => {
    const text = 'Run it:\n```js\nconst a = 1. \nb();\n```\nDone.';
    const { events } = await stream(text, [noBad('refrain')], 1);
    expect(events.flatMap((event) => (event.kind === 'text' ? [event.text] : []))).toEqual([
      'Run it:\n',
      '```js\nconst a = 1. \nb();\n```\n',
      'Done.',
    ]);
  });

  it('tells its reader to take back what was shown when a later sentence blocks', async () => {
    const { events, end } = await stream('One is fine. Bad news. More.', [noBad('refrain')]);
    expect(events.map(({ kind }) => kind)).toEqual(['text', 'replace', 'end']);
    expect(events[1]).toEqual({ kind: 'replace', text: '' });
    expect(end.result).toMatchObject({ outcome: 'block', text: '', blockedBy: 'no-bad' });
  });

  it('lets guards of the whole text have the last word', async () => {
    const whole = noBad('refrain', {
      reads: 'whole',
      check: ({ text }) =>
        text.length > 20 ? { kind: 'fail', message: 'long', spans: [] } : { kind: 'pass' },
    });
    const { shown, end } = await stream('One is fine. Two is fine. Three is fine.', [whole]);
    expect(shown).toBe('');
    expect(end.result.outcome).toBe('block');
  });

  it('replaces what was shown by what a guard of the whole text makes of it', async () => {
    const whole = noBad('fix', {
      reads: 'whole',
      check: ({ text }) =>
        text.endsWith('!')
          ? { kind: 'pass' }
          : { kind: 'fail', message: 'flat', spans: [], fixed: `Well: ${text}!` },
    });
    const { shown, events } = await stream('One. Two.', [whole]);
    expect(shown).toBe('Well: One. Two.!');
    expect(events.some(({ kind }) => kind === 'replace')).toBe(true);
  });

  it('shows nothing of a key that runs over many lines', async () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'QkFE\n'.repeat(20)}-----END PRIVATE KEY-----`;
    const { shown, everShown } = await stream(`Here it is:\n${key}\nKeep it.`, [secretsGuard]);
    expect(shown).toBe(`Here it is:\n${SECRET_REMOVED}\nKeep it.`);
    expect(everShown).not.toMatch(/QkFE|PRIVATE/);
  });

  it('holds the rest back when a guard would change what was shown already', async () => {
    const pair = noBad('fix', {
      reads: 'so-far',
      check: ({ text }) =>
        text.includes('one') && text.includes('two')
          ? { kind: 'fail', message: 'a pair', spans: [], fixed: text.replace('one', 'ONE') }
          : { kind: 'pass' },
    });
    const { shown, events } = await stream('It is one. It is two. It is three.', [pair]);
    expect(shown).toBe('It is ONE. It is two. It is three.');
    expect(events[1]).toEqual({ kind: 'replace', text: '' });
  });

  it('judges a sentence as the repairs of others leave it', async () => {
    const { everShown, end } = await stream('All fine. A b\u200bad word. End.', [
      noBad('refrain'),
      invisibleGuard,
    ]);
    expect(end.result).toMatchObject({ outcome: 'block', blockedBy: 'no-bad' });
    expect(everShown).not.toContain('word');
  });

  it('tells a guard of sentences what was shown before', async () => {
    const seen: (string | undefined)[] = [];
    const noting = noBad('noop', {
      check: ({ before }) => {
        seen.push(before);
        return { kind: 'pass' };
      },
    });
    await stream('One is. Two is. Three is.', [noting]);
    expect(seen.slice(0, 3)).toEqual(['', 'One is. ', 'One is. Two is. ']);
  });

  it('ends as a block when its source breaks, and takes back what was shown', async () => {
    async function* breaking() {
      yield 'One is fine. Two';
      throw new Error('connection lost');
    }
    const { shown, end } = await watch(createGuardedStream(breaking(), { guards: [], stage: 'output' }));
    expect(shown).toBe('');
    expect(end.result).toMatchObject({ outcome: 'block', blockedBy: 'stream' });
    expect(end.result.failures[0]?.message).toBe('connection lost');
  });

  it('asks again no more often than it may', async () => {
    let asked = 0;
    const { end, shown } = await watch(
      createGuardedStream(piecesOf('Bad.'), {
        guards: [noBad('reask')],
        stage: 'output',
        reasks: 2,
        again: () => {
          asked += 1;
          return piecesOf('Bad again. ');
        },
      }),
    );
    expect([asked, end.asked, shown, end.result.outcome]).toEqual([2, 2, '', 'block']);
  });
});

describe('whatever is streamed, in whatever pieces', () => {
  const sentence = fc.constantFrom(
    'The desk books trains. ',
    'A QQQ bad thing QQQ. ',
    'See e.g. the list [1].\n',
    'QQQ Bad QQQ! ',
    'Is that so? [2] ',
    '- an item\n',
    '```\ncode. Here\n```\n',
    'mail a@b.example. ',
  );
  const texts = fc.array(sentence, { maxLength: 8 }).map((all) => all.join(''));

  it.each<Action>(['filter', 'refrain', 'exception', 'fix', 'reask', 'custom'])(
    'no character of a failing sentence is ever shown (%s)',
    async (action) => {
      const check = fc.asyncProperty(texts, fc.integer({ min: 1, max: 40 }), async (text, size) => {
        const { everShown } = await stream(text, [noBad(action), ...defaultGuards], size);
        expect(everShown).not.toMatch(/Q|bad/i);
      });
      await fc.assert(check, { numRuns: 150, seed: 4 });
    },
  );

  it('ends the same', async () => {
    const check = fc.asyncProperty(texts, fc.integer({ min: 1, max: 40 }), async (text, size) => {
      const guards = [noBad('filter'), ...defaultGuards];
      const [one, other] = [await stream(text, guards, size), await stream(text, guards, 1)];
      expect(one.shown).toBe(other.shown);
      expect(one.end.result.outcome).toBe(other.end.result.outcome);
    });
    await fc.assert(check, { numRuns: 100, seed: 5 });
  });
});
