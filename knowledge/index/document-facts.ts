import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SearchFilter } from '../../core/types.ts';
import { pathMatcher } from '../filter/path-match.ts';
import type { IndexedPassage } from './indexed-passage.ts';
import { documentName } from './segment-builder.ts';

/** What a filter asks of documents that the index does not keep: where they lie and since when they say what they say. */
export type DocumentFacts = {
  /** Another number whenever the facts may have changed: ask before `allowed`, and keep its result under that. */
  stamp(): number;
  /** Names in the index (`documentName`) of the published documents that the filter's paths and days allow. */
  allowed(filter: SearchFilter): string[];
};

type Facts = { key: string | number; path: string; publishedAt: string | null };

const PUBLISHED = 'select id, path, published_at from documents where published_revision is not null';

/** Facts from the store's tables, as of its last commit. */
export function storeFacts(database: DatabaseSync): DocumentFacts {
  // Prepared when the first filter comes: most processes never see one.
  let generation: StatementSync | null = null;
  return {
    stamp() {
      generation ??= database.prepare("select value from meta where key = 'generation'");
      return Number(generation.get()?.['value'] ?? 0);
    },
    allowed: (filter) =>
      chosen(
        filter,
        database
          .prepare(PUBLISHED)
          .all()
          .map((row) => ({
            key: String(row['id']),
            path: String(row['path']),
            publishedAt: row['published_at'] === null ? null : String(row['published_at']),
          })),
      ),
  };
}

/** Facts of passages that are kept in memory: those that they brought along. */
export function memoryFacts(passages: ReadonlyMap<number, IndexedPassage>): DocumentFacts {
  return {
    // Nothing changes here but by the index's own adding and removing.
    stamp: () => 0,
    allowed: (filter) =>
      chosen(
        filter,
        [...passages.values()].map(({ documentKey, path, publishedAt = null }) => ({
          key: documentKey,
          path,
          publishedAt,
        })),
      ),
  };
}

function chosen({ paths, after, before }: SearchFilter, documents: Facts[]): string[] {
  const isThere = paths === undefined ? () => true : remembering(pathMatcher(paths));
  const isThen = (publishedAt: string | null): boolean => {
    if (after === undefined && before === undefined) return true;
    const day = publishedAt?.slice(0, 10);
    return (
      day !== undefined && (after === undefined || day >= after) && (before === undefined || day <= before)
    );
  };
  return documents
    .filter(({ path, publishedAt }) => isThen(publishedAt) && isThere(path))
    .map(({ key }) => documentName(key));
}

/** A corpus file makes many documents of one path: it is matched once. */
function remembering(matches: (path: string) => boolean): (path: string) => boolean {
  let last = '';
  let result = matches(last);
  return (path) => {
    if (path !== last) {
      last = path;
      result = matches(path);
    }
    return result;
  };
}
