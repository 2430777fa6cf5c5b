import { analyzeText } from './analyzer.ts';
import { idfOf } from './lexical-score.ts';
import { isStopWord } from './stop-words.ts';
import type { StringTable } from './string-table.ts';
import { QUERY_WEIGHT, STOP_WORD_MOST_PASSAGES } from './weights.ts';

/**
 * A term of a question. `id` is -1 where the corpus has never seen it; `telling` terms are what the question is about:
 * they count as evidence, the others only in scores.
 */
export type QuestionTerm = { text: string; id: number; weight: number; idf: number; telling: boolean };

/** A question as the index sees it: distinct terms in order of first use. */
export type ParsedQuestion = { terms: QuestionTerm[] };

/** What parsing needs to know of the corpus. */
export type TermStatistics = { terms: StringTable; size: number; frequencyOf(term: number): number };

/** Longer questions are cut: a pasted log file is no question, and time must stay bounded. */
const MAX_TERMS = 64;
const MAX_CHARACTERS = 4_000;

type Use = { term: string; weight: number; telling: boolean };

/** Takes a question apart. A question of nothing but stop words is taken as it is. */
export function parseQuestion(text: string, corpus: TermStatistics): ParsedQuestion {
  const uses = usesOf(text.slice(0, MAX_CHARACTERS));
  const about = uses.some(({ telling }) => telling);
  const terms = new Map<string, QuestionTerm>();
  for (const { term, weight, telling } of uses) {
    const known = terms.get(term);
    if (known !== undefined) {
      known.weight += about ? weight : 1;
      known.telling ||= telling;
      continue;
    }
    if (terms.size >= MAX_TERMS) break;
    const id = corpus.terms.idOf(term);
    const frequency = id < 0 ? 0 : corpus.frequencyOf(id);
    if (about && !telling && (weight === 0 || frequency > STOP_WORD_MOST_PASSAGES)) continue;
    const idf = idfOf(corpus.size, frequency);
    terms.set(term, { text: term, id, weight: about ? weight : 1, idf, telling: telling || !about });
  }
  return { terms: [...terms.values()] };
}

function usesOf(text: string): Use[] {
  return analyzeText(text).flatMap(({ start, end, terms }) => {
    const stop = isStopWord(text.slice(start, end));
    return terms.flatMap(({ term, form }): Use[] => {
      if (term === '') return [];
      if (form === 'common') return [{ term, weight: 0, telling: false }];
      if (stop) return [{ term, weight: QUERY_WEIGHT.stopWord, telling: false }];
      return [{ term, weight: QUERY_WEIGHT[form], telling: form === 'base' }];
    });
  });
}
