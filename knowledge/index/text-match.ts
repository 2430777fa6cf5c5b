import { analyzeToken } from './analyze.ts';
import type { ParsedQuestion } from './question.ts';
import { scanTokens } from './tokenize.ts';

/** A place in a text where a term of the question stands; `term` indexes `question.terms`. */
export type Match = { start: number; term: number };

/** Finds a question's terms in texts. One matcher a question: it remembers what tokens came to. */
export type Matcher = (text: string) => Match[];

const JOINED = /[-_.'’]/;

/**
 * A matcher over the original text. Stemming keeps the first letter, so tokens that start with another
 * letter than every term are passed over without being analysed: that is most of a text.
 */
export function createMatcher(question: ParsedQuestion): Matcher {
  const byTerm = new Map(question.terms.map((term, index) => [term.text, index]));
  const initials = new Set(question.terms.map((term) => term.text.charAt(0)));
  const memo = new Map<string, number[]>();

  const termsOf = (raw: string): number[] => {
    const known = memo.get(raw);
    if (known !== undefined) return known;
    const found = analyzeToken(raw)
      .map(({ term }) => byTerm.get(term))
      .filter((index) => index !== undefined);
    memo.set(raw, found);
    return found;
  };

  return (text) => {
    const matches: Match[] = [];
    scanTokens(text, (start, end) => {
      const first = text.charAt(start);
      const skippable = first < '\u0080' && !initials.has(first) && !initials.has(first.toLowerCase());
      const raw = skippable && end - start < 3 ? '' : text.slice(start, end);
      if (raw === '' || (skippable && !JOINED.test(raw) && !/\p{Lu}/u.test(raw.slice(1)))) return;
      for (const term of termsOf(raw)) matches.push({ start, term });
    });
    return matches;
  };
}

/** Share of the question's idf that the marked terms hold, 0..1; forms beyond the base do not count. */
export function coverageOf(question: ParsedQuestion, has: (term: number) => boolean): number {
  let total = 0;
  let held = 0;
  question.terms.forEach((term, index) => {
    if (!term.base) return;
    total += term.idf;
    if (has(index)) held += term.idf;
  });
  return total > 0 ? held / total : 0;
}
