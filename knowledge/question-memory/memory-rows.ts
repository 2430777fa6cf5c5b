import type { RememberedRow } from '../../core/ports/question-memory.ts';
import type { RememberedQuestionsTable } from '../../core/store/memory-tables.ts';
import type { Store } from '../../core/store/schema.ts';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { RememberedQuestion } from '../index/ranking/question-memory.ts';
import type { ConfirmedBy, ToRemember } from './confirmed.ts';
import { questionKey } from './question-key.ts';

const CHUNK = 100;

type Row = Omit<RememberedQuestionsTable, 'id'> & { id: number };

const keyOf = (one: { source: string; ref: string; document_id: string }): string =>
  `${one.source}\n${one.ref}\n${one.document_id}`;

/** Makes the table hold what is to be remembered, less what was forgotten for good and what is not published. */
export async function writeRemembered(store: Store, wanted: readonly ToRemember[]): Promise<void> {
  await store.transaction().execute(async (trx) => {
    const published = new Set(
      (
        await trx.selectFrom('documents').select('id').where('published_revision', 'is not', null).execute()
      ).map(({ id }) => id),
    );
    const forgotten = new Set(
      (
        await trx.selectFrom('forgotten_questions').selectAll().where('source', '=', 'question').execute()
      ).map(keyOf),
    );
    const rows = new Map(
      wanted.flatMap((one): [string, Omit<Row, 'id'>][] => {
        const row = rowOf(one);
        const gone = forgotten.has(keyOf(forgottenOf(row)));
        return gone || !published.has(one.documentId) ? [] : [[keyOf(row), row]];
      }),
    );
    const known = await trx.selectFrom('remembered_questions').selectAll().execute();
    const drop: number[] = [];
    for (const row of known) {
      const key = keyOf(row);
      const now = rows.get(key);
      // A row that changed is a new one: the index knows it by its number.
      if (now === undefined || !isSame(row, now)) drop.push(row.id);
      else rows.delete(key);
    }
    for (let at = 0; at < drop.length; at += CHUNK) {
      const ids = drop.slice(at, at + CHUNK);
      await trx.deleteFrom('remembered_questions').where('id', 'in', ids).execute();
    }
    const add = [...rows.values()];
    for (let at = 0; at < add.length; at += CHUNK) {
      await trx
        .insertInto('remembered_questions')
        .values(add.slice(at, at + CHUNK))
        .execute();
    }
  });
}

/** All that is remembered, without vectors. */
export async function readRemembered(store: Store): Promise<RememberedQuestion[]> {
  const rows = await store.selectFrom('remembered_questions').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    text: row.question,
    documentKey: row.document_id,
    passages: JSON.parse(row.passage_ids) as number[],
    fromEvals: row.from_evals === 1,
  }));
}

export async function rememberedOf(store: Store, documentId: string): Promise<RememberedRow[]> {
  const rows = await store
    .selectFrom('remembered_questions')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('confirmed', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    question: row.question,
    source: row.source as ConfirmedBy,
    confirmed: row.confirmed,
    createdAt: row.created_at,
  }));
}

/** Takes a question out of a document's memory, however it is confirmed again. False when there is none. */
export async function forgetRow(store: Store, documentId: string, id: number): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('remembered_questions')
      .selectAll()
      .where('id', '=', id)
      .where('document_id', '=', documentId)
      .executeTakeFirst();
    if (row === undefined) return false;
    await trx
      .insertInto('forgotten_questions')
      .values(forgottenOf(row))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx.deleteFrom('remembered_questions').where('id', '=', id).execute();
    return true;
  });
}

/** By its words, not by who confirmed it: the same question from somebody else stays out, too. */
function forgottenOf({ question, document_id }: Pick<Row, 'question' | 'document_id'>) {
  const ref = sha256Hex(questionKey(question)).slice(0, 32);
  return { source: 'question', ref, document_id };
}

function rowOf(one: ToRemember): Omit<Row, 'id'> {
  return {
    source: one.source,
    ref: one.ref,
    document_id: one.documentId,
    question: one.question,
    passage_ids: JSON.stringify(one.passageIds),
    from_evals: one.fromEvals ? 1 : 0,
    confirmed: one.confirmed,
    created_at: one.createdAt,
  };
}

function isSame(a: Omit<Row, 'id'>, b: Omit<Row, 'id'>): boolean {
  return (
    a.question === b.question &&
    a.passage_ids === b.passage_ids &&
    a.from_evals === b.from_evals &&
    a.confirmed === b.confirmed
  );
}
