import { messageOf } from '../../core/errors.ts';
import type { Embeddings } from '../../core/ports/embeddings.ts';
import type { Store } from '../../core/store/schema.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';

/** Passages between two writes: what a kill costs at most. */
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
  /** The same passages with the vectors that the store has. */
  attachKept(passages: IndexedPassage[]): Promise<IndexedPassage[]>;
  /** Embeds passages and keeps their vectors. Throws what `Embeddings.embed` throws; what was kept until then stays. */
  embed(passages: IndexedPassage[], signal?: AbortSignal): Promise<Map<number, Float32Array>>;
  /** The question's vector, or undefined when the provider does not answer: words alone must do then. */
  ofQuestion(text: string): Promise<Float32Array | undefined>;
  /** Vectors of texts as given, kept nowhere. Throws what `Embeddings.embed` throws. */
  ofTexts(texts: string[], kind: 'query' | 'passage', signal?: AbortSignal): Promise<Float32Array[]>;
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

  /** A passage that was deleted while the provider worked leaves no vector behind. */
  async function keep(vectors: ReadonlyMap<number, Float32Array>): Promise<void> {
    await store.transaction().execute(async (trx) => {
      const living = await trx
        .selectFrom('passages')
        .select('id')
        .where('id', 'in', [...vectors.keys()])
        .execute();
      const rows = living.flatMap(({ id }) => {
        const vector = vectors.get(id);
        return vector === undefined ? [] : [{ passage_id: id, model, vector: toBytes(vector) }];
      });
      if (rows.length === 0) return;
      await trx
        .insertInto('passage_vectors')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  async function embed(passages: IndexedPassage[], signal?: AbortSignal): Promise<Map<number, Float32Array>> {
    const made = new Map<number, Float32Array>();
    for (let at = 0; at < passages.length; at += BATCH) {
      const batch = passages.slice(at, at + BATCH);
      const vectors = await embeddings.embed(batch.map(textToEmbed), {
        kind: 'passage',
        ...(signal === undefined ? {} : { signal }),
      });
      const ofBatch = new Map(
        batch.flatMap(({ id }, index) => {
          const vector = vectors[index];
          return vector === undefined ? [] : [[id, vector] as const];
        }),
      );
      await keep(ofBatch);
      for (const [id, vector] of ofBatch) made.set(id, vector);
    }
    return made;
  }

  return {
    model,
    embed,
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
      return { passages: withVectors(passages, new Map([...known, ...made])), complete };
    },
    async attachKept(passages) {
      return withVectors(passages, await stored(passages.map((passage) => passage.id)));
    },
    async ofQuestion(text) {
      try {
        return (await embeddings.embed([text], { kind: 'query' }))[0];
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'the question could not be embedded; searching by words alone');
        return undefined;
      }
    },
    ofTexts: (texts, kind, signal) =>
      embeddings.embed(texts, { kind, ...(signal === undefined ? {} : { signal }) }),
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

function withVectors(
  passages: IndexedPassage[],
  vectors: ReadonlyMap<number, Float32Array>,
): IndexedPassage[] {
  return passages.map((passage) => {
    const vector = vectors.get(passage.id);
    return vector === undefined ? passage : { ...passage, vector };
  });
}

function textToEmbed(passage: IndexedPassage): string {
  return [[passage.title, ...passage.headings].join(' > '), passage.text].join('\n\n');
}

function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
