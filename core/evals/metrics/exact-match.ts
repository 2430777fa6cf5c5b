import { squadWords } from '../answer-f1.ts';
import { trimBoth } from './white-space.ts';

const normal = (text: string): string => squadWords(text).join(' ');

/** HELM's exact matches, each 0 or 1; an empty answer never matches. `prefix`: more may follow what was expected. */
export const exactMatches = {
  exact_match: (given: string, expected: string): number =>
    given === '' ? 0 : Number(trimBoth(given) === trimBoth(expected)),
  quasi_exact_match: (given: string, expected: string): number =>
    given === '' ? 0 : Number(normal(given) === normal(expected)),
  prefix_exact_match: (given: string, expected: string): number =>
    given === '' ? 0 : Number(trimBoth(given).startsWith(trimBoth(expected))),
  quasi_prefix_exact_match: (given: string, expected: string): number =>
    given === '' ? 0 : Number(normal(given).startsWith(normal(expected))),
} as const;
