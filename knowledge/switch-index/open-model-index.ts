import path from 'node:path';
import { createSearchIndex, type SearchIndex } from '../index/host/index-client.ts';
import type { KeepAlive } from '../index/host/keep-alive.ts';
import type { IndexWorkerOptions } from '../index/host/worker-options.ts';
import type { ModelIndex } from '../search/live-index.ts';
import type { PassageVectors } from '../search/passage-vectors.ts';
import type { ActiveIndex } from './active-index.ts';

/**
 * Where indexes lie, what they read, and what brings them back after a crash. `graphFrom` is for tests: see
 * `IndexWorkerOptions`.
 */
export type IndexPlace = {
  dataDir: string;
  storePath: string;
  revival?: KeepAlive;
  graphFrom?: number;
  encoder?: IndexWorkerOptions['encoder'];
};

/** Starts an index; nothing is loaded yet. `vectors` undefined = it trains its own. `host` = in a worker, if not given. */
export function openModelIndex(
  place: IndexPlace,
  { model, folder, dimensions, share }: ActiveIndex,
  vectors: PassageVectors | undefined,
  host: (options: IndexWorkerOptions) => SearchIndex = (options) => createSearchIndex(options, place.revival),
): ModelIndex {
  const dir = path.join(place.dataDir, folder);
  const index = host({
    dir,
    storePath: place.storePath,
    ...(place.encoder === undefined ? {} : { encoder: place.encoder }),
    ...(place.graphFrom === undefined ? {} : { graphFrom: place.graphFrom }),
    ...(vectors === undefined || dimensions === null
      ? {}
      : { vectors: { id: model, dimensions, ...(share === null ? {} : { share }) } }),
  });
  return { model, dir, index, vectors, share };
}
