import type { Language } from '../../../core/text/languages/language-to-search.ts';
import { type AnalyzedTerm, analyzeToken } from './analyze.ts';
import { createStringTable, type StringTable } from './string-table.ts';
import { type Signature, signatureOf } from './term-signature.ts';

/** What a raw token comes to as a word of one language. */
type Forms = readonly AnalyzedTerm[];

/** What a raw token comes to as a word of several languages. One object a token: it can be a key. */
export type TokenReading = {
  /** As a word of the first language. */
  first: Forms;
  /** As a word of the others in turn, each reading once. */
  others(): readonly Forms[];
  /** Signature of the term of a token that is one word in the first language, null for others. */
  signature: Signature | null;
};

/** A raw token: where it stands in a text, and `fnv1a32` of its characters. */
type Read<T> = (text: string, start: number, end: number, hash: number) => T;

/** Analyses raw tokens, remembering what they came to: questions and the passages that they find share their words. */
export type TokenReader = {
  as(language: Language): Read<Forms>;
  asAny(languages: readonly Language[]): Read<TokenReading>;
};

/** Distinct tokens remembered in one way to read them before that memo starts over, and ways: some megabytes in all. */
const MOST_TOKENS = 6_000;
const MOST_WAYS = 16;

export function createTokenReader(): TokenReader {
  const single = new Map<string, Read<Forms>>();
  const several = new Map<string, Read<TokenReading>>();
  return {
    as: (language) => kept(single, language, () => remembering((raw) => formsOf(raw, language))),
    asAny(languages) {
      const [first = 'en', ...others] = languages;
      return kept(several, languages.join(), () => remembering((raw) => readingOf(raw, first, others)));
    },
  };
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_WAYS) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

function remembering<T>(work: (raw: string) => T): Read<T> {
  let tokens: StringTable = createStringTable();
  let readings: T[] = [];
  return (text, start, end, hash) => {
    const token = tokens.add(text, start, end, hash);
    if (token < readings.length) return readings[token] as T;
    // From the table: a slice would keep the whole text that it was cut from in memory.
    const reading = work(tokens.get(token));
    readings.push(reading);
    if (readings.length >= MOST_TOKENS) {
      tokens = createStringTable();
      readings = [];
    }
    return reading;
  };
}

function formsOf(raw: string, language: Language): Forms {
  return analyzeToken(raw, language);
}

function readingOf(raw: string, language: Language, others: readonly Language[]): TokenReading {
  const first = formsOf(raw, language);
  const [only] = first;
  let distinct: Forms[] | null = null;
  return {
    first,
    others() {
      if (distinct !== null) return distinct;
      distinct = [];
      const seen = new Set([keyOf(first)]);
      for (const other of others) {
        const forms = formsOf(raw, other);
        const key = keyOf(forms);
        if (!seen.has(key)) distinct.push(forms);
        seen.add(key);
      }
      return distinct;
    },
    signature: only !== undefined && first.length === 1 ? signatureOf(only.term) : null,
  };
}

function keyOf(forms: Forms): string {
  let key = '';
  for (const { term } of forms) key += `${term}\n`;
  return key;
}
