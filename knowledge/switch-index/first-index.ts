import { messageOf } from '../../core/errors.ts';
import type { Store } from '../../core/store/schema.ts';
import { type PassageVectors, storedDimensions } from '../search/passage-vectors.ts';
import { type ActiveIndex, INDEX_FOLDERS, readActive, writeActive } from './active-index.ts';

/**
 * Which index serves from the start: the one that the store names, whatever model the settings want by now. Where
 * nothing is published there is nothing to embed again: then it is the wanted one at once. A provider that is down
 * at that moment leaves the index with its own vectors, and is switched to later.
 */
export async function firstIndex(deps: {
  store: Store;
  wanted: string;
  open(model: string, dimensions: number | null): Promise<PassageVectors>;
  log: { warn(fields: object, message: string): void };
}): Promise<ActiveIndex> {
  const { store, wanted } = deps;
  const known = await readActive(store);
  if (known !== null && (known.model === wanted || (await isAnythingPublished(store)))) return known;
  const own = { model: 'corpus', folder: known?.folder ?? INDEX_FOLDERS[0], dimensions: null, share: null };
  const first = wanted === 'corpus' ? own : await ofProvider();
  await writeActive(store, first);
  return first;

  async function ofProvider(): Promise<ActiveIndex> {
    try {
      const dimensions =
        (await storedDimensions(store, wanted)) ?? (await probe(await deps.open(wanted, null)));
      return { ...own, model: wanted, dimensions };
    } catch (error) {
      deps.log.warn(
        { error: messageOf(error), embeddings: wanted },
        'search begins with vectors trained on your own documents',
      );
      return own;
    }
  }
}

/** The length of a model's vectors, from one question to its provider. Throws what the provider throws. */
export async function probe(vectors: PassageVectors, signal?: AbortSignal): Promise<number> {
  return (await vectors.ofTexts(['How long is a vector?'], 'query', signal))[0]?.length ?? 0;
}

async function isAnythingPublished(store: Store): Promise<boolean> {
  const one = await store
    .selectFrom('passages')
    .select('id')
    .where('current', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
