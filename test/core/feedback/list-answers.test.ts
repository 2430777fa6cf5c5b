import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAnswers } from '../../../core/feedback/list-answers.ts';
import type { Store } from '../../../core/store/schema.ts';
import { fillStore } from '../../bench/load/fill-store.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

/** More than are looked through one by one for a short word, and than count as many. */
const ANSWERS = 6_000;

describe('a long list of answers', () => {
  let place: Awaited<ReturnType<typeof openTempStore>>;
  let store: Store;
  beforeAll(async () => {
    place = await openTempStore();
    store = place.store;
    await fillStore(store, { answers: ANSWERS, documents: 0, users: 0 });
  });
  afterAll(async () => await place[Symbol.asyncDispose]());

  const idsOf = async (search: string, more: object = {}) =>
    (await listAnswers(store, { search, ...more })).map(({ id }) => id);
  const reword = (id: string, question: string) =>
    store.updateTable('answers').set({ question }).where('id', '=', id).execute();

  it('is searched for a text as it stands, whatever signs it holds', async () => {
    const odd = [
      '100% of "quotes"',
      "it's_x",
      'a* NEAR(b) OR c',
      '日本語の質問',
      'Größe ÄÖÜ',
      '-minus:colon',
    ];
    for (const [at, text] of odd.entries()) await reword(`tr_${at + 10}`, `Say ${text} again`);
    for (const [at, text] of odd.entries()) expect(await idsOf(text)).toEqual([`tr_${at + 10}`]);
    expect(await idsOf('größe äöü')).toEqual(['tr_14']);
    expect(await idsOf('%%%')).toEqual([]);
    expect(await idsOf('___')).toEqual([]);
    expect(await idsOf('case 4711 in')).toEqual(['tr_4711']);
    expect(await idsOf('\u0000case 4711\u0000')).toEqual(['tr_4711']);
  });

  it('gives the same newest answers whether a word is in few or in most questions', async () => {
    const common = await idsOf('office', { limit: 5 });
    expect(common).toEqual(['tr_5999', 'tr_5998', 'tr_5997', 'tr_5996', 'tr_5995']);
    const next = await idsOf('office', { limit: 2, before: 'tr_5995' });
    expect(next).toEqual(['tr_5994', 'tr_5993']);
    expect(await idsOf('case 59', { limit: 3, before: 'tr_5998' })).toEqual([
      'tr_5997',
      'tr_5996',
      'tr_5995',
    ]);
  });

  it('is searched for one or two letters among the newest only', async () => {
    await reword('tr_500', 'What is Q!');
    await reword('tr_5500', 'What is Q!');
    expect(await idsOf('Q!')).toEqual(['tr_5500']);
  });

  it('forgets the words of a question that was changed or is gone, and knows the new ones', async () => {
    await reword('tr_42', 'Something about zebras');
    expect(await idsOf('zebra')).toEqual(['tr_42']);
    await reword('tr_42', 'Something about giraffes');
    expect(await idsOf('zebra')).toEqual([]);
    expect(await idsOf('giraffe')).toEqual(['tr_42']);
    await store.deleteFrom('answers').where('id', '=', 'tr_42').execute();
    expect(await idsOf('giraffe')).toEqual([]);
    const places = await store
      .selectFrom('answer_places')
      .selectAll()
      .where('answer_id', '=', 'tr_42')
      .execute();
    expect(places).toEqual([]);
    await sql`INSERT INTO answer_words (answer_words) VALUES ('integrity-check')`.execute(store);
  });

  it.each([
    ['rare words', { search: 'case 4711 in' }],
    ['nothing', { search: 'zzz-nothing' }],
  ])('reads no whole table for %s', async (_, options) => {
    const plan = await planOf(options);
    expect(plan).not.toMatch(/SCAN answers(?!_)/);
  });

  it('finds an outcome by its index', async () => {
    expect(await planOf({ outcome: 'unavailable' })).toContain('answers_outcome');
  });

  /** What SQLite would do for the last statement of the list. */
  async function planOf(options: Parameters<typeof listAnswers>[1]): Promise<string> {
    let last: { sql: string; parameters: readonly unknown[] } | null = null;
    const watched = store.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => result,
    });
    const executor = watched.getExecutor();
    const compile = executor.compileQuery.bind(executor);
    executor.compileQuery = (node, queryId) => {
      const compiled = compile(node, queryId);
      last = compiled;
      return compiled;
    };
    await listAnswers(watched, options);
    if (last === null) throw new Error('nothing was asked');
    const { sql: text, parameters } = last as { sql: string; parameters: readonly unknown[] };
    const { rows } = await store.executeQuery<{ detail: string }>({
      ...{
        sql: `EXPLAIN QUERY PLAN ${text}`,
        parameters,
        query: { kind: 'RawNode' } as never,
        queryId: {} as never,
      },
    });
    return rows.map(({ detail }) => detail).join('\n');
  }
});
