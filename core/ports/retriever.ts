import type { Retrieved } from '../types.ts';

/** A search. `collections` undefined = every collection but the handbook, unless that is the only one. */
export type SearchRequest = {
  text: string;
  k: number;
  collections?: string[];
};

/**
 * Finds passages of published revisions, best first, with scored sentences and normalised evidence.
 * Throws AppError `index.*` only when no index can serve.
 */
export type Retriever = {
  search(request: SearchRequest): Promise<Retrieved>;
  /** The collections that are searched when none is named, by name. */
  defaultCollections(): Promise<string[]>;
  /** Content hash of each passage that is published now; an id that is missing is gone. */
  currentHashes(passageIds: string[]): Promise<Map<string, string>>;
};
