import { parserLimits } from '../parsers/limits.ts';

const MB = 1024 * 1024;

/** Every bound on what a source may cost its host and this machine, in one place. */
export const sourceLimits = {
  /** Pages of one web source and files of one folder; what is beyond is named in the result. */
  pages: 2_000,
  files: 20_000,
  depth: 10,
  /** Bytes after unpacking: of a file or page, of an HTML page, of a sitemap, of robots.txt. */
  fileBytes: parserLimits.fileBytes,
  htmlBytes: 5 * MB,
  sitemapBytes: 10 * MB,
  robotsBytes: 512 * 1024,
  /** Sitemaps that one index may name. */
  sitemaps: 50,
  /** Links kept of one page. */
  links: 1_000,
  redirects: 3,
  /** From the first look-up of a name to the last byte. */
  timeoutMs: 30_000,
  /** Pause between two requests; robots.txt may ask for a longer one, up to the second figure. */
  delayMs: 250,
  longestDelayMs: 30_000,
  /** A request that may succeed later is made once more after this pause. */
  againMs: 1_000,
  /** Failures in a row after which the host counts as down. */
  failuresInARow: 10,
  /** Pages or files that are parsed and stored together. */
  chunk: 8,
  /** Removals wait for a person when more than `share` of at least `from` documents would go at once. */
  hold: { share: 0.5, from: 3 },
  /** Scheduled runs go one after the other, so that uploads find a free worker; one that has to wait looks again then. */
  busyMs: 30_000,
  /** Jobs of runs that ended are kept this long. */
  keepJobsMs: 7 * 86_400_000,
  /** Minutes between two runs. */
  every: { folder: 10, page: 1_440, sitemap: 1_440, site: 1_440, shortest: 1, longest: 43_200 },
};

export type SourceLimits = typeof sourceLimits;
