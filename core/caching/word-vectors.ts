import type { QuestionVectors } from '../ports/question-vectors.ts';
import { questionForm } from './question-form.ts';

const DIMENSIONS = 256;

/** Serves while no embeddings are there: subject words hashed into a vector (feature hashing, Weinberger et al., ICML 2009). */
export const wordVectors = {
  embed: async (texts: string[]) => ({ model: 'words-1', vectors: texts.map(vectorOf) }),
} satisfies QuestionVectors;

function vectorOf(text: string): Float32Array | null {
  const { content } = questionForm(text);
  if (content.length === 0) return null;
  const vector = new Float32Array(DIMENSIONS);
  for (const word of content) {
    const hash = fnv1a(word);
    const at = hash % DIMENSIONS;
    vector[at] = (vector[at] ?? 0) + (hash & 0x40000000 ? 1 : -1);
  }
  const norm = Math.hypot(...vector);
  return norm === 0 ? null : vector.map((value) => value / norm);
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
