import type { PoliteFetch } from '../fetch/polite-fetch.ts';
import type { Robots } from '../fetch/robots.ts';
import type { SourceRun } from '../run.ts';
import type { Scope } from './urls.ts';

/** A run over the pages of one origin. */
export type WebRun = SourceRun & {
  fetch: PoliteFetch;
  scope: Scope;
  /** Set when the first address is settled: it may redirect to another origin. */
  origin: string;
  robots: Robots;
  /** A file name for what is being read; the run's folder goes with the run. */
  newFile(): string;
};
