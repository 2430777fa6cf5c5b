import { cacheQuestionEmbeddings } from '../../core/caching/models/cached-embeddings.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Embeddings } from '../../core/ports/embeddings.ts';
import type { Store } from '../../core/store/schema.ts';
import { createPassageVectors, type PassageVectors } from '../../knowledge/search/passage-vectors.ts';
import type { SomeLog } from '../log.ts';
import type { Config } from '../settings/config.ts';
import { otherEmbeddings } from './other-providers.ts';

export type VectorDeps = { store: Store; clock: Clock; log: SomeLog };

/** Opens a provider's vectors; `dimensions` null = as long as they come. Throws AppError `embeddings.unusable`. */
export async function openVectors(
  config: Config,
  deps: VectorDeps,
  model: string,
  dimensions: number | null,
): Promise<PassageVectors> {
  return passageVectors(deps, await openEmbeddings(config, deps.clock, model, dimensions));
}

/** The provider itself, without what is stored. Throws as `openVectors`. */
export async function openEmbeddings(
  config: Config,
  clock: Clock,
  model: string,
  dimensions: number | null,
): Promise<Embeddings> {
  const { createLangChainEmbeddings } = await import('../../core/langchain/embeddings.ts');
  return createLangChainEmbeddings({
    embeddings: model,
    clock,
    openai: { apiKey: config.get('OPENAI_API_KEY'), baseUrl: config.get('OPENAI_BASE_URL') },
    ollama: { apiKey: '', baseUrl: config.get('OLLAMA_BASE_URL') },
    voyage: { apiKey: config.get('VOYAGE_API_KEY'), baseUrl: config.get('VOYAGE_BASE_URL') },
    others: otherEmbeddings(config),
    ...(dimensions === null ? {} : { dimensions }),
  });
}

/** Vectors of a model whose client cannot be opened any more: what is stored serves, questions go by words. */
export function closedVectors(deps: VectorDeps, model: string, why: unknown): PassageVectors {
  return passageVectors(deps, { model, embed: () => Promise.reject(why) });
}

function passageVectors({ store, log }: VectorDeps, embeddings: Embeddings): PassageVectors {
  return createPassageVectors({ store, embeddings: cacheQuestionEmbeddings(embeddings), log });
}
