import type { Language } from '../../../core/text/languages/language-to-search.ts';
import { type AnalyzedTerm, analyzeToken } from './analyze.ts';
import { createStringTable, type StringTable } from './string-table.ts';
import type { TokenReader } from './token-reader.ts';
import { scanTokens } from './tokenize.ts';

/** Turns texts into term numbers of one term table, remembering what each raw token came to. */
export type Analyzer = {
  /**
   * Fills `codes` with the text's terms in order and returns how many. A code is `term * 2`, plus 1 for
   * a form that does not count towards length; `BREAK` stands between sentences. Unknown terms are added to the table.
   * `language` (default: English) says how words are stemmed.
   */
  fill(text: string, language?: Language): number;
  /** Overwritten by every `fill`; read it again after each, it may have grown. */
  codes(): Int32Array;
  /** Forgets remembered tokens (they take memory while nothing is indexed). */
  forget(): void;
};

/** Stands between two sentences, as far as a glance at the end marks tells. */
const BREAK = -1;

/** Distinct raw tokens remembered before the memo starts over: bounds memory on endless odd tokens. */
const MEMO_LIMIT = 250_000;

export function createAnalyzer(terms: StringTable): Analyzer {
  let codes = new Int32Array(1 << 12);
  let count = 0;
  let source = '';
  let language: Language = 'en';
  let memos = new Map<Language, Memo>();
  let at = createMemo();
  memos.set(language, at);
  let before = 0;

  const put = (code: number): void => {
    if (count === codes.length) {
      const next = new Int32Array(codes.length * 2);
      next.set(codes);
      codes = next;
    }
    codes[count++] = code;
  };

  const sink = (start: number, end: number, hash: number): void => {
    if (start - before > 1 && endsSentence(source, before, start)) put(BREAK);
    before = end;
    const { tokens, formStarts, formCodes } = at;
    const known = tokens.size;
    const token = tokens.add(source, start, end, hash);
    if (token === known) remember(source.slice(start, end));
    const to = formStarts[token + 1] as number;
    for (let i = formStarts[token] as number; i < to; i++) put(formCodes[i] as number);
  };

  const remember = (raw: string): void => {
    for (const { term, form } of analyzeToken(raw, language)) {
      if (term !== '') at.formCodes.push(terms.idOrAdd(term) * 2 + (form === 'base' ? 0 : 1));
    }
    at.formStarts.push(at.formCodes.length);
  };

  const speak = (next: Language): void => {
    const known = memos.get(next);
    at = known !== undefined && known.tokens.size <= MEMO_LIMIT ? known : createMemo();
    memos.set(next, at);
    language = next;
  };

  const forget = (): void => {
    memos = new Map();
    speak('en');
  };

  return {
    fill(text, wanted = 'en') {
      if (wanted !== language || at.tokens.size > MEMO_LIMIT) speak(wanted);
      source = text;
      count = 0;
      before = 0;
      scanTokens(text, sink);
      source = '';
      return count;
    },
    codes: () => codes,
    forget,
  };
}

/** What raw token n came to: formCodes[formStarts[n] .. formStarts[n + 1]). */
type Memo = { tokens: StringTable; formStarts: number[]; formCodes: number[] };

function createMemo(): Memo {
  return { tokens: createStringTable(), formStarts: [0], formCodes: [] };
}

/**
 * The term that marks passages of a language other than English, indexed beside their words: counts of it are exact
 * through deletes, merges and saves. No text can give it.
 */
export function languageMark(language: Language): string {
  return `\u0002${language}`;
}

/** Whether what stands between two words ends a sentence: `. `, `! `, `? `, `。`, a blank line, a list's mark. */
function endsSentence(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3002) return true;
    if (unit === 0x2e || unit === 0x21 || unit === 0x3f) {
      if (i + 1 < to && text.charCodeAt(i + 1) <= 0x20) return true;
    } else if (unit === 0x0a && i + 1 < to) {
      const next = text.charCodeAt(i + 1);
      if (next === 0x0a || next === 0x2d || next === 0x2a || next === 0x7c || next === 0x2022) return true;
    }
  }
  return false;
}

/** One raw token of a text with its span and its terms. */
export type AnalyzedToken = { start: number; end: number; terms: readonly AnalyzedTerm[] };

/** Tokens of a short text (a question), in order, with spans; nothing is added anywhere. */
export function analyzeText(
  text: string,
  language: Language = 'en',
  read: ReturnType<TokenReader['as']> = (from, start, end) => analyzeToken(from.slice(start, end), language),
): AnalyzedToken[] {
  const tokens: AnalyzedToken[] = [];
  scanTokens(text, (start, end, hash) => {
    tokens.push({ start, end, terms: read(text, start, end, hash) });
  });
  return tokens;
}
