import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';
import type { ScoredSentence } from '../../../core/types.ts';
import type { PassageText } from '../host/passage-source.ts';
import type { PassageMeaning } from '../meaning/unit-shelf.ts';
import type { TokenReader } from '../words/token-reader.ts';
import { askedKind } from './asked-kind.ts';
import type { ParsedQuestion } from './question.ts';
import { quotability } from './quotability.ts';
import { SENTENCE_FEATURES, sentenceQuestion, sentenceRows } from './sentence-features.ts';
import { SENTENCE_WEIGHTS } from './sentence-weights.ts';
import { coverageOf, createMatcher, type Match } from './text-match.ts';
import { MEANING } from './weights.ts';

/** What reading a candidate's text tells about it. */
export type Reading = {
  /** Share of the question's idf found in breadcrumb and text, 0..1: comparable across questions. */
  coverage: number;
  /** In reading order; `score` is the log odds of holding the answer, against the other sentences read. */
  sentences: ScoredSentence[];
  /** Features of the sentences. */
  rows: number[][];
  /** Where the question's terms stand in the text, and which of them text or breadcrumb hold as they are. */
  matches: Match[];
  held: ReadonlySet<number>;
};

/** Reads candidates for one question; `share` is the passage's score against the best one's, 0..1. */
export type Reader = (passage: PassageText, share: number, meaning?: PassageMeaning | null) => Reading;

const WEIGHTS = SENTENCE_FEATURES.map((feature) => SENTENCE_WEIGHTS[feature] ?? 0);

/** A sentence's score is a weighted sum of its features (`sentence-weights.ts`) and of how well it can be quoted. */
export function createReader(question: ParsedQuestion, asked: string, tokens?: TokenReader): Reader {
  const match = createMatcher(question, tokens);
  const compared = sentenceQuestion(question, askedKind(asked));
  return ({ title, headings, text }, share, meaning = null) => {
    const matches = match(text);
    const exact = (found: { likeness: number; term: number }[]): Set<number> =>
      new Set(found.filter(({ likeness }) => likeness === 1).map(({ term }) => term));
    const crumb = exact(match(`${title}\n${headings.join('\n')}`));
    const inBody = exact(matches);
    const spans = sentencesToQuote(text);
    const rows = sentenceRows(compared, { text, spans, matches, crumb, share });
    const sentences = spans.map((span, at) => {
      let score =
        quotability(text.slice(span.start, span.end)) + MEANING.sentence * (meaning?.sentences[at] ?? 0);
      rows[at]?.forEach((value, f) => {
        score += value * (WEIGHTS[f] as number);
      });
      return { ...span, score };
    });
    const held = new Set([...inBody, ...crumb]);
    const coverage = coverageOf(question, (term) => held.has(term));
    return { coverage, sentences, rows, matches, held };
  };
}
