import type { GoldenCase } from '../ports/batches.ts';

/** A place in a document that an answer cited, found or named. */
export type Source = {
  documentId: string | null;
  externalId: string | null;
  title: string;
  path: string | null;
  /** Breadcrumb of headings above the passage; empty when unknown. */
  headings: readonly string[];
};

/**
 * Whether `expected`, as a person wrote it, means this source: its document id, external id, title (in any
 * case), path or end of path from a folder on, or any of these followed by `#` and a heading above the passage.
 */
export function isSource(expected: string, source: Source): boolean {
  if (isDocument(expected, source)) return true;
  const hash = expected.lastIndexOf('#');
  if (hash <= 0) return false;
  const heading = slug(expected.slice(hash + 1));
  return (
    heading !== '' &&
    isDocument(expected.slice(0, hash), source) &&
    source.headings.some((above) => slug(above) === heading)
  );
}

function isDocument(expected: string, source: Source): boolean {
  const name = expected.trim();
  if (name === source.documentId || name === source.externalId) return true;
  if (name.toLowerCase() === source.title.trim().toLowerCase()) return true;
  return source.path !== null && endsWithPath(segments(source.path), segments(name));
}

function endsWithPath(path: string[], ending: string[]): boolean {
  if (ending.length === 0 || ending.length > path.length) return false;
  return ending.every((segment, index) => segment === path[path.length - ending.length + index]);
}

/** Folders and file name in lower case, since not every file system tells cases apart. */
function segments(path: string): string[] {
  return path
    .toLowerCase()
    .split(/[/\\]/)
    .filter((segment) => segment !== '' && segment !== '.');
}

/** A heading as links write it: `Booking a train` and `booking-a-train` are the same. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** A source of which not everything is known. */
export type CitedSource = Pick<Source, 'title'> & Partial<Source>;

const unknown = { documentId: null, externalId: null, path: null, headings: [] };

/** 1 if any of the expected sources is there, else 0; null where none is expected or nothing was looked for. */
export function anyExpectedIn(
  { mustAbstain, expectedSources }: Pick<GoldenCase, 'mustAbstain' | 'expectedSources'>,
  sources: readonly CitedSource[] | null,
): number | null {
  if (mustAbstain || expectedSources.length === 0 || sources === null) return null;
  return Number(
    expectedSources.some((name) => sources.some((source) => isSource(name, { ...unknown, ...source }))),
  );
}
