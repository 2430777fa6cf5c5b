import type { QuestionVectors } from '../core/ports/question-vectors.ts';
import type { SearchIndex } from './index/index-client.ts';
import type { PassageVectors } from './passage-vectors.ts';

/** Questions in the space that search uses: a provider's, or the corpus's own, which changes with each training. */
export function createQuestionVectors(deps: {
  index: SearchIndex;
  vectors?: PassageVectors | undefined;
}): QuestionVectors {
  const { index, vectors } = deps;
  if (vectors === undefined) return { embed: (texts) => index.embed(texts) };
  return {
    async embed(texts) {
      const made = await Promise.all(texts.map((text) => vectors.ofQuestion(text)));
      return { model: vectors.model, vectors: made.map((vector) => vector ?? null) };
    },
  };
}
