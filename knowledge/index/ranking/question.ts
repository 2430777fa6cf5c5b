import {
  FOREIGN,
  isLittleWord,
  type Language,
  languageOfQuestion,
} from '../../../core/text/languages/language-to-search.ts';
import { isStopWord } from '../../../core/text/words/stop-words-to-search.ts';
import { type AnalyzedTerm, analyzeToken } from '../words/analyze.ts';
import { analyzeText, languageMark } from '../words/analyzer.ts';
import { otherSpellings } from '../words/compounds.ts';
import { idfOf } from '../words/lexical-score.ts';
import { correctedTerm } from '../words/misspelt.ts';
import type { StringTable } from '../words/string-table.ts';
import type { TokenReader } from '../words/token-reader.ts';
import { QUERY_WEIGHT, STOP_WORD_MOST_PASSAGES } from './weights.ts';

/**
 * A term of a question. `id` is -1 where the corpus has never seen it; `telling` terms are what the question is about:
 * they count as evidence, the others only in scores.
 */
export type QuestionTerm = {
  text: string;
  id: number;
  weight: number;
  idf: number;
  telling: boolean;
  /** Another way to write words of the question: it helps to find, and no text needs to have it. */
  spelling?: boolean;
};

/** A question as the index sees it: distinct terms in order of first use. */
export type ParsedQuestion = {
  terms: QuestionTerm[];
  /** What words of texts are stemmed as to meet the terms, the likeliest first. */
  languages: readonly Language[];
};

/** What parsing needs to know of the corpus. */
export type TermStatistics = {
  terms: StringTable;
  size: number;
  frequencyOf(term: number): number;
  /** Remembers tokens from question to question. */
  reader?: TokenReader;
};

/** Longer questions are cut: a pasted log file is no question, and time must stay bounded. */
const MAX_TERMS = 64;
const MAX_CHARACTERS = 4_000;

type Use = { term: string; weight: number; telling: boolean; spelling?: boolean };
/** Ways to read one raw token: as a word of the first language, and of the others in turn. */
type Word = { raw: string; mayBeName: boolean; first: Use[]; others(): Iterable<Use[]> };

/**
 * Takes a question apart. A question of nothing but stop words is taken as it is. Words are stemmed as the question's
 * language where the corpus has it; one that the corpus does not know so is tried as a word of its other languages.
 */
export function parseQuestion(text: string, corpus: TermStatistics): ParsedQuestion {
  const asked = text.slice(0, MAX_CHARACTERS);
  const languages = languagesToTry(asked, corpus);
  const words = wordsOf(asked, languages, corpus.reader);
  const uses = words.flatMap((word) => bestReading(word, corpus));
  if (languages[0] === 'en') {
    const raws = words.map(({ raw }) => raw.toLowerCase());
    for (const term of otherSpellings(raws, corpus))
      uses.push({ term, weight: QUERY_WEIGHT.compound, telling: false, spelling: true });
  }
  const about = uses.some(({ telling }) => telling);
  const terms = new Map<string, QuestionTerm>();
  for (const { term, weight, telling, spelling } of uses) {
    const known = terms.get(term);
    if (known !== undefined && spelling === true) continue;
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
    terms.set(term, {
      text: term,
      id,
      weight: about ? weight : 1,
      idf,
      telling: spelling !== true && (telling || !about),
      ...(spelling === true ? { spelling } : {}),
    });
  }
  return { terms: [...terms.values()], languages };
}

/** The corpus's languages: the question's first, where it can be told or its words tell, then by number of passages. */
function languagesToTry(text: string, corpus: TermStatistics): Language[] {
  let english = corpus.size;
  const foreign = FOREIGN.flatMap((language) => {
    const mark = corpus.terms.idOf(languageMark(language));
    const passages = mark < 0 ? 0 : corpus.frequencyOf(mark);
    english -= passages;
    return passages > 0 ? [{ language, passages }] : [];
  });
  if (foreign.length === 0) return ['en'];
  const present: Language[] = [...foreign, { language: 'en' as const, passages: english }]
    .filter(({ passages }) => passages > 0)
    .sort((a, b) => b.passages - a.passages)
    .map(({ language }) => language);
  const told = languageOfQuestion(text);
  const first = told !== null && present.includes(told) ? told : mostKnown(text, present, corpus);
  return [first, ...present.filter((language) => language !== first)];
}

/** The language as which most of the question's words are known, the first of equals. */
function mostKnown(text: string, languages: Language[], corpus: TermStatistics): Language {
  let best: Language = languages[0] ?? 'en';
  let most = -1;
  for (const language of languages) {
    const words = wordsOf(text, [language], corpus.reader);
    const known = words.filter(({ first: reading }) => isKnown(reading, corpus)).length;
    if (known > most) {
      most = known;
      best = language;
    }
  }
  return best;
}

function bestReading(word: Word, corpus: TermStatistics): Use[] {
  const { first } = word;
  if (!first.some(({ telling }) => telling) || isKnown(first, corpus)) return first;
  for (const reading of word.others()) if (isKnown(reading, corpus)) return reading;
  return corrected(word, corpus) ?? first;
}

/** A word that the corpus does not know, as the one that was most likely meant. */
function corrected({ raw, mayBeName }: Word, corpus: TermStatistics): Use[] | null {
  const term = mayBeName ? null : correctedTerm(raw.toLowerCase(), corpus);
  return term === null ? null : [{ term, weight: QUERY_WEIGHT.corrected, telling: true }];
}

function isKnown(reading: Use[], { terms, frequencyOf }: TermStatistics): boolean {
  return reading.some(({ term, telling }) => {
    const id = telling ? terms.idOf(term) : -1;
    return id >= 0 && frequencyOf(id) > 0;
  });
}

function wordsOf(text: string, languages: Language[], reader: TokenReader | undefined): Word[] {
  const [language = 'en', ...others] = languages;
  const shouted = !/\p{Ll}/u.test(text);
  return analyzeText(text, language, reader?.as(language)).map(({ start, end, terms }) => {
    const raw = text.slice(start, end);
    return {
      raw,
      mayBeName: start > 0 && !shouted && /^\p{Lu}/u.test(raw),
      first: usesOf(raw, language, terms),
      *others() {
        for (const other of others) yield usesOf(raw, other, analyzeToken(raw, other));
      },
    };
  });
}

function usesOf(raw: string, language: Language, terms: readonly AnalyzedTerm[]): Use[] {
  const stop = language === 'en' ? isStopWord(raw) : isLittleWord(raw, language);
  return terms.flatMap(({ term, form }): Use[] => {
    if (term === '') return [];
    if (form === 'common') return [{ term, weight: 0, telling: false }];
    if (stop) return [{ term, weight: QUERY_WEIGHT.stopWord, telling: false }];
    return [{ term, weight: QUERY_WEIGHT[form], telling: form === 'base' }];
  });
}
