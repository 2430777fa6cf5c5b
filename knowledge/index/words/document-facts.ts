import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SearchFilter } from '../../../core/types.ts';
import { pathMatcher } from '../../filter/path-match.ts';
import type { IndexedPassage } from '../host/indexed-passage.ts';
import { documentName } from './segment-builder.ts';

/** What a filter asks of documents that the index does not keep: where they lie and since when they say what they say. */
export type DocumentFacts = {
  /** Another number whenever the facts may have changed: ask before `allowed`, and keep its result under that. */
  stamp(): number;
  /** Names in the index (`documentName`) of the published documents that the filter's paths and days allow. */
  allowed(filter: SearchFilter): string[];
};

/** Days are compared here as text: only what they allow is looked at any closer. */
const PUBLISHED = `select id, path from documents where published_revision is not null
  and (? is null or published_at >= ?) and (? is null or substr(published_at, 1, 10) <= ?)`;

/** Facts from the store's tables, as of its last commit. */
export function storeFacts(database: DatabaseSync): DocumentFacts {
  // Prepared when the first filter comes: most processes never see one.
  let generation: StatementSync | null = null;
  return {
    stamp() {
      generation ??= database.prepare("select value from meta where key = 'generation'");
      return Number(generation.get()?.['value'] ?? 0);
    },
    allowed(filter) {
      const [after, before] = [filter.after ?? null, filter.before ?? null];
      const rows = database.prepare(PUBLISHED).iterate(after, after, before, before);
      const names: string[] = [];
      const isThere = placeOf(filter);
      for (const { id, path } of rows) if (isThere(String(path))) names.push(documentName(String(id)));
      return names;
    },
  };
}

/** Facts of passages that are kept in memory: those that they brought along. */
export function memoryFacts(passages: ReadonlyMap<number, IndexedPassage>): DocumentFacts {
  return {
    // Nothing changes here but by the index's own adding and removing.
    stamp: () => 0,
    allowed(filter) {
      const isThere = placeOf(filter);
      const there = [...passages.values()].filter(
        ({ path, publishedAt }) => isThen(filter, publishedAt) && isThere(path),
      );
      return there.map(({ documentKey }) => documentName(documentKey));
    },
  };
}

function isThen({ after, before }: SearchFilter, publishedAt: string | undefined): boolean {
  if (after === undefined && before === undefined) return true;
  const day = publishedAt?.slice(0, 10);
  return (
    day !== undefined && (after === undefined || day >= after) && (before === undefined || day <= before)
  );
}

function placeOf({ paths }: SearchFilter): (path: string) => boolean {
  return paths === undefined ? () => true : remembering(pathMatcher(paths));
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
