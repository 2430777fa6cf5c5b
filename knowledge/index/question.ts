import { type AnalyzedToken, analyzeText } from './analyzer.ts';
import { idfOf } from './lexical-score.ts';
import { isStopWord } from './stop-words.ts';
import type { StringTable } from './string-table.ts';
import { QUERY_FORM } from './weights.ts';

/** A term of a question. `id` is -1 where the corpus has never seen it. */
export type QuestionTerm = { text: string; id: number; weight: number; idf: number; base: boolean };

/** A question as the index sees it: distinct terms in order of first use. */
export type ParsedQuestion = {
  terms: QuestionTerm[];
  /** Base terms in order, repeats included: for neighbours and phrases. */
  sequence: string[];
};

/** What parsing needs to know of the corpus. */
export type TermStatistics = { terms: StringTable; size: number; frequencyOf(term: number): number };

/** Longer questions are cut: a pasted log file is no question, and time must stay bounded. */
const MAX_TERMS = 64;

/** Takes a question apart; stop words go, unless there is nothing else. */
export function parseQuestion(text: string, corpus: TermStatistics): ParsedQuestion {
  const tokens = analyzeText(text.slice(0, 4000));
  const telling = tokens.filter((token) => !isStopWord(text.slice(token.start, token.end)));
  const used = telling.length > 0 ? telling : tokens;
  const terms = new Map<string, QuestionTerm>();
  for (const token of used) {
    for (const { term, form } of token.terms) {
      if (term === '' || terms.size >= MAX_TERMS) continue;
      const weight = QUERY_FORM[form];
      const known = terms.get(term);
      if (known !== undefined) {
        known.weight = Math.max(known.weight, weight);
        known.base ||= form === 'base';
        continue;
      }
      const id = corpus.terms.idOf(term);
      const idf = idfOf(corpus.size, id < 0 ? 0 : corpus.frequencyOf(id));
      terms.set(term, { text: term, id, weight, idf, base: form === 'base' });
    }
  }
  return { terms: [...terms.values()], sequence: sequenceOf(used) };
}

function sequenceOf(tokens: AnalyzedToken[]): string[] {
  return tokens.flatMap((token) =>
    token.terms.filter((term) => term.form === 'base').map((term) => term.term),
  );
}
