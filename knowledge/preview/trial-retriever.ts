import type { Retriever } from '../../core/ports/retriever.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Passage, ScoredPassage } from '../../core/types.ts';
import { currentPassages } from '../documents/documents.ts';
import type { Meaning } from '../meaning/meaning.ts';
import { nearestTitles } from '../search/nearest-titles.ts';
import {
  defaultScope,
  HANDBOOK_COLLECTION,
  openCollections,
  publishedCollections,
} from '../search/retriever.ts';
import type { Trial } from './open-trial.ts';

const NEAREST_TITLES = 3;

/** Searches a trial index as the real retriever searches the real one; `draft` passages count as published. */
export function createTrialRetriever(deps: {
  store: Store;
  trial: Pick<Trial, 'index' | 'vectorOf'>;
  /** As where members ask. */
  meaning?: Pick<Meaning, 'ofQuestion'>;
  /** Whether confirmed questions help, as they do where members ask. */
  remembers: boolean;
  draft: readonly Passage[];
  /** The collection that the draft would be published in; null while it is not. */
  publishedIn: string | null;
}): Retriever {
  const { store, trial, remembers, publishedIn } = deps;
  const drafts = new Map(deps.draft.map((passage) => [Number(passage.passageId), passage]));
  return {
    async search({ text, k, collections, filter, readSentences, memory = 'all' }) {
      const isOwn = publishedIn !== null && publishedIn !== HANDBOOK_COLLECTION;
      const byDefault = isOwn ? { excludeCollections: [HANDBOOK_COLLECTION] } : await defaultScope(store);
      const scope = collections === undefined ? byDefault : { collections };
      const vector = await trial.vectorOf(text);
      const meant = await deps.meaning?.ofQuestion(text);
      const { hits, evidence } = await trial.index.search({
        ...{ text, k, ...scope, memory: remembers ? memory : ('none' as const) },
        ...(vector === undefined ? {} : { vector }),
        ...(meant === undefined ? {} : { meaning: meant }),
        ...(readSentences === undefined ? {} : { readSentences }),
        ...(filter === undefined ? {} : { filter }),
      });
      const published = await currentPassages(
        store,
        hits.map((hit) => hit.id),
      );
      const byId = new Map<number, Passage>(published.map((passage) => [Number(passage.passageId), passage]));
      const passages = hits.flatMap(({ id, score, sentences }): ScoredPassage[] => {
        const passage = drafts.get(id) ?? byId.get(id);
        return passage === undefined ? [] : [{ ...passage, score, sentences }];
      });
      return {
        passages,
        evidence: passages.length === 0 ? 0 : evidence,
        generation: 0,
        ...(passages.length > 0 || filter !== undefined
          ? {}
          : { nearest: await nearestTitles(store, text, NEAREST_TITLES, scope) }),
      };
    },
    async defaultCollections() {
      const names = new Set(await publishedCollections(store));
      if (publishedIn !== null) names.add(publishedIn);
      return openCollections([...names].sort());
    },
    async currentHashes() {
      return new Map();
    },
  };
}
