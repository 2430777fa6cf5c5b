import type { IndexCopy } from '../index/files/index-copy.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import type { SearchFound, SearchOptions } from '../index/host/search-engine.ts';

/** What a trial index is made of; texts of published passages are read from the store. */
export type TrialContents = {
  storePath: string;
  documentId: string;
  /** The index that serves, as it is now. */
  copy: IndexCopy;
  /** Passages of the draft that publishing would tell the index of, and published ones that it would take out. */
  added: IndexedPassage[];
  removed: number[];
  /** Null where the copy holds all passages; else how many may be in it, and those that must be. */
  sample: { most: number; wanted: number[] } | null;
};

/** To the worker: `ready` waits until it is built, `turn` puts the draft in the place of what is published. */
export type TrialRequest =
  | { id: number; call: 'ready' }
  | { id: number; call: 'turn' }
  | { id: number; call: 'search'; options: SearchOptions };

export type TrialReply =
  | { id: number; found: Omit<SearchFound, 'generation'> | null }
  | { id: number; error: string };
