import type { QuestionVectors } from '../../core/ports/question-vectors.ts';
import type { LiveIndex } from './live-index.ts';

/** Questions in the space that search uses: a provider's, or the corpus's own, which changes with each training. */
export function createQuestionVectors({ live }: { live: LiveIndex }): QuestionVectors {
  return {
    embed: (texts) =>
      live.use(async ({ index, vectors }) => {
        if (vectors === undefined) return index.embed(texts);
        const made = await Promise.all(texts.map((text) => vectors.ofQuestion(text)));
        return { model: vectors.model, vectors: made.map((vector) => vector ?? null) };
      }),
  };
}
