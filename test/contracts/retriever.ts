import { afterEach, describe, expect, test } from 'vitest';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { SearchFilter } from '../../core/types.ts';

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

    test('gives the same passages in the same order where only they are wanted', async () => {
      const { retriever } = await begin();
      const request = { text: 'Are trains or lunch booked by the desk?', k: 5 };
      const whole = await retriever.search(request);
      const bare = await retriever.search({ ...request, hitsOnly: true });
      expect(whole.passages.length).toBeGreaterThan(0);
      const told = ({ passageId, score, text }: (typeof bare.passages)[number]) => ({
        passageId,
        score,
        text,
      });
      expect(bare.passages.map(told)).toEqual(whole.passages.map(told));
    });

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

    describe('with a filter', () => {
      const about = 'When is lunch served in the canteen? Mittagessen in der Kantine';
      const LUNCHES: PublishedText[] = [
        LUNCH,
        {
          path: 'office/berlin/kantine.md',
          title: 'Kantine',
          collection: 'default',
          text: 'Das Mittagessen wird in der Kantine ab zwölf Uhr serviert, und es gibt auch für alle ein Dessert.',
        },
        {
          path: 'office/lunch.txt',
          title: 'Office lunch',
          collection: 'finance',
          text: 'In the office the lunch is served in the canteen of the finance committee, at one.',
        },
      ];
      const day = (offset: number): string =>
        new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

      const allowed: [SearchFilter, string[]][] = [
        [{ paths: ['office/'] }, ['office/berlin/kantine.md', 'office/lunch.txt']],
        [{ paths: ['office'] }, ['office/berlin/kantine.md', 'office/lunch.txt']],
        [{ paths: ['off'] }, []],
        [{ paths: ['**/*.md'] }, ['lunch.md', 'office/berlin/kantine.md']],
        [{ paths: ['*.md', 'office/*.txt'] }, ['lunch.md', 'office/lunch.txt']],
        [{ languages: ['de'] }, ['office/berlin/kantine.md']],
        [{ languages: ['en'] }, ['lunch.md', 'office/lunch.txt']],
        [
          { languages: ['de', 'en'], paths: ['lunch.md', 'office/berlin/'] },
          ['lunch.md', 'office/berlin/kantine.md'],
        ],
        [{ languages: ['fr'] }, []],
        [{ after: day(-1) }, ['lunch.md', 'office/berlin/kantine.md', 'office/lunch.txt']],
        [{ before: day(-1) }, []],
        [{ after: day(1) }, []],
        [{ after: day(-1), before: day(1), paths: ['office/*'] }, ['office/lunch.txt']],
      ];
      test('finds only what it allows', async () => {
        const { retriever } = await begin(LUNCHES);
        for (const [filter, paths] of allowed) {
          const found = await retriever.search({ text: about, k: 10, filter });
          expect(found.passages.map(({ path }) => path).toSorted(), JSON.stringify(filter)).toEqual(paths);
          if (paths.length === 0) expect(found.evidence).toBe(0);
          for (const { path } of found.nearest ?? []) expect(paths).toContain(path);
        }
      });

      test('narrows the collections that were asked for further', async () => {
        const { retriever } = await begin(LUNCHES);
        const filter = { paths: ['office/'] };
        const found = await retriever.search({ text: about, k: 10, collections: ['finance'], filter });
        expect(found.passages.map(({ path }) => path)).toEqual(['office/lunch.txt']);
      });

      test('names only allowed documents as nearest where nothing is found', async () => {
        const { retriever } = await begin(LUNCHES);
        const found = await retriever.search({ text: 'kantin zzz', k: 5, filter: { languages: ['en'] } });
        for (const { path } of found.nearest ?? []) expect(['lunch.md', 'office/lunch.txt']).toContain(path);
      });

      test('follows what is published and removed', async () => {
        const { retriever, replace, remove } = await begin(LUNCHES);
        const filter = { paths: ['**/*.md'], languages: ['en'], after: day(-1) };
        const ask = async () =>
          (await retriever.search({ text: about, k: 10, filter })).passages.map(({ path }) => path);
        expect(await ask()).toEqual(['lunch.md']);
        await replace(
          'office/berlin/kantine.md',
          'The lunch is served in the canteen of Berlin at two or at three.',
        );
        expect((await ask()).toSorted()).toEqual(['lunch.md', 'office/berlin/kantine.md']);
        await remove('lunch.md');
        expect(await ask()).toEqual(['office/berlin/kantine.md']);
      });

      const refused: SearchFilter[] = [
        { paths: [] },
        { paths: [' '] },
        { languages: [] },
        { languages: ['english'] },
        { after: '2026-02-30' },
        { before: 'yesterday' },
        { after: '2026-02-02', before: '2026-02-01' },
      ];
      test('refuses what cannot be used', async () => {
        const { retriever } = await begin(LUNCHES);
        for (const filter of refused)
          await expect(
            retriever.search({ text: about, k: 1, filter }),
            JSON.stringify(filter),
          ).rejects.toMatchObject({
            code: 'retriever.bad-filter',
          });
      });
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
