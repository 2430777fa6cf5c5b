import { CompiledQuery } from 'kysely';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { Store } from '../../core/store/schema.ts';
import type { NearestDocument, ScoredPassage, SearchFilter } from '../../core/types.ts';
import { currentPassages } from '../documents/documents.ts';
import { checkedFilter } from '../filter/read-filter.ts';
import type { Favoured } from '../index/ranking/recalled-passages.ts';
import type { Meaning } from '../meaning/meaning.ts';
import { followingIds } from './following.ts';
import type { LiveIndex } from './live-index.ts';
import { COMPARED_TITLES, nearestTitles } from './nearest-titles.ts';

/** The collection of Docent's own manual: searched only when asked for, or when it is the only one. */
export const HANDBOOK_COLLECTION = 'docent';

const NEAREST_TITLES = 3;

/** Behind so many passages the document's next one is looked up. */
export const READ_ON = 6;

/** The index found ids; the store knows what they are now. A passage that is gone is left out. */
export function createRetriever(deps: {
  store: Store;
  live: LiveIndex;
  /** Whether confirmed questions help to find their documents (default: they do). */
  remembers?: () => boolean;
  /** Compares by meaning where the encoder knows the question's language. */
  meaning?: Pick<Meaning, 'ofQuestion'>;
  /** Documents that a trained model expects to answer a question; it helps where confirmed questions do. */
  expects?: (question: string, meaning?: Float32Array) => Favoured[];
}): Retriever {
  const { store, live, remembers = () => true, meaning, expects } = deps;

  async function nearest(
    text: string,
    bounds: { collections?: string[]; excludeCollections?: string[] },
    filter: SearchFilter | null,
  ): Promise<NearestDocument[]> {
    if (filter === null) return nearestTitles(store, text, NEAREST_TITLES, bounds);
    const passages = await live.use(({ index }) =>
      index.narrowed({ ...bounds, filter, most: COMPARED_TITLES }),
    );
    return nearestTitles(store, text, NEAREST_TITLES, { passages });
  }

  return {
    async search({ text, k, collections, filter, readSentences, hitsOnly, memory = 'all', meaning: by }) {
      const bounds = collections === undefined ? await defaultScope(store) : { collections };
      const only = filter === undefined ? null : checkedFilter(filter);
      const scope = only === null ? bounds : { ...bounds, filter: only };
      const found = await live.use(async ({ index, vectors, share }) => {
        const [vector, meant] = await Promise.all([
          share === 0 ? undefined : vectors?.ofQuestion(text),
          by === false ? undefined : meaning?.ofQuestion(text),
        ]);
        const favoured = remembers() && memory !== 'none' ? (expects?.(text, meant) ?? []) : [];
        return index.search({
          ...{ text, k, ...scope, memory: remembers() ? memory : ('none' as const) },
          ...(favoured.length === 0 ? {} : { favoured }),
          ...(vector === undefined ? {} : { vector }),
          ...(meant === undefined ? {} : { meaning: meant }),
          ...(readSentences === undefined ? {} : { readSentences }),
          ...(hitsOnly === undefined ? {} : { hitsOnly }),
        });
      });
      const ids = found.hits.map((hit) => hit.id);
      // Bounds of a filter may lie between a passage and the next.
      const reads = hitsOnly !== true && only === null;
      const next = reads ? await followingIds(store, ids.slice(0, READ_ON)) : new Map<number, number>();
      const passages = await currentPassages(store, [...new Set([...ids, ...next.values()])]);
      const byId = new Map(passages.map((passage) => [Number(passage.passageId), passage]));
      const scored = found.hits.flatMap((hit): ScoredPassage[] => {
        const passage = byId.get(hit.id);
        if (passage === undefined) return [];
        const following = byId.get(next.get(hit.id) ?? 0);
        const more = following === undefined ? {} : { following };
        return [{ ...passage, score: hit.score, sentences: hit.sentences, ...more }];
      });
      return {
        passages: scored,
        evidence: scored.length === 0 ? 0 : found.evidence,
        generation: found.generation,
        ...(scored.length > 0 ? {} : { nearest: await nearest(text, bounds, only) }),
      };
    },

    defaultCollections: async () => openCollections(await publishedCollections(store)),

    async currentHashes(passageIds) {
      const passages = await currentPassages(store, passageIds.map(Number));
      return new Map(passages.map((passage) => [passage.passageId, passage.hash]));
    },
  };
}

/** Collections with something published, by name. */
export async function publishedCollections(store: Store): Promise<string[]> {
  const rows = await store
    .selectFrom('collections')
    .select('id')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('documents')
          .select('documents.id')
          .whereRef('documents.collection', '=', 'collections.id')
          .where('documents.published_revision', 'is not', null),
      ),
    )
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** What of these is searched when no collection is named. */
export function openCollections(names: readonly string[]): string[] {
  const others = names.filter((name) => name !== HANDBOOK_COLLECTION);
  return others.length === 0 ? [...names] : others;
}

/** Every collection but the handbook; the handbook while there is nothing else. */
export async function defaultScope(store: Store): Promise<{ excludeCollections?: string[] }> {
  const { rows } = await store.executeQuery(CompiledQuery.raw(OTHER, [HANDBOOK_COLLECTION]));
  return rows.length === 0 ? {} : { excludeCollections: [HANDBOOK_COLLECTION] };
}

/** As it stands, like all that every search runs. */
const OTHER = 'select 1 from documents where collection != ? and published_revision is not null limit 1';
