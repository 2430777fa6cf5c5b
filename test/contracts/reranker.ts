import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reranker } from '../../core/ports/reranker.ts';

/** What can be made of the server behind a reranker. */
export type RerankerTrouble = 'down' | 'silent' | 'unauthorised' | 'nonsense' | 'lie';

export type RerankerRig = {
  /** Judges texts that hold the word "desk" best. */
  reranker: Reranker;
  /** Requests that reached the server. */
  asked(): number;
  trouble(kind: RerankerTrouble): void;
  close(): Promise<void>;
};

const PASSAGES = [
  { headings: ['Canteen'], text: 'Lunch is served from noon.' },
  { headings: ['Travel policy', 'Trains'], text: 'Trains are booked by the travel desk.' },
  { headings: ['Parking'], text: 'The garage opens at six.' },
];
const REQUEST = { question: 'Who books trains?', passages: PASSAGES };

/** Every `Reranker` passes this. */
export function rerankerContract(name: string, setup: () => Promise<RerankerRig>): void {
  describe(`Reranker contract: ${name}`, () => {
    let rig: RerankerRig;
    beforeEach(async () => {
      rig = await setup();
    });
    afterEach(() => rig.close());
    const rank = (passages = PASSAGES, signal = new AbortController().signal) =>
      rig.reranker.rank({ ...REQUEST, passages }, { signal });
    const scoresOf = async (passages = PASSAGES): Promise<number[]> => {
      const outcome = await rank(passages);
      if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.message}`);
      return outcome.scores;
    };

    test('gives one finite score a passage, in their order, the best highest', async () => {
      const scores = await scoresOf();
      expect(scores).toHaveLength(3);
      expect(scores.every(Number.isFinite)).toBe(true);
      expect(scores.indexOf(Math.max(...scores))).toBe(1);
    });

    test('judges by what passages say, wherever they stand', async () => {
      const scores = await scoresOf([...PASSAGES.slice(2), ...PASSAGES.slice(0, 2)]);
      expect(scores.indexOf(Math.max(...scores))).toBe(2);
    });

    test('names itself without its key', () => {
      expect(rig.reranker.id).toMatch(/\S/);
      expect(rig.reranker.id).not.toContain('sesame');
    });

    test.each(['down', 'unauthorised', 'nonsense', 'lie'] as const)(
      'fails as a value, with a reason and no key, when the server is %s',
      async (kind) => {
        rig.trouble(kind);
        const outcome = await rank();
        expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringMatching(/\S/) });
        expect(JSON.stringify(outcome)).not.toContain('sesame');
        const reason = outcome.kind === 'failed' ? outcome.reason : '';
        if (kind === 'unauthorised') expect(reason).toBe('unauthorised');
        if (kind === 'nonsense' || kind === 'lie') expect(reason).toBe('malformed');
      },
    );

    test('asks a server in trouble a bounded number of times', async () => {
      rig.trouble('down');
      await rank();
      expect(rig.asked()).toBeGreaterThan(0);
      expect(rig.asked()).toBeLessThanOrEqual(4);
    });

    test('stops when the signal fires', async () => {
      rig.trouble('silent');
      const controller = new AbortController();
      const outcome = rank(PASSAGES, controller.signal);
      await expect.poll(() => rig.asked()).toBe(1);
      controller.abort();
      expect(await outcome).toMatchObject({ kind: 'failed', reason: 'aborted' });
    });
  });
}
