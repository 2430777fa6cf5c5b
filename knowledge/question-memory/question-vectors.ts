import type { Store } from '../../core/store/schema.ts';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { RememberedQuestion } from '../index/ranking/question-memory.ts';
import type { PassageVectors } from '../search/passage-vectors.ts';
import { readRemembered } from './memory-rows.ts';

/** Questions that a provider is given at once. */
const BATCH = 64;
const CHUNK = 100;

/**
 * All that is remembered, as the index takes it in. With a provider each question has its vector of that model, paid
 * for once and kept; where the provider does not answer, questions come without, and words alone recall them. With a
 * `onlyKept` the provider is not asked. With a `signal` it is for an index to come, which must have them all: it throws what the provider
 * throws.
 */
export async function rememberedQuestions(
  deps: { store: Store; vectors: PassageVectors | undefined; onlyKept?: boolean },
  signal?: AbortSignal,
): Promise<RememberedQuestion[]> {
  const { store, vectors } = deps;
  const questions = await readRemembered(store);
  if (vectors === undefined || questions.length === 0) return questions;
  const known = await storedVectors(store, vectors.model);
  const missing = deps.onlyKept
    ? []
    : [...new Set(questions.map(({ text }) => text))].filter((text) => !known.has(hashOf(text)));
  try {
    for (let at = 0; at < missing.length; at += BATCH) {
      const texts = missing.slice(at, at + BATCH);
      const made = await vectors.ofTexts(texts, 'query', signal);
      const rows = texts.flatMap((text, index) => {
        const vector = made[index];
        if (vector === undefined) return [];
        known.set(hashOf(text), vector);
        return [{ text_hash: hashOf(text), model: vectors.model, vector: toBytes(vector) }];
      });
      await store
        .insertInto('question_vectors')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  } catch (error) {
    // Search goes on by words; the next change, or start, tries again.
    if (signal !== undefined) throw error;
  }
  return questions.map((question) => {
    const vector = known.get(hashOf(question.text));
    return vector === undefined ? question : { ...question, vector };
  });
}

/** Deletes vectors of questions that are remembered no more, of every model. */
export async function dropOrphanVectors(store: Store): Promise<void> {
  const kept = new Set((await readRemembered(store)).map(({ text }) => hashOf(text)));
  const rows = await store.selectFrom('question_vectors').select('text_hash').distinct().execute();
  const gone = rows.map((row) => row.text_hash).filter((hash) => !kept.has(hash));
  for (let at = 0; at < gone.length; at += CHUNK) {
    await store
      .deleteFrom('question_vectors')
      .where('text_hash', 'in', gone.slice(at, at + CHUNK))
      .execute();
  }
}

async function storedVectors(store: Store, model: string): Promise<Map<string, Float32Array>> {
  const rows = await store
    .selectFrom('question_vectors')
    .select(['text_hash', 'vector'])
    .where('model', '=', model)
    .execute();
  return new Map(rows.map((row) => [row.text_hash, new Float32Array(row.vector.slice().buffer)]));
}

function hashOf(text: string): string {
  return sha256Hex(text).slice(0, 32);
}

function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
