import type { ScoredPassage } from '../types.ts';

/** What an answer may claim: the passages with the headings they stand under, and what follows a passage where it was given. */
export function evidenceOf(passages: readonly ScoredPassage[]): string[] {
  return passages.map(({ title, headings, text, following }) =>
    [[title, ...headings].join('\n'), text, ...(following === undefined ? [] : [following])].join('\n\n'),
  );
}
