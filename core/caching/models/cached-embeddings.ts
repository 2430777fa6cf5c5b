import type { Embeddings } from '../../ports/embeddings.ts';
import { createBoundedCache } from './bounded-cache.ts';

/** Questions whose vectors are kept: 4,000 of 1,536 numbers are 25 MB. */
const MOST = 4_000;

/** Embeddings that ask the provider once for the same question: the cache and the search want the same vector. */
export function cacheQuestionEmbeddings(embeddings: Embeddings, most = MOST): Embeddings {
  const cache = createBoundedCache<Float32Array>(most);
  const { model } = embeddings;
  return {
    model,
    async embed(texts, options) {
      const [text] = texts;
      if (options.kind !== 'query' || texts.length !== 1 || text === undefined)
        return embeddings.embed(texts, options);
      const vector = await cache.through(
        [model, text],
        async () => (await embeddings.embed([text], options))[0] ?? null,
      );
      return vector === null ? [] : [vector];
    },
  };
}
