import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTraceBuilder } from '../../../core/answering/trace-builder.ts';
import { writeAnswer } from '../../../core/answering/writing.ts';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import type { Action, Guard } from '../../../core/guardrails/guard.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { ChatModel } from '../../../core/ports/chat-model.ts';
import { createModelAnswerer } from '../../../core/rag/model-answerer.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { aQuestion, createFakeModelAnswerer, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage, aScoredPassage } from '../../fixtures/passages.ts';

const TRAINS = 'Trains are booked by the travel desk. It answers within a day. Taxis need an approval.';
const passages = [aScoredPassage('Nothing of use stands here.'), aScoredPassage(TRAINS)];

/** A model that takes its time: whoever listens hears every piece before the next one. */
function slowModel(replies: string[], size: number): ChatModel {
  let turn = 0;
  return {
    id: 'slow:model',
    async *stream() {
      const text = replies[turn++] ?? '';
      for (let at = 0; at < text.length; at += size) {
        yield { kind: 'text', text: text.slice(at, at + size) };
        for (let wait = 0; wait < 3; wait++) await nextTurn();
      }
      yield { kind: 'finish', usage: { model: 'slow:model', inputTokens: null, outputTokens: null } };
    },
  };
}

async function watch(replies: string[], guards: readonly Guard[] = defaultGuards, size = 4) {
  const shown: string[] = [];
  const written = await writeAnswer(
    {
      answerer: createModelAnswerer(slowModel(replies, size)),
      guards,
      clock: systemClock,
      onShown: (text) => shown.push(text),
    },
    { question: 'Who books trains?', thread: [], passages, signal: new AbortController().signal },
    createTraceBuilder(aQuestion('Who books trains?'), systemClock, systemRandom),
  );
  return { shown, written };
}

const noRude = (action: Action): Guard => ({
  id: 'no-rude',
  stages: ['output'],
  action,
  check: ({ text }) =>
    text.includes('lazy')
      ? { kind: 'fail', message: 'rude', spans: [[text.indexOf('lazy'), text.indexOf('lazy') + 4]] }
      : { kind: 'pass' },
});

describe('an answer that is watched while it is written', () => {
  it('comes sentence by sentence, with its marks as the finished answer has them', async () => {
    const { shown, written } = await watch([
      'Trains are booked by the travel desk. [2] It answers within a day. [2] Taxis need an approval. [2]',
    ]);
    expect(shown.map((text) => text.trim())).toEqual([
      'Trains are booked by the travel desk. [1]',
      'Trains are booked by the travel desk. [1] It answers within a day. [1]',
    ]);
    expect(written).toMatchObject({ kind: 'written', text: expect.stringMatching(/^Trains .*\[1\]$/) });
    for (const text of shown) expect('text' in written && written.text.startsWith(text.trim())).toBe(true);
  });

  it.each(['filter', 'exception', 'refrain', 'reask', 'fix', 'fix_reask'] as const)(
    'never shows a character of a sentence that %s is for',
    async (action) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('Trains are booked. [2] ', 'The lazy desk answers. [1] ', 'Yes. [2]\n'), {
            minLength: 1,
            maxLength: 5,
          }),
          fc.integer({ min: 1, max: 9 }),
          async (sentences, size) => {
            const { shown } = await watch([sentences.join('')], [noRude(action)], size);
            for (const text of shown) expect(text).not.toMatch(/The la|lazy/);
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  it('takes back what was shown of a draft that is written again', async () => {
    const whole: Guard = { ...noRude('reask'), reads: 'whole' };
    const { shown, written } = await watch(
      [
        'Trains are booked. [2] Taxis too. [2] Says a lazy one. [2]',
        'Trains are booked. [2] All of them. [2]',
      ],
      [whole],
    );
    expect(shown[0]?.trim()).toBe('Trains are booked. [1]');
    expect(shown.filter((text) => text === '')).toHaveLength(1);
    expect(shown.at(-1)?.trim()).toBe('Trains are booked. [1]');
    expect(written).toMatchObject({ kind: 'written', text: 'Trains are booked. [1] All of them. [1]' });
  });

  it('shows nothing of a model that finds nothing', async () => {
    const { shown, written } = await watch(['NOT_FOUND. I am sorry. The passages hold no answer.']);
    expect(written).toEqual({ kind: 'nothing' });
    expect(shown).toEqual([]);
  });

  it('holds back code until it is closed, and the beginning of a mark', async () => {
    const { shown } = await watch(['Trains use `desk[2]` here [2]. Yes. [2] No.'], []);
    expect(shown[0]?.trim()).toBe('Trains use `desk[2]` here [1].');
  });

  it('hears nothing where the text is quoted', async () => {
    await using rig = await openAnswering({ passages: [aPassage({ text: TRAINS })] });
    const shown: string[] = [];
    await rig.answering.answer(aQuestion('Who books trains?'), { onShown: (text) => shown.push(text) });
    expect(shown).toEqual([]);
  });
});

describe('an answer that streams through the real client', () => {
  const opened = async () => {
    const fake = await createFakeOpenAI({
      reply: 'The travel desk books trains. [1] It answers within a day. [1] End. [1]',
    });
    const rig = await openAnswering({
      passages: [aPassage({ text: TRAINS })],
      answerer: await createFakeModelAnswerer(fake),
    });
    return {
      ...rig,
      fake,
      close: async () => {
        await rig[Symbol.asyncDispose]();
        await fake.close();
      },
    };
  };

  it('ends as `unavailable` where the stream breaks, whatever was shown, and is not kept', async () => {
    const { fake, answering, cached, close } = await opened();
    fake.setPace({ chunkDelayMs: 5 });
    fake.setMode({ mode: 's-cut', after: 12 });
    const shown: string[] = [];
    const answer = await answering.answer(aQuestion('Who books trains?'), {
      onShown: (text) => shown.push(text),
    });
    expect(answer).toMatchObject({ outcome: 'unavailable', citations: [] });
    expect(answer.text).not.toContain('travel desk books');
    for (const text of shown) expect(text.trim()).toMatch(/^$|\. \[1\]$/);
    expect(await cached()).toEqual([]);
    await close();
  });
});
