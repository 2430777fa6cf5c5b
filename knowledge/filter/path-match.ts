import { posix } from 'node:path';

/**
 * What a path pattern may hold: a glob is matched against every path, and one that backtracks or branches without end
 * would hold up every search.
 */
export const pathLimits = {
  patterns: 20,
  characters: 200,
  /** `*` and `?` in one pattern, `*` between two slashes, and folders left open by `**`. */
  wildcards: 8,
  starsInName: 3,
  anyFolders: 3,
  /** Alternatives in braces. */
  alternatives: 12,
} as const;

const GLOB = /[*?[\]{}]/;
const EXTENDED = /[?*+@!]\(/;

/** What is wrong with a pattern, in words; null when it can be used. */
export function wrongPattern(pattern: string): string | null {
  if (pattern.trim() === '') return 'a path must not be empty';
  if (pattern.length > pathLimits.characters)
    return `a path may have ${pathLimits.characters} characters at most`;
  if (!GLOB.test(pattern)) return null;
  if (EXTENDED.test(pattern)) return `"${pattern}" has a group in parentheses, which is not supported`;
  const anyFolders = pattern.match(/\*\*/g)?.length ?? 0;
  const wildcards = pattern.match(/\*+|\?/g)?.length ?? 0;
  const mostInName = Math.max(...pattern.split('/').map((name) => name.match(/\*/g)?.length ?? 0));
  if (
    anyFolders > pathLimits.anyFolders ||
    wildcards > pathLimits.wildcards ||
    mostInName > pathLimits.starsInName
  )
    return `"${pattern}" has too many wildcards`;
  const alternatives = pattern.match(/[{,]/g)?.length ?? 0;
  if (alternatives > pathLimits.alternatives || /\{[^}]*\.\./.test(pattern))
    return `"${pattern}" has too many alternatives in braces`;
  return null;
}

/**
 * Whether a document's path is in one of the folders, is one of the files, or matches one of the globs. `travel/` and
 * `travel` take all that lies in that folder; in a glob `*` stays within a name and `**` spans folders, as in a shell.
 * Case counts. A path's leading `./` and `../` are passed over, so that `**` reaches what was taken in from elsewhere.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(matcherOf);
  return (path) => {
    const plain = withoutDots(path);
    return matchers.some((matches) => matches(path) || (plain !== path && matches(plain)));
  };
}

function matcherOf(pattern: string): (path: string) => boolean {
  if (GLOB.test(pattern)) {
    const glob = pattern.endsWith('/') ? `${pattern}**` : pattern;
    return (path) => posix.matchesGlob(path, glob);
  }
  const folder = pattern.endsWith('/') ? pattern : `${pattern}/`;
  return (path) => path === pattern || path.startsWith(folder);
}

function withoutDots(path: string): string {
  return path.replace(/^(?:\.{1,2}\/)+/, '');
}
