import { readGeneration } from '../../core/store/meta.ts';
import { encoderDimensions, encoderId } from '../../knowledge/encoder/encoder.ts';
import type { SearchIndex } from '../../knowledge/index/host/index-client.ts';
import type { KeepAlive } from '../../knowledge/index/host/keep-alive.ts';
import type { IndexWorkerOptions } from '../../knowledge/index/host/worker-options.ts';
import type { ModelIndex } from '../../knowledge/search/live-index.ts';
import type { PassageVectors } from '../../knowledge/search/passage-vectors.ts';
import type { ActiveIndex } from '../../knowledge/switch-index/active-index.ts';
import { firstIndex } from '../../knowledge/switch-index/first-index.ts';
import { openModelIndex } from '../../knowledge/switch-index/open-model-index.ts';
import type { Config } from '../settings/config.ts';
import { closedVectors, openVectors, type VectorDeps } from './embeddings.ts';

/** Whose vectors of units every index reads. */
export const ENCODER = { id: encoderId, dimensions: encoderDimensions };

/**
 * The index that serves from the start, ready to be searched. `host` = in a worker, if not given. Without `comparesMeaning`
 * the vectors of units stay in the store.
 */
export async function openFirstIndex(
  deps: VectorDeps & { config: Config; storePath: string; comparesMeaning: boolean },
  host?: (options: IndexWorkerOptions) => SearchIndex,
): Promise<ModelIndex> {
  const { config, store, storePath, log } = deps;
  const open = (model: string, dimensions: number | null) => openVectors(config, deps, model, dimensions);
  const active = await firstIndex({ store, wanted: config.get('DOCENT_EMBEDDINGS'), open, log });
  const vectors = await vectorsInUse(config, deps, active);
  const opened = openModelIndex(
    {
      ...{ dataDir: config.dataDir, storePath, revival: revivalOf(deps) },
      ...(deps.comparesMeaning ? { encoder: ENCODER } : {}),
    },
    active,
    vectors,
    host,
  );
  const generation = await readGeneration(store);
  const loaded = await opened.index.load(generation);
  if (loaded.kind === 'rebuild-needed') {
    if (generation > 0) log.info({ why: loaded.reason }, 'rebuilding the search index from the store');
    await opened.index.rebuild({ generation });
  }
  return opened;
}

/** A provider's vectors for the index that serves; one that cannot be opened any more leaves what is stored. */
export async function vectorsInUse(
  config: Config,
  deps: VectorDeps,
  { model, dimensions }: ActiveIndex,
): Promise<PassageVectors | undefined> {
  if (model === 'corpus') return undefined;
  return openVectors(config, deps, model, dimensions).catch((error: unknown) =>
    closedVectors(deps, model, error),
  );
}

/** What an index needs to come back after a crash of its thread. */
export function revivalOf({ store, clock, log }: Pick<VectorDeps, 'store' | 'clock' | 'log'>): KeepAlive {
  return { clock, log, generation: () => readGeneration(store) };
}
