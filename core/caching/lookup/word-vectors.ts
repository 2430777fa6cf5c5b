import type { QuestionVectors } from '../../ports/question-vectors.ts';
import { fnv1a32 } from '../../text/hashes.ts';
import { questionForm } from '../gates/question-form.ts';

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
    const hash = fnv1a32(word);
    const at = hash % DIMENSIONS;
    vector[at] = (vector[at] ?? 0) + (hash & 0x40000000 ? 1 : -1);
  }
  const norm = Math.hypot(...vector);
  return norm === 0 ? null : vector.map((value) => value / norm);
}
