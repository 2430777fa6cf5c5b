import type { SearchFilter } from '../../../core/types.ts';
import type { CopyOptions, IndexCopy } from '../files/index-copy.ts';
import type { RememberedQuestion } from '../ranking/question-memory.ts';
import type { AuditSample, IndexAudit } from '../training/audit.ts';
import type { IndexedPassage } from './indexed-passage.ts';
import type { SearchFound, SearchOptions } from './search-engine.ts';

/** `rebuild-needed` is an expected outcome: the snapshot is absent, damaged or of another generation. */
export type LoadOutcome = { kind: 'loaded'; passages: number } | { kind: 'rebuild-needed'; reason: string };

/** Changes that make `generation` out of the generation before it. Added ids that are known are replaced. */
export type IndexChange = {
  add: IndexedPassage[];
  remove: number[];
  generation: number;
  /** Further changes follow at once: training waits for them, or for `settled`. */
  more?: boolean;
};

export type IndexStats = {
  /** -1 until something was loaded, rebuilt or applied. */
  generation: number;
  passages: number;
  documents: number;
  terms: number;
  segments: number;
  /** Bytes of the worker's typed arrays. */
  bytes: number;
  /** Embedding model, null while words serve alone; passages with a vector, and those in the graph. */
  model: string | null;
  vectors: number;
  graph: number;
  /** Passages and units that are compared by meaning. */
  meaning: { passages: number; units: number };
  /** Remembered questions. */
  questions: number;
};

/** Remembered questions to take in (equal ids replace each other) and to forget. */
export type MemoryChange = {
  add: RememberedQuestion[];
  remove: number[];
  /** Of the questions that are being tried, which searches use only where they ask for them. */
  trial?: boolean;
};

/** Unit vectors in the space of `model`, in order; null for a text of which the corpus knows no word. */
export type Embedded = { model: string; vectors: (Float32Array | null)[] };

/** A search's bounds without its question. */
export type NarrowedOptions = Pick<SearchOptions, 'collections' | 'excludeCollections'> & {
  filter: SearchFilter;
  /** How many documents at most, the latest first. */
  most: number;
};

/** Every call that crosses to the worker: what goes in and what comes out. */
export type IndexCalls = {
  load: { in: { generation: number }; out: LoadOutcome };
  apply: { in: IndexChange; out: null };
  remember: { in: MemoryChange; out: null };
  search: { in: SearchOptions; out: SearchFound };
  narrowed: { in: NarrowedOptions; out: number[] };
  embed: { in: { texts: string[] }; out: Embedded | null };
  /** These passages have vectors of their units in the store now. */
  encoded: { in: { ids: number[] }; out: null };
  /** `begin` with `fromStore` reads the store itself and needs no batches. */
  rebuildBegin: { in: { fromStore: boolean }; out: null };
  rebuildAdd: { in: IndexedPassage[]; out: null };
  rebuildEnd: { in: { generation: number }; out: { passages: number } };
  rebuildAbort: { in: null; out: null };
  save: { in: null; out: null };
  copy: { in: CopyOptions; out: IndexCopy | null };
  settled: { in: null; out: null };
  stats: { in: null; out: IndexStats };
  audit: { in: AuditSample; out: IndexAudit };
};
export type CallName = keyof IndexCalls;

export type Request = { [N in CallName]: { id: number; call: N; input: IndexCalls[N]['in'] } }[CallName];
export type Response =
  | { id: number; output: unknown }
  | { id: number; error: { code: string; message: string; hint: string } };
