import { createHash } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import { isoNow } from '../ports/clock.ts';
import type { Store } from '../store/schema.ts';
import type { Answer } from '../types.ts';

/** Everything that must be equal for one answer to serve two questions. */
export type CacheScope = {
  /** Collections the asker may read, undefined = the default set. */
  collections: string[] | undefined;
  answerer: string;
  guards: string;
};

/** Absolute age after which an entry is a miss; hits never extend it. */
const MAX_AGE_MS = 7 * 24 * 3600 * 1000;

export type CacheRead =
  | { kind: 'hit'; answer: Answer }
  | { kind: 'miss'; why: 'absent' | 'old' | 'source-changed' | 'quarantined' | 'unreadable' };

/** Answers kept by exact question. An entry is a miss once a passage it cites has changed or is gone. */
export type ExactCache = {
  key(question: string, scope: CacheScope): string;
  read(
    key: string,
    currentHashes: (passageIds: string[]) => Promise<Map<string, string>>,
  ): Promise<CacheRead>;
  /** Only complete, guarded, answered answers belong here; others are left out. Runs inside the answer's transaction. */
  write(trx: Store, key: string, answer: Answer): Promise<void>;
};

export function createExactCache(deps: { store: Store; clock: Clock }): ExactCache {
  const { store, clock } = deps;
  return {
    key: (question, scope) =>
      createHash('sha256')
        .update(
          JSON.stringify([
            normalise(question),
            scope.collections?.toSorted() ?? null,
            scope.answerer,
            scope.guards,
          ]),
        )
        .digest('hex'),

    async read(key, currentHashes) {
      const row = await store
        .selectFrom('cache_entries')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirst();
      if (row === undefined) return { kind: 'miss', why: 'absent' };
      if (row.quarantined === 1) return { kind: 'miss', why: 'quarantined' };
      const age = clock.now() - Date.parse(row.created_at);
      if (age > MAX_AGE_MS || age < 0) return { kind: 'miss', why: 'old' };
      const sources = await store
        .selectFrom('cache_sources')
        .select(['passage_id', 'hash'])
        .where('key', '=', key)
        .execute();
      const current = await currentHashes(sources.map((source) => String(source.passage_id)));
      const changed = sources.some((source) => current.get(String(source.passage_id)) !== source.hash);
      if (changed || sources.length === 0) return { kind: 'miss', why: 'source-changed' };
      const answer = parseAnswer(row.answer);
      if (answer === null) return { kind: 'miss', why: 'unreadable' };
      await store
        .updateTable('cache_entries')
        .set((eb) => ({ hits: eb('hits', '+', 1) }))
        .where('key', '=', key)
        .execute();
      return { kind: 'hit', answer };
    },

    async write(trx, key, answer) {
      if (answer.outcome !== 'answered' || answer.citations.length === 0) return;
      const row = {
        question: answer.standalone,
        answer: JSON.stringify(answer),
        answer_id: answer.traceId,
        hits: 0,
        quarantined: 0,
        created_at: isoNow(clock),
      };
      await trx
        .insertInto('cache_entries')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
      await trx.deleteFrom('cache_sources').where('key', '=', key).execute();
      await trx
        .insertInto('cache_sources')
        .values(
          answer.citations.map((citation) => ({
            key,
            passage_id: Number(citation.passageId),
            hash: citation.hash,
          })),
        )
        .execute();
    },
  };
}

/** Null for a damaged row: it is written anew instead of failing every time it is read. */
function parseAnswer(json: string): Answer | null {
  try {
    return JSON.parse(json) as Answer;
  } catch {
    return null;
  }
}

/** Spelling that does not change a question: case, space, the closing mark, width of characters. */
function normalise(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s?!.]+$/, '')
    .trim();
}

/** Drops every entry that cites a passage of the document, inside the transaction that deletes it. */
export async function dropCachedAnswersOf(trx: Store, documentId: string): Promise<void> {
  const passages = trx.selectFrom('passages').select('id').where('document_id', '=', documentId);
  const keys = trx.selectFrom('cache_sources').select('key').where('passage_id', 'in', passages);
  await trx.deleteFrom('cache_entries').where('key', 'in', keys).execute();
  await trx
    .deleteFrom('cache_sources')
    .where('key', 'not in', trx.selectFrom('cache_entries').select('key'))
    .execute();
}
