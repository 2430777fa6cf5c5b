import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import { type NearMiss, nearMisses } from './entries/cache-misses.ts';
import { dropCachedAnswersOf, dropLoose } from './entries/drop-entries.ts';
import { parseAnswer } from './entries/exact-cache.ts';
import type { GateResult } from './gates/gates.ts';
import type { QuestionIndex } from './lookup/question-index.ts';

/** An entry as admins see it. */
export type CacheEntry = {
  key: string;
  question: string;
  text: string;
  answerId: string;
  hits: number;
  quarantined: boolean;
  quarantineReason: string | null;
  createdAt: string;
  documents: { documentId: string; title: string }[];
  votes: { up: number; down: number };
};

/** One serving from the cache, with what every gate said. */
export type CacheHit = {
  answerId: string;
  tier: string;
  question: string;
  likeness: number;
  gates: GateResult[];
  shadow: string | null;
  createdAt: string;
};

/** What the cache did. `checked`/`wrong`: hits that were answered again, and those whose answer differed, by tier. */
export type CacheStats = {
  entries: number;
  quarantined: number;
  hits: { exact: number; semantic: number };
  tokensSaved: number;
  msSaved: number;
  shadow: { exact: { checked: number; wrong: number }; semantic: { checked: number; wrong: number } };
};

export type CachePurge = { key: string } | { documentId: string } | { all: true };

/** What admins do with the cache. */
export type CacheService = {
  list(options?: { limit?: number; search?: string; after?: string }): Promise<CacheEntry[]>;
  find(key: string): Promise<CacheEntry | undefined>;
  hits(key: string, limit?: number): Promise<CacheHit[]>;
  /** Questions that were nearly served, newest first. */
  misses(limit?: number): Promise<NearMiss[]>;
  stats(): Promise<CacheStats>;
  /** How many entries went. */
  purge(what: CachePurge): Promise<number>;
  /** Takes an entry out of use, or puts it back. False when there is no such entry. */
  setQuarantined(key: string, quarantined: boolean): Promise<boolean>;
  /** A person's vote on an answer as it stands now: counts for the entry that wrote or served it, in the vote's transaction. */
  voted(trx: Store, vote: { answerId: string; userHash: string; vote: -1 | 0 | 1 }): Promise<void>;
};

const PAGE = 50;

export function createCacheService(deps: { store: Store; index: QuestionIndex }): CacheService {
  const { store, index } = deps;

  async function entries(options: {
    limit?: number;
    search?: string;
    after?: string;
    key?: string;
  }): Promise<CacheEntry[]> {
    let query = store.selectFrom('cache_entries').selectAll().orderBy('created_at', 'desc').orderBy('key');
    if (options.key !== undefined) query = query.where('key', '=', options.key);
    if (options.search)
      query = query.where(
        sql<boolean>`question like ${`%${options.search.replace(/[!%_]/g, '!$&')}%`} escape '!'`,
      );
    if (options.after) {
      const last = await store
        .selectFrom('cache_entries')
        .select(['created_at', 'key'])
        .where('key', '=', options.after)
        .executeTakeFirst();
      if (last === undefined) return [];
      query = query.where((eb) =>
        eb.or([
          eb('created_at', '<', last.created_at),
          eb.and([eb('created_at', '=', last.created_at), eb('key', '>', last.key)]),
        ]),
      );
    }
    const rows = await query.limit(options.limit ?? PAGE).execute();
    if (rows.length === 0) return [];
    const votes = await store
      .selectFrom('cache_votes')
      .selectAll()
      .where(
        'key',
        'in',
        rows.map((row) => row.key),
      )
      .execute();
    return rows.map((row) => {
      const answer = parseAnswer(row.answer);
      const mine = votes.filter((vote) => vote.key === row.key);
      const documents = new Map(
        answer?.citations.map(({ documentId, title }) => [documentId, { documentId, title }]),
      );
      return {
        key: row.key,
        question: row.question,
        text: answer?.text ?? '',
        answerId: row.answer_id,
        hits: row.hits,
        quarantined: row.quarantined === 1,
        quarantineReason: row.quarantine_reason,
        createdAt: row.created_at,
        documents: [...documents.values()],
        votes: {
          up: mine.filter((vote) => vote.vote > 0).length,
          down: mine.filter((vote) => vote.vote < 0).length,
        },
      };
    });
  }

  async function setQuarantined(trx: Store, key: string, reason: string | null): Promise<boolean> {
    const changed = await trx
      .updateTable('cache_entries')
      .set({ quarantined: reason === null ? 0 : 1, quarantine_reason: reason })
      .where('key', '=', key)
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  }

  return {
    list: (options = {}) => entries(options),
    find: async (key) => (await entries({ key, limit: 1 }))[0],

    async hits(key, limit = PAGE) {
      const rows = await store
        .selectFrom('cache_hits')
        .selectAll()
        .where('key', '=', key)
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        answerId: row.answer_id,
        tier: row.tier,
        question: row.question,
        likeness: row.likeness,
        gates: JSON.parse(row.gates) as GateResult[],
        shadow: row.shadow,
        createdAt: row.created_at,
      }));
    },

    misses: (limit = PAGE) => nearMisses(store, limit),

    async stats() {
      const sum = await store
        .selectFrom('cache_hits')
        .select(['tier', 'shadow'])
        .select((eb) => [
          eb.fn.countAll<number>().as('hits'),
          eb.fn.sum<number>('tokens').as('tokens'),
          eb.fn.sum<number>('ms').as('ms'),
        ])
        .groupBy(['tier', 'shadow'])
        .execute();
      const { entries: count, quarantined } = await store
        .selectFrom('cache_entries')
        .select((eb) => [
          eb.fn.countAll<number>().as('entries'),
          eb.fn.sum<number>('quarantined').as('quarantined'),
        ])
        .executeTakeFirstOrThrow();
      const of = (tier: string, shadow?: string) =>
        sum
          .filter((row) => row.tier === tier && (shadow === undefined || row.shadow === shadow))
          .reduce((total, row) => total + Number(row.hits), 0);
      const shadowOf = (tier: string) => ({
        checked: of(tier, 'same') + of(tier, 'different'),
        wrong: of(tier, 'different'),
      });
      return {
        entries: Number(count),
        quarantined: Number(quarantined ?? 0),
        hits: { exact: of('exact-cache'), semantic: of('semantic-cache') },
        tokensSaved: sum.reduce((total, row) => total + Number(row.tokens ?? 0), 0),
        msSaved: Math.round(sum.reduce((total, row) => total + Number(row.ms ?? 0), 0)),
        shadow: { exact: shadowOf('exact-cache'), semantic: shadowOf('semantic-cache') },
      };
    },

    async purge(what) {
      const before = await keysOf(store);
      await store.transaction().execute(async (trx) => {
        if ('documentId' in what) await dropCachedAnswersOf(trx, what.documentId);
        else if ('key' in what) await trx.deleteFrom('cache_entries').where('key', '=', what.key).execute();
        else await trx.deleteFrom('cache_entries').execute();
        await dropLoose(trx);
      });
      const left = new Set(await keysOf(store));
      const gone = before.filter((key) => !left.has(key));
      index.remove(gone);
      return gone.length;
    },

    setQuarantined: (key, quarantined) => setQuarantined(store, key, quarantined ? 'admin' : null),

    async voted(trx, { answerId, userHash, vote }) {
      const hit = await trx
        .selectFrom('cache_hits')
        .select(['key', 'entry_answer_id', 'likeness'])
        .where('answer_id', '=', answerId)
        .executeTakeFirst();
      const entry = await trx
        .selectFrom('cache_entries')
        .select(['key', 'quarantine_reason'])
        .where('answer_id', '=', hit?.entry_answer_id ?? answerId)
        .executeTakeFirst();
      // The entry holds another answer by now, or none: the vote is not about it.
      if (entry === undefined) return;
      const row = { key: entry.key, answer_id: answerId, user_hash: userHash, vote };
      await trx
        .insertInto('cache_votes')
        .values(row)
        .onConflict((conflict) => conflict.columns(['key', 'answer_id', 'user_hash']).doUpdateSet({ vote }))
        .execute();
      const against = await trx
        .selectFrom('cache_votes')
        .select('vote')
        .where('key', '=', entry.key)
        .where('vote', '<', 0)
        .limit(1)
        .executeTakeFirst();
      if (against !== undefined && entry.quarantine_reason === null)
        await setQuarantined(trx, entry.key, 'vote');
      if (against === undefined && entry.quarantine_reason === 'vote')
        await setQuarantined(trx, entry.key, null);
    },
  };
}

async function keysOf(store: Store): Promise<string[]> {
  return (await store.selectFrom('cache_entries').select('key').execute()).map((row) => row.key);
}
