import { afterEach, describe, expect, test } from 'vitest';
import type { Retriever } from '../../core/ports/retriever.ts';

/** A one-passage document that a rig publishes. */
export type PublishedText = { path: string; title: string; collection: string; text: string };

export type RetrieverRig = {
  retriever: Retriever;
  /** Publishes another text at the path. */
  replace(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
};

const TRAVEL: PublishedText = {
  path: 'travel.md',
  title: 'Travel policy',
  collection: 'default',
  text: 'Receipts are kept for a year. Trains are booked by the travel desk in Lyon. Taxis need an approval.',
};
const LUNCH: PublishedText = {
  path: 'lunch.md',
  title: 'Canteen',
  collection: 'default',
  text: 'Lunch is served from noon. Vegetarian meals are marked with a leaf.',
};
const SALARY: PublishedText = {
  path: 'salary.md',
  title: 'Salary bands',
  collection: 'finance',
  text: 'Salary bands are reviewed in March by the finance committee.',
};
const MANUAL: PublishedText = {
  path: 'manual.md',
  title: 'Docent manual',
  collection: 'docent',
  text: 'Documents are added by dropping them on the Documents page of the console.',
};
const ALL = [TRAVEL, LUNCH, SALARY, MANUAL];

/** Every `Retriever` passes this. */
export function retrieverContract(
  name: string,
  setup: (documents: PublishedText[]) => Promise<RetrieverRig>,
): void {
  describe(`Retriever contract: ${name}`, () => {
    const open: RetrieverRig[] = [];
    afterEach(async () => {
      for (const rig of open.splice(0)) await rig.close();
    });
    const begin = async (documents = ALL): Promise<RetrieverRig> => {
      const rig = await setup(documents);
      open.push(rig);
      return rig;
    };

    test('finds the passage that answers, best first', async () => {
      const { retriever } = await begin();
      const found = await retriever.search({ text: 'Which desk books trains?', k: 5 });
      expect(found.passages[0]).toMatchObject({
        title: 'Travel policy',
        path: 'travel.md',
        collection: 'default',
      });
      const scores = found.passages.map((passage) => passage.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    });

    test('gives at most k passages, each once', async () => {
      const { retriever } = await begin();
      const { passages } = await retriever.search({ text: 'trains lunch desk meals travel noon', k: 1 });
      expect(passages).toHaveLength(1);
      const more = await retriever.search({ text: 'trains lunch desk meals travel noon', k: 50 });
      expect(new Set(more.passages.map((passage) => passage.passageId)).size).toBe(more.passages.length);
    });

    test('scores sentences that stand in the text, the answering one best', async () => {
      const { retriever } = await begin();
      const { passages } = await retriever.search({ text: 'Which desk books trains?', k: 5 });
      const [best] = passages;
      const sentences = best?.sentences.toSorted((a, b) => b.score - a.score) ?? [];
      for (const { start, end, score } of sentences) {
        expect(0 <= start && start < end && end <= (best?.text.length ?? 0)).toBe(true);
        expect(Number.isFinite(score)).toBe(true);
      }
      expect(best?.text.slice(sentences[0]?.start, sentences[0]?.end)).toContain('Trains are booked');
    });

    test('has more evidence for a question on the topic than for one off it, between 0 and 1', async () => {
      const { retriever } = await begin();
      const on = await retriever.search({ text: 'Who books trains at the travel desk?', k: 5 });
      const off = await retriever.search({ text: 'How deep is the Mariana trench?', k: 5 });
      expect(on.evidence).toBeGreaterThan(off.evidence);
      for (const { evidence } of [on, off]) expect(evidence >= 0 && evidence <= 1).toBe(true);
    });

    test('searches only the collections that were asked for', async () => {
      const { retriever } = await begin();
      const text = 'salary bands reviewed';
      const inFinance = await retriever.search({ text, k: 5, collections: ['finance'] });
      expect(inFinance.passages.map(({ collection }) => collection)).toEqual(['finance']);
      for (const collections of [['default'], ['no-such'], []]) {
        const { passages } = await retriever.search({ text, k: 5, collections });
        expect(passages.filter(({ collection }) => collection === 'finance')).toEqual([]);
      }
      expect((await retriever.search({ text, k: 5, collections: [] })).passages).toEqual([]);
    });

    test('leaves the manual out, unless there is nothing else', async () => {
      const text = 'How are documents added to the console?';
      const { retriever } = await begin();
      const among = await retriever.search({ text, k: 5 });
      expect(among.passages.filter(({ collection }) => collection === 'docent')).toEqual([]);
      const alone = (await begin([MANUAL])).retriever;
      expect((await alone.search({ text, k: 5 })).passages[0]?.collection).toBe('docent');
    });

    test('knows the hash of what it found, and forgets what is gone', async () => {
      const { retriever, remove } = await begin();
      const { passages } = await retriever.search({ text: 'Which desk books trains?', k: 1 });
      const [{ passageId, hash } = { passageId: '', hash: '' }] = passages;
      expect(await retriever.currentHashes([passageId, '987654321'])).toEqual(new Map([[passageId, hash]]));
      await remove('travel.md');
      expect(await retriever.currentHashes([passageId])).toEqual(new Map());
      const after = await retriever.search({ text: 'Which desk books trains?', k: 5 });
      expect(after.passages.map(({ path }) => path)).not.toContain('travel.md');
    });

    test('has another hash, or none, for a passage whose text was replaced', async () => {
      const { retriever, replace } = await begin();
      const { passages } = await retriever.search({ text: 'Which desk books trains?', k: 1 });
      const [{ passageId, hash } = { passageId: '', hash: '' }] = passages;
      await replace('travel.md', 'Trains are booked by everyone for themselves.');
      expect((await retriever.currentHashes([passageId])).get(passageId)).not.toBe(hash);
      const after = await retriever.search({ text: 'Who books trains?', k: 1 });
      expect(after.passages[0]?.text).toContain('by everyone for themselves');
    });

    test.each(['', '   ', '?!', '"', 'a'.repeat(4000), 'NEAR( OR * -', '🙂', '\u0000'])(
      'takes any question without an error (%j)',
      async (text) => {
        const { retriever } = await begin();
        const found = await retriever.search({ text, k: 3 });
        if (found.passages.length === 0) expect(found.evidence).toBe(0);
      },
    );
  });
}
