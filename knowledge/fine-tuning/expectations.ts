import type { Store } from '../../core/store/schema.ts';
import { activeVersion } from '../../core/store/trained-versions.ts';
import type { Favoured } from '../index/ranking/recalled-passages.ts';
import type { DocumentSoftmax, PackedSoftmax, Read } from './document-softmax.ts';
import { SOFTMAX } from './limits.ts';

/** What the trained versions of it are kept under. */
export const DOCUMENT_RANKER = 'document-ranker';

/** Which documents a question is likely about, as the trained softmax that serves says. */
export type Expectations = {
  of(question: string, meaning?: Float32Array): Favoured[];
  /** Takes up the version that serves now; none where none does. */
  load(): Promise<void>;
};

/** How a model is stored; one of another form is not read and has to be trained again. */
export const RANKER_FORM = 1;

export type StoredRanker = { form: typeof RANKER_FORM; softmax: PackedSoftmax; weight: number };

export function createExpectations(store: Store): Expectations {
  let serving: { softmax: DocumentSoftmax; weight: number } | null = null;
  return {
    of: (question, meaning) =>
      serving === null ? [] : favouredBy(serving.softmax, { question, meaning }, serving.weight),
    async load() {
      const version = await activeVersion(store, DOCUMENT_RANKER);
      const stored = version === undefined ? null : (JSON.parse(version.model) as StoredRanker);
      if (stored?.form !== RANKER_FORM) {
        serving = null;
        return;
      }
      // Most stores have none: a search need not load what reads it.
      const { unpackSoftmax } = await import('./document-softmax.ts');
      serving = { softmax: unpackSoftmax(stored.softmax), weight: stored.weight };
    },
  };
}

/** Documents that are likelier than chance, the likeliest first: log odds against chance, times the weight. */
export function favouredBy(softmax: DocumentSoftmax, read: Read, weight: number): Favoured[] {
  const likely = softmax.expect(read);
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
