import {
  type Language,
  languageOfText,
  languageOfUnsure,
} from '../../../core/text/languages/language-to-search.ts';
import type { IndexedPassage } from '../host/indexed-passage.ts';

/** The languages of passages, in order: their own, else that of most of their document, else what their letters say. */
export function languagesOfPassages(passages: readonly IndexedPassage[]): Language[] {
  const own = passages.map(({ text }) => languageOfText(text));
  const votes = new Map<number | string, Map<Language, number>>();
  passages.forEach(({ documentKey }, at) => {
    const language = own[at] ?? null;
    if (language === null) return;
    const ofDocument = votes.get(documentKey) ?? new Map<Language, number>();
    ofDocument.set(language, (ofDocument.get(language) ?? 0) + 1);
    votes.set(documentKey, ofDocument);
  });
  return passages.map((passage, at) => {
    const known = own[at] ?? null;
    if (known !== null) return known;
    const ranked = [...(votes.get(passage.documentKey) ?? [])].sort((a, b) => b[1] - a[1]);
    return ranked[0]?.[0] ?? languageOfUnsure(`${passage.title} ${passage.text}`);
  });
}
