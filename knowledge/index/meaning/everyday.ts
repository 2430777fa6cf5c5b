import { stemOf } from '../../../core/text/words/stem-to-search.ts';
import type { LexicalIndex } from '../words/lexical-index.ts';
import { EVERYDAY_WORDS } from './everyday-words.ts';

/** Terms of documents for each term of chat. */
const TERMS = readRows(EVERYDAY_WORDS);

/** A pasted text would ask for hundreds. */
const MOST_TERMS = 32;

/** The terms that documents may have for what a question says in everyday words; none that the question has itself. */
export function everydayTerms(question: string): string[] {
  const asked = new Set(termsOf(question));
  const added = new Set([...asked].flatMap((term) => TERMS.get(term) ?? []));
  return [...added].filter((term) => !asked.has(term)).slice(0, MOST_TERMS);
}

/** Whether a text has, of the documents' words for a term of a question, at least one; `terms` are the text's (`termsOf`). */
export function hasEverydayTerm(term: string, terms: ReadonlySet<string>): boolean {
  return TERMS.get(term)?.some((word) => terms.has(word)) === true;
}

/**
 * How much each of these passages has of the documents' words for an English question: its BM25 against the best of
 * them, 0..1; all 0 where the table knows no word of the question. Overwrites what `lexical.score` gave before.
 */
export function everydayScores(
  lexical: Pick<LexicalIndex, 'tables' | 'score' | 'scoreOf'>,
  question: string,
  passages: readonly number[],
): number[] {
  const terms = everydayTerms(question).flatMap((term) => {
    const id = lexical.tables.terms.idOf(term);
    return id < 0 ? [] : [{ term: id, weight: 1 }];
  });
  if (terms.length === 0) return passages.map(() => 0);
  const found = lexical.score(terms);
  const scores = passages.map((id) => lexical.scoreOf(found, id));
  const most = Math.max(...scores);
  return most > 0 ? scores.map((score) => score / most) : scores;
}

/** A text's words in order, as the table has them. */
export function termsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => stemOf(word, 'en'));
}

function readRows(rows: string): Map<string, string[]> {
  const terms = new Map<string, string[]>();
  for (const row of rows.split(';')) {
    const [chat = '', documents = ''] = row.split('>');
    for (const term of termsOf(chat)) terms.set(term, [...(terms.get(term) ?? []), ...termsOf(documents)]);
  }
  return terms;
}
