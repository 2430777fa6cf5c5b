import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import type { Language } from '../languages/language-to-search.ts';
import { baseForm, IRREGULAR_WORDS } from './irregular-words.ts';

/** Snowball by language; words come in lower case with their accents, stems go out as they are. */
const STEMMERS: Readonly<Record<Exclude<Language, 'none'>, (word: string) => string>> = {
  da: danish,
  de: german,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  it: italian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ru: russian,
  sv: swedish,
};

const PLAIN_WORD = /^[a-z]+$/;
const LETTERS = /^[\p{L}\p{M}]+$/u;

/** Stems of the words met last, by language: a stem costs 2 µs, and questions and texts share their words. */
const stems = new Map<Language, Map<string, string>>();
const MOST_STEMS = 20_000;

/** The stem of a lower-case word; one with a digit, or in English a foreign letter, stays as it is. */
export function stemOf(word: string, language: Language): string {
  if (language === 'none') return word;
  let known = stems.get(language);
  if (known === undefined) {
    known = new Map();
    stems.set(language, known);
  }
  const before = known.get(word);
  if (before !== undefined) return before;
  if (!(language === 'en' ? PLAIN_WORD : LETTERS).test(word)) return word;
  if (known.size >= MOST_STEMS) known.clear();
  const stem = STEMMERS[language](language === 'en' ? baseForm(word) : word);
  known.set(word, stem);
  return stem;
}

/** As `stemOf` in English, where it does not matter that a word may be of another language. */
export function englishStem(word: string): string {
  return stemOf(word, 'en');
}

/** The stem of a plain English word in lower case that is only tried: it is not remembered. */
export function stemAnew(word: string): string {
  return english(baseForm(word));
}

const FORMS_OF_STEM = new Map(
  IRREGULAR_WORDS.map(([base = '', ...forms]): [string, string[]] => [stemOf(base, 'en'), forms]),
);

/** English words that have this stem, and need not start like it (`buy`: bought). */
export function irregularForms(stem: string): readonly string[] {
  return FORMS_OF_STEM.get(stem) ?? [];
}
