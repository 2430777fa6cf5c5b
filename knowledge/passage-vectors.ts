import { AppError, messageOf } from '../core/errors.ts';
import type { Embeddings } from '../core/ports/embeddings.ts';
import type { JobHandler } from '../core/ports/job-queue.ts';
import type { Store } from '../core/store/schema.ts';
import type { IndexedPassage } from './index/indexed-passage.ts';

/** Kind of the job that embeds passages which have no vector of the present model yet. */
export const EMBED_JOB = 'embed-passages';

const BATCH = 256;

/** Vectors of a provider's model for passages and questions. Each passage is paid for once and kept in the store. */
export type PassageVectors = {
  /** Names the vector space. */
  readonly model: string;
  /** The same passages with their vectors, embedded where the store has none. When the provider fails they come without. */
  attach(
    passages: IndexedPassage[],
    signal?: AbortSignal,
  ): Promise<{ passages: IndexedPassage[]; complete: boolean }>;
  /** The question's vector, or undefined when the provider does not answer: words alone must do then. */
  ofQuestion(text: string): Promise<Float32Array | undefined>;
  /** Current passages without a vector of this model, by ascending id after `after`. */
  missing(after: number, limit: number): Promise<number[]>;
};

export function createPassageVectors(deps: {
  store: Store;
  embeddings: Embeddings;
  log: { warn(fields: object, message: string): void };
}): PassageVectors {
  const { store, embeddings, log } = deps;
  const { model } = embeddings;

  async function stored(ids: number[]): Promise<Map<number, Float32Array>> {
    if (ids.length === 0) return new Map();
    const rows = await store
      .selectFrom('passage_vectors')
      .select(['passage_id', 'vector'])
      .where('model', '=', model)
      .where('passage_id', 'in', ids)
      .execute();
    return new Map(rows.map((row) => [row.passage_id, toFloats(row.vector)]));
  }

  async function embed(passages: IndexedPassage[], signal?: AbortSignal): Promise<Map<number, Float32Array>> {
    const made = new Map<number, Float32Array>();
    for (let at = 0; at < passages.length; at += BATCH) {
      const batch = passages.slice(at, at + BATCH);
      const vectors = await embeddings.embed(batch.map(textOf), {
        kind: 'passage',
        ...(signal === undefined ? {} : { signal }),
      });
      const rows = batch.flatMap((passage, index) => {
        const vector = vectors[index];
        if (vector === undefined) return [];
        made.set(passage.id, vector);
        return [{ passage_id: passage.id, model, vector: toBytes(vector) }];
      });
      await store
        .insertInto('passage_vectors')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return made;
  }

  return {
    model,
    async attach(passages, signal) {
      const known = await stored(passages.map((passage) => passage.id));
      const missing = passages.filter((passage) => !known.has(passage.id));
      let complete = true;
      const made = await embed(missing, signal).catch((error: unknown) => {
        signal?.throwIfAborted();
        complete = false;
        log.warn(
          { error: messageOf(error), passages: missing.length },
          'passages could not be embedded; words alone find them for now',
        );
        return new Map<number, Float32Array>();
      });
      const withVectors = passages.map((passage) => {
        const vector = known.get(passage.id) ?? made.get(passage.id);
        return vector === undefined ? passage : { ...passage, vector };
      });
      return { passages: withVectors, complete };
    },
    async ofQuestion(text) {
      try {
        return (await embeddings.embed([text], { kind: 'query' }))[0];
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'the question could not be embedded; searching by words alone');
        return undefined;
      }
    },
    async missing(after, limit) {
      const rows = await store
        .selectFrom('passages')
        .leftJoin('passage_vectors', (join) =>
          join
            .onRef('passage_vectors.passage_id', '=', 'passages.id')
            .on('passage_vectors.model', '=', model),
        )
        .select('passages.id')
        .where('passages.current', '=', 1)
        .where('passages.id', '>', after)
        .where('passage_vectors.passage_id', 'is', null)
        .orderBy('passages.id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
  };
}

/** Length of the vectors that the store has of a model, or null while it has none. */
export async function storedDimensions(store: Store, model: string): Promise<number | null> {
  const row = await store
    .selectFrom('passage_vectors')
    .select('vector')
    .where('model', '=', model)
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : row.vector.byteLength / Float32Array.BYTES_PER_ELEMENT;
}

/** Embeds what has no vector yet, a batch at a time, and tells the index. Interrupted, it goes on where it stopped. */
export function createEmbedJob(deps: {
  vectors: PassageVectors;
  passages(ids: number[]): Promise<IndexedPassage[]>;
  /** Makes the index take these passages in again. */
  reindex(ids: number[]): Promise<void>;
}): JobHandler {
  return async (_job, { signal, progress }) => {
    let done = 0;
    for (;;) {
      const ids = await deps.vectors.missing(-1, BATCH);
      if (ids.length === 0) return;
      signal.throwIfAborted();
      const { complete } = await deps.vectors.attach(await deps.passages(ids), signal);
      if (!complete) {
        throw new AppError(
          'embeddings.failed',
          'The embedding provider does not answer.',
          'Check its key and address; the job tries again.',
        );
      }
      await deps.reindex(ids);
      done += ids.length;
      await progress(null, `${done} passages embedded`);
    }
  };
}

function textOf(passage: IndexedPassage): string {
  return [[passage.title, ...passage.headings].join(' > '), passage.text].join('\n\n');
}

function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
