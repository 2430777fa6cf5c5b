import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answerer, AnswerRequest } from '../../core/ports/answerer.ts';
import type { ThreadTurn } from '../../core/types.ts';
import { aScoredPassage } from '../fixtures/passages.ts';

export type AnswererRig = { answerer: Answerer; close(): Promise<void> };

const PASSAGES = [
  aScoredPassage('Trains are booked by the travel desk. Receipts are kept for a year.'),
  aScoredPassage('Lunch is served from noon.'),
];

const THREAD: ThreadTurn[] = [
  { role: 'user', text: 'How long is the trial period for employees?' },
  { role: 'assistant', text: 'Six months. [1]' },
];

/** Every `Answerer` passes this. */
export function answererContract(name: string, setup: () => Promise<AnswererRig>): void {
  describe(`Answerer contract: ${name}`, () => {
    let rig: AnswererRig;
    beforeEach(async () => {
      rig = await setup();
    });
    afterEach(() => rig.close());

    const signal = new AbortController().signal;
    const request = (overrides: Partial<AnswerRequest> = {}): AnswerRequest => ({
      question: 'Who books trains?',
      thread: [],
      passages: PASSAGES,
      signal,
      ...overrides,
    });

    test('drafts a text that cites passages it was given', async () => {
      const draft = await rig.answerer.answer(request());
      if (draft.kind !== 'drafted') throw new Error(`expected a draft, got ${draft.kind}`);
      const cited = [...draft.text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
      expect(cited.length).toBeGreaterThan(0);
      expect(cited.every((n) => n >= 1 && n <= PASSAGES.length)).toBe(true);
      for (const quote of draft.quotes ?? []) expect(PASSAGES[quote.n - 1]?.text).toContain(quote.text);
    });

    test('gives the same draft for the same request', async () => {
      expect(await rig.answerer.answer(request())).toEqual(await rig.answerer.answer(request()));
    });

    test('does not throw when it has no passage', async () => {
      const draft = await rig.answerer.answer(request({ passages: [] }));
      if (draft.kind === 'drafted') expect(draft.text).not.toMatch(/\[\d+\]/);
    });

    test('leaves a question alone that has no thread', async () => {
      expect(await rig.answerer.standalone('And for contractors?', [], signal)).toBe('And for contractors?');
    });

    test('makes a follow-up name its topic', async () => {
      const standalone = await rig.answerer.standalone('And for contractors?', THREAD, signal);
      expect(standalone).toMatch(/trial period/i);
      expect(standalone).toMatch(/contractors/i);
    });

    test('has an id that belongs into a cache key', () => {
      expect(rig.answerer.id).toMatch(/\S/);
      expect(['model', 'extract']).toContain(rig.answerer.servedBy);
    });
  });
}
