import { AppError } from '../../core/errors.ts';
import { FOREIGN } from '../../core/text/languages/language-to-search.ts';
import type { SearchFilter } from '../../core/types.ts';
import { pathLimits, wrongPattern } from './path-match.ts';

/** A filter as somebody gave it, unchecked; a field that is left out does not narrow. */
export type FilterFields = {
  paths?: readonly string[] | undefined;
  languages?: readonly string[] | undefined;
  after?: string | undefined;
  before?: string | undefined;
};

/** `filter` is null when no field was given; `message` says in words what cannot be used. */
export type ReadFilter = { kind: 'filter'; filter: SearchFilter | null } | { kind: 'wrong'; message: string };

/** Texts that are none of the languages told apart; the code that ISO 639-2 has for that. */
const UNDETERMINED = 'und';

/** Codes of the languages that passages can have, as a filter names them. */
export const LANGUAGE_CODES: readonly string[] = [
  'en',
  ...FOREIGN.filter((code) => code !== 'none'),
  UNDETERMINED,
];

/** The index's name of a language code. */
export function indexedLanguage(code: string): string {
  return code === UNDETERMINED ? 'none' : code;
}

/** The same for callers from whom nothing wrong is expected. Throws AppError `retriever.bad-filter`. */
export function checkedFilter(fields: FilterFields): SearchFilter | null {
  const read = readFilter(fields);
  if (read.kind === 'filter') return read.filter;
  throw new AppError('retriever.bad-filter', read.message, 'Change what the search is narrowed to.');
}

/** Checks a filter and brings it into one form: what means the same is equal. */
export function readFilter({ paths, languages, after, before }: FilterFields): ReadFilter {
  const wrong = wrongPaths(paths) ?? wrongLanguages(languages) ?? wrongDays(after, before);
  if (wrong !== null) return { kind: 'wrong', message: wrong };
  const filter: SearchFilter = {
    ...(paths === undefined ? {} : { paths: unique(paths.map((path) => path.trim().normalize('NFC'))) }),
    ...(languages === undefined ? {} : { languages: unique(languages.map(codeOf)) }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
  return { kind: 'filter', filter: Object.keys(filter).length === 0 ? null : filter };
}

function wrongPaths(paths: readonly string[] | undefined): string | null {
  if (paths === undefined) return null;
  if (paths.length === 0) return 'The path needs at least one folder or pattern, such as handbook/travel/.';
  if (paths.length > pathLimits.patterns) return `There may be ${pathLimits.patterns} paths at most.`;
  const wrong = paths.map((path) => wrongPattern(path)).find((message) => message !== null);
  return wrong === undefined ? null : `The path cannot be used: ${wrong}.`;
}

function wrongLanguages(languages: readonly string[] | undefined): string | null {
  if (languages === undefined) return null;
  const known = `Known are ${LANGUAGE_CODES.join(', ')}.`;
  if (languages.length === 0) return `The language needs at least one code. ${known}`;
  const unknown = languages.find((language) => !LANGUAGE_CODES.includes(codeOf(language)));
  return unknown === undefined ? null : `There is no language "${unknown}". ${known}`;
}

function wrongDays(after: string | undefined, before: string | undefined): string | null {
  for (const [name, day] of [
    ['after', after],
    ['before', before],
  ] as const) {
    if (day !== undefined && !isDay(day))
      return `The day ${name} which documents were published must look like 2026-01-31, not "${day}".`;
  }
  if (after !== undefined && before !== undefined && after > before)
    return `No day is both ${after} or later and ${before} or earlier.`;
  return null;
}

/** A day of the calendar, written YYYY-MM-DD. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function codeOf(language: string): string {
  return language.trim().toLowerCase();
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
