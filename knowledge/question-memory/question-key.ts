import { isStopWord } from '../../core/text/words/stop-words-to-search.ts';
import { analyzeText } from '../index/words/analyzer.ts';

/** Equal for questions that differ in spelling, word order and little words only. */
export function questionKey(question: string): string {
  const tokens = analyzeText(question.normalize('NFKC').toLowerCase(), 'en');
  const words = tokens.filter(({ start, end }) => !isStopWord(question.slice(start, end).toLowerCase()));
  const terms = (words.length > 0 ? words : tokens).flatMap((token) =>
    token.terms.filter(({ form }) => form === 'base').map(({ term }) => term),
  );
  return [...new Set(terms)].sort().join(' ');
}
