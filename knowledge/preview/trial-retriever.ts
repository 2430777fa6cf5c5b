import type { Retriever } from '../../core/ports/retriever.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Passage, ScoredPassage } from '../../core/types.ts';
import { currentPassages } from '../documents/documents.ts';
import type { Meaning } from '../meaning/meaning.ts';
import { followingIds } from '../search/following.ts';
import { nearestTitles } from '../search/nearest-titles.ts';
import {
  defaultScope,
  HANDBOOK_COLLECTION,
  openCollections,
  publishedCollections,
  READ_ON,
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
  const behindInDraft = followingInDraft(deps.draft);
  const following = async (ids: readonly number[]): Promise<Map<number, number>> => {
    const others = await followingIds(
      store,
      ids.filter((id) => !drafts.has(id)),
    );
    const own = ids.flatMap((id): [number, number][] => {
      const behind = behindInDraft.get(id);
      return behind === undefined ? [] : [[id, behind]];
    });
    return new Map([...others, ...own]);
  };
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
      const ids = hits.map((hit) => hit.id);
      const next = filter === undefined ? await following(ids.slice(0, READ_ON)) : new Map<number, number>();
      const wanted = [...new Set([...ids, ...next.values()])].filter((id) => !drafts.has(id));
      const published = await currentPassages(store, wanted);
      const byId = new Map<number, Passage>(published.map((passage) => [Number(passage.passageId), passage]));
      const find = (id: number): Passage | undefined => drafts.get(id) ?? byId.get(id);
      const passages = hits.flatMap(({ id, score, sentences }): ScoredPassage[] => {
        const passage = find(id);
        if (passage === undefined) return [];
        const behind = find(next.get(id) ?? 0);
        return [{ ...passage, score, sentences, ...(behind === undefined ? {} : { following: behind }) }];
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

/** The next passage of each in the draft, where it goes on under the same headings. */
function followingInDraft(draft: readonly Passage[]): Map<number, number> {
  return new Map(
    draft.flatMap((passage, at): [number, number][] => {
      const behind = draft[at + 1];
      const goesOn = behind !== undefined && behind.headings.join('\n') === passage.headings.join('\n');
      return goesOn ? [[Number(passage.passageId), Number(behind.passageId)]] : [];
    }),
  );
}
