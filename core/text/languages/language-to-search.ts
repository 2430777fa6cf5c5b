import { STOP_WORDS } from '../words/stop-words-to-search.ts';
import { LITTLE_WORDS } from './little-words.ts';

/** What a text is stemmed as; `none` is left unstemmed. English also stands for what cannot be told. */
export type Language = 'en' | keyof typeof LITTLE_WORDS;
/** Every language but English. */
export const FOREIGN = Object.keys(LITTLE_WORDS).filter(isForeign);

/** The beginning tells, and reading all of every passage would cost as much as indexing it. */
const SAMPLE = 400;
/** Fewest little words, and least share of all words, that tell the language of a passage. */
const LEAST = { hits: 3, share: 0.15 } as const;
/** How many times as many little words as in English: an English text is never taken for another language. */
const OVER_ENGLISH = 1.5;
/** From so many different words with accents, and this share of all words, on a text that cannot be told is not English. */
const ACCENTED = { different: 3, share: 0.2 } as const;

const WORDS = /\p{L}+/gu;
const MARKS = /\p{M}+/gu;
const NOT_ASCII = /[^\x20-\x7f]/;
const ACCENT = /[\u00c0-\u024f]/;

const languagesOf = new Map<string, Language[]>();
for (const word of STOP_WORDS) languagesOf.set(word, ['en']);
for (const language of FOREIGN) {
  for (const word of new Set(LITTLE_WORDS[language].split(/\s+/).map(folded))) {
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
  }
}

function isForeign(name: string): name is keyof typeof LITTLE_WORDS {
  return name in LITTLE_WORDS;
}

function folded(word: string): string {
  const lower = word.toLowerCase();
  return NOT_ASCII.test(lower) ? lower.normalize('NFD').replace(MARKS, '') : lower;
}

/** Whether a raw token of a question is a little word of that language, in any case, with or without accents. */
export function isLittleWord(raw: string, language: Language): boolean {
  return languagesOf.get(folded(raw))?.includes(language) ?? false;
}

type Count = {
  words: number;
  accented: number;
  english: number;
  best: Language;
  hits: number;
  second: number;
};

function count(text: string): Count {
  const hits = new Map<Language, number>();
  const accented = new Set<string>();
  const found: Count = { words: 0, accented: 0, english: 0, best: 'en', hits: 0, second: 0 };
  for (const word of text.slice(0, SAMPLE).normalize('NFC').match(WORDS) ?? []) {
    found.words++;
    const lower = folded(word);
    if (ACCENT.test(word)) accented.add(lower);
    // `p.d.e.` is no Italian: a Latin letter alone tells nothing.
    if (lower.length === 1 && !NOT_ASCII.test(lower)) continue;
    for (const language of languagesOf.get(lower) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  }
  found.accented = accented.size;
  found.english = hits.get('en') ?? 0;
  for (const [language, number] of hits) {
    if (number > found.hits) {
      found.second = found.hits;
      found.hits = number;
      found.best = language;
    } else if (number > found.second) found.second = number;
  }
  return found;
}

/** The language of a passage's text, null where it cannot be told. */
export function languageOfText(text: string): Language | null {
  const { words, english, best, hits } = count(text);
  if (best === 'en') return hits >= LEAST.hits ? 'en' : null;
  const sure = hits >= LEAST.hits && hits >= words * LEAST.share && hits >= english * OVER_ENGLISH;
  return sure ? best : null;
}

/** What to stem a text as whose language cannot be told: not at all where its letters are not English. */
export function languageOfUnsure(text: string): Language {
  const { words, accented, english } = count(text);
  const foreign = english === 0 && accented >= Math.max(ACCENTED.different, words * ACCENTED.share);
  return foreign ? 'none' : 'en';
}

/** The language of a question, null where several fit as well. */
export function languageOfQuestion(text: string): Language | null {
  const { best, hits, second } = count(text);
  return hits > second ? best : null;
}
