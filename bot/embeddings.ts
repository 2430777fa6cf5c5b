import { cacheQuestionEmbeddings } from '../core/caching/cached-embeddings.ts';
import { messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Store } from '../core/store/schema.ts';
import { createPassageVectors, type PassageVectors, storedDimensions } from '../knowledge/passage-vectors.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

/** A provider's vectors with their length, or why the index has to train its own for now. */
export type ChosenVectors =
  | { vectors: PassageVectors; dimensions: number }
  | { vectors: null; trouble: string | null };

/**
 * Vectors as DOCENT_EMBEDDINGS names them. The length comes from the store, or from one question to the provider;
 * a provider that is down at the very first start leaves the index with its own vectors, and the doctor says so.
 */
export async function chooseVectors(
  config: Config,
  deps: { store: Store; clock: Clock; log: Log },
): Promise<ChosenVectors> {
  const name = config.get('DOCENT_EMBEDDINGS');
  if (name === 'corpus') return { vectors: null, trouble: null };
  try {
    const { createLangChainEmbeddings } = await import('../core/langchain/embeddings.ts');
    const known = await storedDimensions(deps.store, name);
    const embeddings = await createLangChainEmbeddings({
      embeddings: name,
      clock: deps.clock,
      openai: { apiKey: config.get('OPENAI_API_KEY'), baseUrl: config.get('OPENAI_BASE_URL') },
      ollama: { apiKey: '', baseUrl: config.get('OLLAMA_BASE_URL') },
      voyage: { apiKey: config.get('VOYAGE_API_KEY'), baseUrl: config.get('VOYAGE_BASE_URL') },
      ...(known === null ? {} : { dimensions: known }),
    });
    const dimensions =
      known ?? (await embeddings.embed(['How long is a vector?'], { kind: 'query' }))[0]?.length ?? 0;
    return {
      vectors: createPassageVectors({
        store: deps.store,
        embeddings: cacheQuestionEmbeddings(embeddings),
        log: deps.log,
      }),
      dimensions,
    };
  } catch (error) {
    const trouble = `${name} does not work: ${messageOf(error)}`;
    deps.log.error({ trouble }, 'search uses vectors trained on your own documents instead');
    return { vectors: null, trouble };
  }
}
