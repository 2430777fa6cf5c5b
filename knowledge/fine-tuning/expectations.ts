import type { Store } from '../../core/store/schema.ts';
import { activeVersion } from '../../core/store/trained-versions.ts';
import type { Favoured } from '../index/ranking/recalled-passages.ts';
import { type DocumentSoftmax, type PackedSoftmax, unpackSoftmax } from './document-softmax.ts';
import { SOFTMAX } from './limits.ts';

/** What the trained versions of it are kept under. */
export const DOCUMENT_RANKER = 'document-ranker';

/** Which documents a question is likely about, as the trained softmax that serves says. */
export type Expectations = {
  of(question: string): Favoured[];
  /** Takes up the version that serves now; none where none does. */
  load(): Promise<void>;
};

export type StoredRanker = { softmax: PackedSoftmax; weight: number };

export function createExpectations(store: Store): Expectations {
  let serving: { softmax: DocumentSoftmax; weight: number } | null = null;
  return {
    of: (question) => (serving === null ? [] : favouredBy(serving.softmax, question, serving.weight)),
    async load() {
      const version = await activeVersion(store, DOCUMENT_RANKER);
      if (version === undefined) {
        serving = null;
        return;
      }
      const { softmax, weight } = JSON.parse(version.model) as StoredRanker;
      serving = { softmax: unpackSoftmax(softmax), weight };
    },
  };
}

/** Documents that are likelier than chance, the likeliest first: log odds against chance, times the weight. */
export function favouredBy(softmax: DocumentSoftmax, question: string, weight: number): Favoured[] {
  const likely = softmax.expect(question);
  if (likely === null) return [];
  return [...likely]
    .map((probability, at) => ({
      documentKey: softmax.documents[at] ?? '',
      bonus: weight * Math.log(probability * likely.length),
    }))
    .filter(({ bonus }) => bonus > 0)
    .sort((a, b) => b.bonus - a.bonus || (a.documentKey < b.documentKey ? -1 : 1))
    .slice(0, SOFTMAX.favoured);
}
