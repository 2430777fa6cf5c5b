import type { QuestionVectors } from '../../core/ports/question-vectors.ts';
import type { Meaning } from '../meaning/meaning.ts';
import type { LiveIndex } from './live-index.ts';

/**
 * Questions by a provider's model where one is set; else by the encoder of meaning for the languages it knows; else in
 * the corpus's own space, which changes with each training.
 */
export function createQuestionVectors(deps: {
  live: LiveIndex;
  meaning?: Pick<Meaning, 'ofQuestions'>;
}): QuestionVectors {
  const { live, meaning } = deps;
  return {
    embed: (texts, signal) =>
      live.use(async ({ index, vectors }) => {
        if (vectors !== undefined) {
          const made = await Promise.all(texts.map((text) => vectors.ofQuestion(text)));
          return { model: vectors.model, vectors: made.map((vector) => vector ?? null) };
        }
        const meant = await meaning?.ofQuestions(texts, signal);
        return meant === undefined ? index.embed(texts) : { ...meant, meaning: true };
      }),
  };
}
