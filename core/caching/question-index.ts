import { messageOf } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { QuestionVectors } from '../ports/question-vectors.ts';
import type { Store } from '../store/schema.ts';
import { type QuestionForm, questionForm } from './question-form.ts';
import { wordVectors } from './word-vectors.ts';

/** Another process's entries are seen after this long. */
const REFRESH_MS = 15_000;
const BATCH = 256;
/** Questions of one call to a provider, which answers those within seconds. */
const PREPARED_AT_ONCE = 64;

type Entry = {
  key: string;
  scope: string;
  question: string;
  answerHash: string;
  form: QuestionForm;
  vector: Float32Array | null;
  space: string;
};

export type NearEntry = Omit<Entry, 'vector' | 'scope' | 'space'> & { likeness: number };

/**
 * Cached questions in memory with their vectors: an exact scan, since 20,000 entries of 256 numbers take some 5 ms and
 * nothing can go wrong. The store stays the truth: what is found here is read there before it is served.
 */
export type QuestionIndex = {
  nearest(question: string, scope: string, count: number, signal?: AbortSignal): Promise<NearEntry[]>;
  /** Cosine of two questions in the present space; 0 when it knows one of them not. */
  likeness(a: string, b: string): Promise<number>;
  /** Vectors of texts in the present space, for measuring. */
  vectors(texts: string[]): Promise<(Float32Array | null)[]>;
  add(entry: { key: string; scope: string; question: string; answerHash: string }): void;
  remove(keys: readonly string[]): void;
  /**
   * Embeds every cached question in a space to come, and keeps the vectors: when `vectors` of this index changes to
   * it, no question has to be embedded anew. Throws what `next` throws.
   */
  prepare(next: QuestionVectors, signal: AbortSignal): Promise<void>;
  /** Resolves when no vectors are being made. */
  settled(): Promise<void>;
};

export function createQuestionIndex(deps: {
  store: Store;
  clock: Clock;
  vectors: QuestionVectors;
  log: { warn(fields: object, message: string): void };
}): QuestionIndex {
  const { store, clock } = deps;
  const entries = new Map<string, Entry>();
  let model = '';
  let loadedAt = Number.NEGATIVE_INFINITY;
  let work: Promise<void> = Promise.resolve();
  /** The space that was prepared last. */
  let coming = '';

  async function embed(texts: string[], signal?: AbortSignal) {
    const made = await deps.vectors.embed(texts, signal).catch((error: unknown) => {
      deps.log.warn(
        { error: messageOf(error) },
        'a question could not be embedded; only equal questions are served',
      );
      return undefined;
    });
    return made === null ? wordVectors.embed(texts) : made;
  }

  async function load(): Promise<void> {
    if (clock.monotonic() - loadedAt < REFRESH_MS) return;
    loadedAt = clock.monotonic();
    const rows = await store
      .selectFrom('cache_entries')
      .select(['key', 'scope', 'question', 'text_hash'])
      .execute();
    const present = new Set(rows.map((row) => row.key));
    for (const key of entries.keys()) if (!present.has(key)) entries.delete(key);
    for (const row of rows) {
      const known = entries.get(row.key);
      if (known === undefined) put(row.key, row.scope, row.question, row.text_hash);
      else known.answerHash = row.text_hash;
    }
  }

  function put(key: string, scope: string, question: string, answerHash: string): void {
    entries.set(key, {
      key,
      scope,
      question,
      answerHash,
      form: questionForm(question),
      vector: null,
      space: '',
    });
  }

  /** Gives a vector of the present model to every entry that has none: those kept first, the others embedded. */
  async function fill(): Promise<void> {
    const wanted = [...entries.values()].filter((entry) => entry.space !== model);
    const space = model;
    for (let at = 0; at < wanted.length && space === model; at += BATCH) {
      const batch = wanted.slice(at, at + BATCH);
      const kept = await storedVectors(
        store,
        batch.map((entry) => entry.key),
        space,
      );
      for (const entry of batch) entry.vector = kept.get(entry.key) ?? null;
      const missing = batch.filter((entry) => entry.vector === null);
      const made = missing.length === 0 ? null : await embed(missing.map((entry) => entry.question));
      if (made === undefined || (made !== null && made.model !== space) || space !== model) return;
      missing.forEach((entry, index) => {
        entry.vector = made?.vectors[index] ?? null;
      });
      for (const entry of batch) entry.space = space;
      await keepVectors(store, space, missing, coming);
    }
  }

  const schedule = (): void => {
    work = work.then(fill).catch((error: unknown) => {
      deps.log.warn({ error: messageOf(error) }, 'cached questions could not be embedded anew');
    });
  };

  return {
    async nearest(question, scope, count, signal) {
      await load();
      const embedded = await embed([question], signal);
      const vector = embedded?.vectors[0];
      if (embedded === undefined) return [];
      if (embedded.model !== model) {
        // Vectors of another space say nothing here: all are made anew, and until then there is no match.
        model = embedded.model;
        for (const entry of entries.values()) entry.vector = null;
      }
      const waiting = [...entries.values()].filter((entry) => entry.space !== model).length;
      if (waiting > 0) schedule();
      if (vector === null || vector === undefined) return [];
      // Prepared vectors are only read: that is quick, however many there are.
      if (waiting <= BATCH || model === coming) await work;
      const near: NearEntry[] = [];
      for (const entry of entries.values()) {
        if (entry.scope !== scope || entry.vector === null || entry.vector.length !== vector.length) continue;
        const { key, form, answerHash } = entry;
        near.push({ key, question: entry.question, form, answerHash, likeness: dot(vector, entry.vector) });
      }
      return near.sort((a, b) => b.likeness - a.likeness).slice(0, count);
    },
    async likeness(a, b) {
      const made = await embed([a, b]);
      const [one, other] = made?.vectors ?? [];
      return one && other ? dot(one, other) : 0;
    },
    vectors: async (texts) => (await embed(texts))?.vectors ?? texts.map(() => null),
    add: ({ key, scope, question, answerHash }) => {
      entries.delete(key);
      put(key, scope, question, answerHash);
    },
    remove(keys) {
      for (const key of keys) entries.delete(key);
    },
    async prepare(next, signal) {
      loadedAt = Number.NEGATIVE_INFINITY;
      await load();
      const all = [...entries.values()];
      const space = (
        await next.embed(
          all.slice(0, 1).map((entry) => entry.question),
          signal,
        )
      )?.model;
      if (space === undefined) return;
      coming = space;
      for (let at = 0; at < all.length; at += PREPARED_AT_ONCE) {
        signal.throwIfAborted();
        const batch = all.slice(at, at + PREPARED_AT_ONCE);
        const kept = await storedVectors(
          store,
          batch.map((entry) => entry.key),
          space,
        );
        const missing = batch.filter((entry) => !kept.has(entry.key));
        if (missing.length === 0) continue;
        const texts = missing.map((entry) => entry.question);
        const made = await next.embed(texts, signal);
        if (made?.model !== space) return;
        const vectors = missing.map(({ key }, place) => ({ key, vector: made.vectors[place] ?? null }));
        await keepVectors(store, space, vectors, model);
      }
    },
    settled: () => work,
  };
}

async function storedVectors(
  store: Store,
  keys: string[],
  model: string,
): Promise<Map<string, Float32Array>> {
  const rows = await store
    .selectFrom('cache_vectors')
    .select(['key', 'vector'])
    .where('model', '=', model)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key, new Float32Array(row.vector.slice().buffer)]));
}

/** Keeps vectors; those of other spaces go, but for one more that is or will be in use. */
async function keepVectors(
  store: Store,
  model: string,
  made: { key: string; vector: Float32Array | null }[],
  other: string,
): Promise<void> {
  const rows = made.flatMap(({ key, vector }) =>
    vector === null
      ? []
      : [{ key, model, vector: new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength).slice() }],
  );
  if (rows.length === 0) return;
  const keys = rows.map((row) => row.key);
  await store.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('cache_vectors')
      .where('key', 'in', keys)
      .where('model', '!=', other === model ? '' : other)
      .execute();
    await trx.insertInto('cache_vectors').values(rows).execute();
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
