import { sql } from 'kysely';
import type { Feedback } from '../ports/feedback.ts';
import type { AnswersTable, Store } from '../store/schema.ts';

const PAGE = 50;
/** The index knows pieces of three letters; shorter words are looked for in the newest answers alone. */
const INDEXED_LENGTH = 3;
const SHORT_WORDS_LOOK_AT = 5_000;
/** A search that finds more is answered sooner by looking from the newest on. */
const MANY = 2_000;

type Options = NonNullable<Parameters<Feedback['answers']>[0]>;

/** Rows of one page, newest first. */
export async function listAnswers(store: Store, options: Options): Promise<AnswersTable[]> {
  let query = store.selectFrom('answers').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  const { outcome, document } = options;
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  const search = (options.search ?? '').replaceAll(/\p{Cc}/gu, ' ').trim();
  if (search !== '') {
    const asItStands = sql<boolean>`question like ${likePattern(search)} escape '!'`;
    if ([...search].length < INDEXED_LENGTH) {
      query = query.where(asItStands).where('created_at', '>=', await oldestLookedAt(store));
    } else if (await findsMany(store, search)) query = query.where(asItStands);
    else
      query = query.where(
        'id',
        'in',
        sql<string>`(SELECT answer_id FROM answer_places WHERE place IN ${found(search)})`,
      );
  }
  if (document !== undefined)
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('answer_citations').select('answer_id').where('document_id', '=', document),
    );
  if (options.suggested === true)
    query = query.where('id', 'in', (eb) =>
      eb
        .selectFrom('replies')
        .select('replies.answer_id')
        .where('state', '=', 'held')
        .$narrowType<{ answer_id: string }>(),
    );
  if (options.before !== undefined) {
    const last = await store
      .selectFrom('answers')
      .select(['created_at', 'id'])
      .where('id', '=', options.before)
      .executeTakeFirst();
    // An answer that is gone cannot say what came before it; the first page again would never end.
    if (last === undefined) return [];
    query = query.where(sql<boolean>`(created_at, id) < (${last.created_at}, ${last.id})`);
  }
  return query.limit(options.limit ?? PAGE).execute();
}

/** What people type is looked for as it stands: `%` and `_` mean themselves. */
function likePattern(search: string): string {
  return `%${search.replace(/[!%_]/g, '!$&')}%`;
}

/** Places of the questions that hold a text, as a subquery; in quotes it is no query language. */
function found(search: string) {
  return sql`(SELECT rowid FROM answer_words WHERE answer_words MATCH ${`"${search.replaceAll('"', '""')}"`})`;
}

async function findsMany(store: Store, search: string): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT 1 FROM ${found(search)} LIMIT ${MANY})`.execute(store);
  return (rows[0]?.n ?? 0) >= MANY;
}

async function oldestLookedAt(store: Store): Promise<string> {
  const row = await store
    .selectFrom('answers')
    .select('created_at')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .offset(SHORT_WORDS_LOOK_AT)
    .limit(1)
    .executeTakeFirst();
  return row?.created_at ?? '';
}
