import type { Clock } from '../../ports/clock.ts';
import { isoNow } from '../../ports/clock.ts';
import type { Store } from '../../store/schema.ts';
import { sha256Hex } from '../../text/hashes.ts';
import { readRetrieved, readSteps } from '../../trace/read-steps.ts';
import type { Answer } from '../../types.ts';

/** Everything that must be equal for one answer to serve two questions. */
export type CacheScope = {
  /** Collections the asker may read, undefined = the default set. */
  collections: string[] | undefined;
  answerer: string;
  guards: string;
};

/** Absolute age after which an entry is a miss; hits never extend it. */
export const MAX_AGE_MS = 7 * 24 * 3600 * 1000;

export type EntryRead =
  | { kind: 'hit'; answer: Answer; tokens: number; ms: number }
  | { kind: 'miss'; why: 'absent' | 'old' | 'source-changed' | 'quarantined' | 'unreadable' };

/** Digest of a scope and a language: entries of another one are never looked at. */
export function scopeOf(scope: CacheScope, locale: string): string {
  return digest([scope.collections?.toSorted() ?? null, scope.answerer, scope.guards, locale]);
}

/** Answers kept by exact question. An entry is a miss once a passage it cites has changed or is gone. */
export type ExactCache = {
  key(question: string, scope: CacheScope): string;
  read(
    key: string,
    currentHashes: (passageIds: string[]) => Promise<Map<string, string>>,
  ): Promise<EntryRead>;
  /**
   * Only complete, guarded, answered answers belong here; others are left out (false). Runs inside the answer's
   * transaction. A quarantined entry stays so while the new answer says the same.
   */
  write(trx: Store, key: string, answer: Answer, scope?: string): Promise<boolean>;
};

export function createExactCache(deps: { store: Store; clock: Clock }): ExactCache {
  const { store, clock } = deps;
  return {
    key: (question, scope) =>
      digest([normalise(question), scope.collections?.toSorted() ?? null, scope.answerer, scope.guards]),

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
      return { kind: 'hit', answer, tokens: row.tokens, ms: row.ms };
    },

    async write(trx, key, answer, scope = '') {
      if (answer.outcome !== 'answered' || answer.citations.length === 0) return false;
      const before = await trx
        .selectFrom('cache_entries')
        .select(['text_hash', 'quarantined'])
        .where('key', '=', key)
        .executeTakeFirst();
      const textHash = digest(answer.text);
      if (before?.quarantined === 1 && before.text_hash === textHash) return false;
      const row = {
        question: answer.standalone,
        answer: JSON.stringify(answer),
        answer_id: answer.traceId,
        hits: 0,
        quarantined: 0,
        created_at: isoNow(clock),
        scope,
        text_hash: textHash,
        quarantine_reason: null,
        tokens: (answer.usage?.inputTokens ?? 0) + (answer.usage?.outputTokens ?? 0),
        ms: answer.ms.total,
      };
      if (before !== undefined && before.text_hash !== textHash) {
        // Votes and evidence were about another answer.
        await trx.deleteFrom('cache_evidence').where('key', '=', key).execute();
        await trx.deleteFrom('cache_votes').where('key', '=', key).execute();
      }
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
      return true;
    },
  };
}

export function digest(value: unknown): string {
  return sha256Hex(JSON.stringify(value));
}

/** Null for a damaged row: it is written anew instead of failing every time it is read. */
export function parseAnswer(json: string): Answer | null {
  try {
    const answer = JSON.parse(json) as Answer;
    const steps = readSteps(answer.steps);
    return { ...answer, steps, retrieved: readRetrieved(answer.retrieved, steps) };
  } catch {
    return null;
  }
}

/** Spelling that does not change a question: case, space, the closing mark, width of characters. */
export function normalise(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s?!.]+$/, '')
    .trim();
}
