import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { QuestionVectors } from '../../ports/question-vectors.ts';
import type { Store } from '../../store/schema.ts';
import { MAX_AGE_MS } from '../entries/exact-cache.ts';
import { type QuestionForm, questionForm } from '../gates/question-form.ts';
import { keepVectors, keptEntries } from './kept-vectors.ts';
import { createQuestionPostings } from './question-postings.ts';
import { wordVectors } from './word-vectors.ts';

/** Another process's entries are seen after this long. */
const REFRESH_MS = 15_000;
/** Rows of the store that are taken apart in one turn of the event loop. */
const ROWS = 32;
/** A question waits for so many of them; of the rest those that are there by then are found. */
const WAITED_FOR = 1_000;
/** Questions of one call to a provider, which answers those within seconds. */
const PREPARED_AT_ONCE = 64;
/** Entries whose vectors are compared with a question's. */
const COMPARED = 16;

export type NearEntry = {
  key: string;
  question: string;
  form: QuestionForm;
  answerHash: string;
  /** Cosine, and whether it is of a space of meanings. */
  likeness: number;
  meaning: boolean;
};

/** How like two questions are in the present space; 0 when it knows one of them not. */
export type Likeness = { likeness: number; meaning: boolean };

/**
 * Kept questions, found by the words of their subject and compared by vector, at a cost that does not grow with their
 * number. Memory has the words; vectors and the truth are in the store, which is read for the few that are compared.
 */
export type QuestionIndex = {
  nearest(question: string, scope: string, count: number, signal?: AbortSignal): Promise<NearEntry[]>;
  likeness(a: string, b: string, signal?: AbortSignal): Promise<Likeness>;
  /** Vectors of texts in the present space, for measuring. */
  vectors(texts: string[]): Promise<(Float32Array | null)[]>;
  add(entry: { key: string; scope: string; question: string }): void;
  remove(keys: readonly string[]): void;
  /**
   * Embeds every cached question in a space to come, and keeps the vectors: when `vectors` of this index changes to
   * it, no question has to be embedded anew. Throws what `next` throws.
   */
  prepare(next: QuestionVectors, signal: AbortSignal): Promise<void>;
  /** Resolves when all that is kept was read, and no vectors are being stored. */
  settled(): Promise<void>;
};

type Embedded = NonNullable<Awaited<ReturnType<QuestionVectors['embed']>>>;

export function createQuestionIndex(deps: {
  store: Store;
  clock: Clock;
  vectors: QuestionVectors;
  log: { warn(fields: object, message: string): void };
}): QuestionIndex {
  const { store, clock } = deps;
  const postings = createQuestionPostings();
  let readAt = Number.NEGATIVE_INFINITY;
  /** Rows up to here were read. A row that is written later has a higher number, but for what `add` told of. */
  let readTo = 0;
  let reading: Promise<void> = Promise.resolve();
  let storing: Promise<void> = Promise.resolve();
  let model = '';
  /** The space that was prepared last. */
  let coming = '';

  async function embed(texts: string[], signal?: AbortSignal): Promise<Embedded | undefined> {
    const made = await deps.vectors.embed(texts, signal).catch((error: unknown) => {
      deps.log.warn(
        { error: messageOf(error) },
        'a question could not be embedded; only equal questions are served',
      );
      return undefined;
    });
    return made === null ? wordVectors.embed(texts) : made;
  }

  /** Reads what was added to the store since; resolves once the first thousand rows are in, or all. */
  async function refresh(): Promise<void> {
    if (clock.monotonic() - readAt < REFRESH_MS) return;
    readAt = clock.monotonic();
    const enough = Promise.withResolvers<void>();
    reading = reading
      .then(() => readOn(enough.resolve))
      .catch((error: unknown) => {
        deps.log.warn({ error: messageOf(error) }, 'kept questions could not be read');
      })
      .finally(enough.resolve);
    await enough.promise;
  }

  async function readOn(enough: () => void): Promise<void> {
    const oldest = new Date(clock.now() - MAX_AGE_MS).toISOString();
    for (let read = 0; ; read += ROWS) {
      if (read >= WAITED_FOR) enough();
      const rows = await store
        .selectFrom('cache_entries')
        .select(['key', 'scope', 'question', sql<number>`rowid`.as('row')])
        .where(sql<number>`rowid`, '>', readTo)
        .where('created_at', '>=', oldest)
        .orderBy(sql`rowid`)
        .limit(ROWS)
        .execute();
      for (const { key, scope, question, row } of rows) {
        readTo = row;
        postings.put({ key, scope, question, content: questionForm(question).content });
      }
      if (rows.length < ROWS) return;
      await setImmediate();
    }
  }

  /** Vectors of entries in a space: those kept, and the others made and kept. Null = they could not be made. */
  async function vectorsOf(
    entries: readonly { key: string; question: string; vector: Float32Array | null }[],
    space: string,
    signal?: AbortSignal,
  ): Promise<(Float32Array | null)[] | null> {
    const missing = entries.filter(({ vector }) => vector === null);
    if (missing.length === 0) return entries.map(({ vector }) => vector);
    const made = await embed(
      missing.map(({ question }) => question),
      signal,
    );
    if (made === undefined || made.model !== space) return null;
    const fresh = new Map(missing.map(({ key }, at) => [key, made.vectors[at] ?? null]));
    const rows = [...fresh].map(([key, vector]) => ({ key, vector }));
    storing = storing
      .then(() => keepVectors(store, space, rows, coming))
      .catch((error: unknown) => {
        deps.log.warn({ error: messageOf(error) }, 'vectors of kept questions could not be stored');
      });
    return entries.map(({ key, vector }) => vector ?? fresh.get(key) ?? null);
  }

  return {
    async nearest(question, scope, count, signal) {
      await refresh();
      const found = postings.candidates(scope, questionForm(question).content, COMPARED);
      if (found.length === 0) return [];
      const embedded = await embed([question], signal);
      const vector = embedded?.vectors[0];
      if (embedded === undefined || vector === null || vector === undefined) return [];
      model = embedded.model;
      const keys = found.map(({ key }) => key);
      const kept = await keptEntries(store, keys, model);
      const entries = found.flatMap((entry) => {
        const now = kept.get(entry.key);
        if (now === undefined) postings.remove(entry.key);
        return now === undefined ? [] : [{ ...entry, ...now }];
      });
      const vectors = await vectorsOf(entries, embedded.model, signal);
      if (vectors === null) return [];
      return entries
        .flatMap(({ key, question, textHash }, at) => {
          const other = vectors[at];
          if (other === null || other === undefined || other.length !== vector.length) return [];
          return [{ key, question, answerHash: textHash, likeness: dot(vector, other) }];
        })
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, count)
        .map((near) => ({
          ...near,
          form: questionForm(near.question),
          meaning: embedded.meaning === true,
        }));
    },
    async likeness(a, b, signal) {
      const made = await embed([a, b], signal);
      const [one, other] = made?.vectors ?? [];
      return { likeness: one && other ? dot(one, other) : 0, meaning: made?.meaning === true };
    },
    vectors: async (texts) => (await embed(texts))?.vectors ?? texts.map(() => null),
    add: (entry) => postings.put({ ...entry, content: questionForm(entry.question).content }),
    remove(keys) {
      for (const key of keys) postings.remove(key);
    },
    async prepare(next, signal) {
      let space: string | undefined;
      for (let after = ''; ; ) {
        signal.throwIfAborted();
        const rows = await store
          .selectFrom('cache_entries')
          .select(['key', 'question'])
          .where('key', '>', after)
          .orderBy('key')
          .limit(PREPARED_AT_ONCE)
          .execute();
        const last = rows.at(-1);
        if (last === undefined) return;
        space ??= (await next.embed([last.question], signal))?.model;
        if (space === undefined) return;
        coming = space;
        const keys = rows.map(({ key }) => key);
        const kept = await keptEntries(store, keys, space);
        const missing = rows.filter(({ key }) => !kept.get(key)?.vector);
        if (missing.length > 0) {
          const made = await next.embed(
            missing.map(({ question }) => question),
            signal,
          );
          if (made?.model !== space) return;
          const fresh = missing.map(({ key }, at) => ({ key, vector: made.vectors[at] ?? null }));
          await keepVectors(store, space, fresh, model);
        }
        after = last.key;
      }
    },
    settled: async () => {
      await reading;
      await storing;
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
