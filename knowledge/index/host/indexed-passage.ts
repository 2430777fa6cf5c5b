/** What the index takes in of a passage; ids are the store's integers, at most 2^32 - 1. */
export type IndexedPassage = {
  id: number;
  /** Equal for the passages of one document. */
  documentKey: number | string;
  collection: string;
  title: string;
  path: string;
  /** Breadcrumb, outermost first. */
  headings: string[];
  text: string;
  /** SHA-256 of the passage's content: equal hashes are shown once. */
  hash?: string;
  /** When its document's present text was published (ISO 8601), for sources in memory: a store knows by itself. */
  publishedAt?: string;
  /** Unit vector of the provider's model, where the index was made for one; without it, words alone find it. */
  vector?: Float32Array;
  /** Packed vectors of its units, for sources in memory: a store keeps them by itself. */
  units?: Uint8Array;
};

/** The texts of a passage by field; a path without its file type. */
export function fieldsOf(passage: IndexedPassage): {
  title: string;
  headings: string;
  path: string;
  body: string;
} {
  return {
    title: passage.title,
    headings: passage.headings.join('\n'),
    path: passage.path.replace(/\.[a-z0-9]{1,5}$/i, '').replaceAll('/', '\n'),
    body: passage.text,
  };
}
