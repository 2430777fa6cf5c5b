import type { SearchFound, SearchOptions } from '../index/engine.ts';
import type { IndexedPassage } from '../index/indexed-passage.ts';

/** What a trial index is made of; texts of published passages are read from the store. */
export type TrialContents = {
  storePath: string;
  documentId: string;
  /** Passages of the draft that are not published, and published ones that it has not. */
  added: IndexedPassage[];
  removed: number[];
  /** Passages that must be in it when not all fit. */
  wanted: number[];
  /** How many fit. */
  most: number;
};

/** To the worker: `ready` waits until it is built, `turn` puts the draft in the place of what is published. */
export type TrialRequest =
  | { id: number; call: 'ready' }
  | { id: number; call: 'turn' }
  | { id: number; call: 'search'; options: SearchOptions };

export type TrialReply =
  | { id: number; found: Omit<SearchFound, 'generation'> | null }
  | { id: number; error: string };
