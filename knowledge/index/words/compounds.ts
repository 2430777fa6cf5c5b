import { stemOf } from '../../../core/text/words/stem-to-search.ts';
import type { KnownTerms } from './misspelt.ts';

/** Shorter pieces are found in most words: `so` in `sofa`. */
const SHORTEST_PIECE = 3;
const LETTERS = /^[a-z]+$/;

/**
 * The terms that an English corpus has where it writes a question's compounds otherwise: in one word what is asked in two
 * (`pay day`, `log in`), and the two of a word that it has not (`payday`). `words` are the question's, in lower case and
 * in order. They help to find, and prove nothing: `football` has `foot` and `ball`.
 */
export function otherSpellings(words: readonly string[], corpus: KnownTerms): string[] {
  return words.flatMap((word, at) => {
    if (!LETTERS.test(word)) return [];
    const next = words[at + 1];
    const joined = next !== undefined && LETTERS.test(next) ? known(word + next, corpus) : null;
    const found = joined === null ? [] : [joined.term];
    return known(word, corpus) === null ? [...found, ...split(word, corpus)] : found;
  });
}

/** The two terms of the corpus that a word is made of; of several ways the one whose rarer piece is commonest. */
function split(word: string, corpus: KnownTerms): string[] {
  let best: string[] = [];
  let most = 0;
  for (let at = SHORTEST_PIECE; at <= word.length - SHORTEST_PIECE; at++) {
    const pieces = [known(word.slice(0, at), corpus), known(word.slice(at), corpus)];
    const [head, tail] = pieces;
    if (!head || !tail) continue;
    const rarer = Math.min(head.frequency, tail.frequency);
    if (rarer > most) {
      most = rarer;
      best = [head.term, tail.term];
    }
  }
  return best;
}

function known(word: string, { terms, frequencyOf }: KnownTerms): { term: string; frequency: number } | null {
  const term = stemOf(word, 'en');
  const id = terms.idOf(term);
  const frequency = id < 0 ? 0 : frequencyOf(id);
  return frequency > 0 ? { term, frequency } : null;
}
