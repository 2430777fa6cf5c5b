import type { ScoredSentence } from '../../core/types.ts';
import type { PassageText } from './passage-source.ts';
import type { ParsedQuestion } from './question.ts';
import { splitSentences } from './sentences.ts';
import { coverageOf, createMatcher, type Match, type Matcher } from './text-match.ts';
import { SENTENCE_PASSAGE_SHARE } from './weights.ts';

/** What reading a candidate's text tells about it. */
export type Reading = {
  /** Share of the question's idf found in breadcrumb and text, 0..1: comparable across questions. */
  coverage: number;
  /** Best share found within one sentence. */
  sentenceCoverage: number;
  /** In reading order. */
  sentences: ScoredSentence[];
};

/** Reads candidates for one question. */
export type Reader = (passage: PassageText, share: number) => Reading;

/**
 * A reader: a sentence's score is its idf coverage plus `SENTENCE_PASSAGE_SHARE` x the passage's score
 * (`share`, best passage = 1).
 */
export function createReader(question: ParsedQuestion): Reader {
  const match = createMatcher(question);
  return (passage, share) => {
    const body = match(passage.text);
    const crumb = termsIn(match, `${passage.title}\n${passage.headings.join('\n')}`);
    const inBody = new Set(body.map((found) => found.term));
    let sentenceCoverage = 0;
    let next = 0;
    const sentences = splitSentences(passage.text).map((span) => {
      const terms = new Set<number>();
      for (let found = body[next]; found !== undefined && found.start < span.end; found = body[++next]) {
        if (found.start >= span.start) terms.add(found.term);
      }
      const coverage = coverageOf(question, (term) => terms.has(term));
      sentenceCoverage = Math.max(sentenceCoverage, coverage);
      return { ...span, score: coverage + SENTENCE_PASSAGE_SHARE * share };
    });
    const coverage = coverageOf(question, (term) => inBody.has(term) || crumb.has(term));
    return { coverage, sentenceCoverage, sentences };
  };
}

function termsIn(match: Matcher, text: string): Set<number> {
  return new Set(match(text).map((found: Match) => found.term));
}
