import type { Retrieved, SearchFilter } from '../types.ts';

/** A search. `collections` undefined = every collection but the handbook, unless that is the only one. */
export type SearchRequest = {
  text: string;
  k: number;
  collections?: string[];
  /**
   * Only these passages are considered, from the first step on: the result is that of a search over them alone, with
   * the weights that words have in the whole corpus.
   */
  filter?: SearchFilter;
  /** How many of the best passages have their sentences scored; a few where nothing is said. */
  readSentences?: number;
  /** Only which passages, and in what order: quicker, without scored sentences and with evidence 0. */
  hitsOnly?: boolean;
  /** In Docent's own order: no reranker is asked. */
  ownOrder?: boolean;
  /** Which confirmed questions may help (default: all): runs of evals must not be helped by their own cases. */
  memory?: 'all' | 'without-evals' | 'none';
  /** False: nothing is compared by meaning, whatever the settings say. */
  meaning?: false;
};

/**
 * Finds passages of published revisions, best first, with scored sentences and normalised evidence.
 * Throws AppError `index.*` only when no index can serve, and `retriever.bad-filter` for a filter that cannot be used.
 */
export type Retriever = {
  /** What else decides the order, as cached answers' keys name it; absent where nothing does. */
  readonly rerankedBy?: string;
  search(request: SearchRequest): Promise<Retrieved>;
  /** The collections that are searched when none is named, by name. */
  defaultCollections(): Promise<string[]>;
  /** Content hash of each passage that is published now; an id that is missing is gone. */
  currentHashes(passageIds: string[]): Promise<Map<string, string>>;
};
