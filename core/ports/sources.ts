/** Where documents come from by themselves: a folder, one page, the pages of a sitemap, or a site read link by link. */
export type SourceKind = 'folder' | 'page' | 'sitemap' | 'site';

/**
 * How the last run ended. `partly`: some of it could not be read, the result says what. `held`: so much is gone at once
 * that a person must confirm its removal. `failed`: nothing could be read, and nothing was changed.
 */
export type SourceState = 'new' | 'running' | 'done' | 'partly' | 'held' | 'failed';

/** What a run found, in files or pages; `removed` in documents. */
export type SourceCounts = {
  seen: number;
  added: number;
  updated: number;
  unchanged: number;
  /** Not wanted or not allowed: noindex, robots.txt, another type, another address of the same page. */
  leftOut: number;
  /** Could not be read; what was known of them stays. */
  problems: number;
  removed: number;
};

export type Source = {
  sourceId: string;
  kind: SourceKind;
  /** Absolute path of a folder, or a web address. */
  address: string;
  collection: string;
  /** Minutes between runs; 0 = only by hand. */
  everyMinutes: number;
  /** Links away from the first page; for `site` only. */
  depth: number;
  /** Only what begins with one of these, and nothing that begins with one of those; separated by commas, '' = all. */
  include: string;
  exclude: string;
  enabled: boolean;
  state: SourceState;
  /** The last result as sentences; what is being done while `running`. */
  result: string;
  counts: SourceCounts;
  /** Documents that it brought and that are there. */
  documents: number;
  /** Documents whose removal waits for a person. */
  held: number;
  lastRunAt: string | null;
  nextRunAt: string | null;
  createdAt: string;
};

/** One file or page of a source. */
export type SourceItem = {
  /** Path inside the folder, or web address. */
  item: string;
  state: 'taken' | 'left-out' | 'rejected' | 'failed' | 'gone' | 'deleted-here';
  /** Why it is not taken, as a sentence; '' for what is. */
  reason: string;
  documentId: string | null;
  seenAt: string;
};

export type NewSource = {
  address: string;
  /** By its look when left out: a path is a folder, an address that ends in .xml a sitemap, others a page. */
  kind?: SourceKind | undefined;
  collection: string;
  everyMinutes?: number | undefined;
  depth?: number | undefined;
  include?: string | undefined;
  exclude?: string | undefined;
  by: string;
  /** The command line may watch any folder; others only those that the settings name. */
  anyFolder?: boolean;
};

/** Sources beyond upload. Runs are jobs; implemented in `knowledge/sources/`. */
export type Sources = {
  list(): Promise<Source[]>;
  /** By id, or by an address that only one source has. */
  find(idOrAddress: string): Promise<Source | undefined>;
  /** Files and pages of a source that are not taken, at most `limit`. */
  problems(sourceId: string, limit: number): Promise<SourceItem[]>;
  /** Adds a source and queues its first run. Refusals are sentences. */
  add(source: NewSource): Promise<{ kind: 'added'; source: Source } | { kind: 'refused'; reason: string }>;
  /** Queues a run now and returns its job; `confirm` also carries out removals that are held. Null when unknown. */
  run(sourceId: string, options?: { confirm?: boolean }): Promise<string | null>;
  /** Stops or starts scheduled runs. False when unknown. */
  setEnabled(sourceId: string, enabled: boolean): Promise<boolean>;
  /** Forgets a source, with its documents or without. Documents removed, or null when unknown. */
  remove(sourceId: string, options: { documents: boolean }): Promise<number | null>;
};

/** Kind of the jobs that only wait for a source's next run: nothing is being done yet. */
export const SOURCE_DUE_JOB = 'source-due';
/** Kind of the jobs that read a source. */
export const SOURCE_RUN_JOB = 'source-run';
