import type { ScoredPassage } from '../types.ts';

/** What an answer may claim: the passages with the headings they stand under. */
export function evidenceOf(passages: readonly ScoredPassage[]): string[] {
  return passages.map(({ title, headings, text }) => [[title, ...headings].join('\n'), text].join('\n\n'));
}
