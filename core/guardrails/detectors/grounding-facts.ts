import { fewMarks } from '../../text/runs.ts';
import { englishStem } from '../../text/words/stem-to-search.ts';
import { stopWords } from '../../text/words/stop-words-to-compare.ts';
import {
  ambiguousMonths,
  beforeMonth,
  betweenUnit,
  factLimits,
  type Modality,
  modals,
  modalsWithTo,
  months,
  periods,
  titles,
  units,
} from '../rules/grounding-facts.ts';
import { negators, numberWords } from '../rules/grounding-rules.ts';
import { isTime, normaliseTimes } from './grounding-times.ts';

/** One word, figure or sign of a sentence. `clause` counts commas, brackets and conjunctions before it. */
type Token = { raw: string; word: string; figure: string | null; clause: number };

/** A figure with what it counts, in which span, and the words of meaning beside it in its clause. */
export type Measure = {
  figure: string;
  unit: string | null;
  per: string | null;
  beside: string[];
  alone: boolean;
  /** The unit, or else the word that follows: only figures of the same kind can change places. */
  kind: string | null;
};

/** What a sentence states that a single word turns into something else. */
export type Facts = {
  months: Set<number>;
  dates: { month: number; day: string }[];
  measures: Measure[];
  modals: { modality: Modality; of: string }[];
  /** First and last names. */
  names: { first: string; last: string }[];
  words: string[];
  /** Whether it begins with a capital. */
  capital: boolean;
};

/** Reads the facts of a sentence; case counts, because "May" and "may" differ. */
export function readFacts(text: string): Facts {
  const tokens = tokensOf(text);
  const facts: Facts = {
    months: new Set(),
    dates: [],
    measures: [],
    modals: [],
    names: namesOf(tokens),
    words: tokens.map(({ word }) => word),
    capital: /^\p{Lu}/u.test(tokens[0]?.raw ?? ''),
  };
  const monthAt = new Set<number>();
  tokens.forEach((_token, at) => {
    const month = monthOf(tokens, at);
    if (month === null) return;
    monthAt.add(at);
    facts.months.add(month);
    const day = [tokens[at + 1], tokens[at - 1], tokens[at - 1]?.word === 'of' ? tokens[at - 2] : undefined]
      .map((beside) => beside?.figure)
      .find((figure) => figure != null && /^\d{1,2}$/.test(figure) && Number(figure) <= 31);
    if (day != null) facts.dates.push({ month, day });
  });
  for (const [, month = '', day = ''] of text.matchAll(/\b\d{4}-(\d{2})-(\d{2})\b/g)) {
    facts.months.add(Number(month));
    facts.dates.push({ month: Number(month), day: String(Number(day)) });
  }
  for (const [, one = '', other = ''] of text.matchAll(/\b(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2})?(?!\d)/g))
    for (const [month, day] of [
      [one, other],
      [other, one],
    ] as const)
      if (Number(month) <= 12) {
        facts.months.add(Number(month));
        facts.dates.push({ month: Number(month), day: String(Number(day)) });
      }
  const figuresIn = new Map<number, number>();
  for (const { clause, figure } of tokens)
    if (figure !== null) figuresIn.set(clause, (figuresIn.get(clause) ?? 0) + 1);
  tokens.forEach((token, at) => {
    if (token.figure !== null)
      facts.measures.push(measureOf(tokens, at, token.figure, figuresIn.get(token.clause) === 1));
    const modal = monthAt.has(at) ? null : modalOf(tokens, at);
    if (modal !== null) facts.modals.push(modal);
  });
  return facts;
}

function tokensOf(text: string): Token[] {
  let clause = 0;
  const tokens: Token[] = [];
  const found = fewMarks(normaliseTimes(text))
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .matchAll(/(\p{N}+(?:[.,:]\p{N}+)*)(?:st|nd|rd|th)?|\p{L}+(?:['’]\p{L}+)?|[,;()$€£%–—]/gu);
  for (const [raw, digits] of found) {
    const word = raw.toLowerCase().replace(/['’]s$/, '');
    if (/^(?:[,;()–—]|and|or|but|while|whereas|und|oder|aber)$/.test(word)) clause += 1;
    if (/^[,;()–—]$/.test(word)) continue;
    const figure = digits?.replace(/,(?=\d{3})/g, '').replace(/^0+(?=\d)/, '') ?? cardinal(word);
    tokens.push({ raw, word, figure, clause });
  }
  return tokens;
}

const cardinal = (word: string): string | null =>
  /(?:st|second|third|th|twice)$/.test(word) ? null : (numberWords[word] ?? null);

const isWord = (token: Token | undefined): boolean =>
  token !== undefined && token.figure === null && !stopWords.has(token.word) && token.word.length > 1;

function monthOf(tokens: Token[], at: number): number | null {
  const token = tokens[at];
  const month = token === undefined ? undefined : months[token.word];
  if (token === undefined || month === undefined || !/^\p{Lu}/u.test(token.raw)) return null;
  const beside = [tokens[at - 1], tokens[at + 1], tokens[at - 1]?.word === 'of' ? tokens[at - 2] : undefined];
  if (beside.some((other) => other != null && other.figure !== null)) return month;
  if (!ambiguousMonths.has(token.word)) return month;
  return at > 0 && beforeMonth.has(tokens[at - 1]?.word ?? '') ? month : null;
}

function measureOf(tokens: Token[], at: number, figure: string, alone: boolean): Measure {
  const clause = tokens[at]?.clause;
  const here = (index: number) => tokens[index]?.clause === clause;
  const sign = units[tokens[at - 1]?.word ?? ''];
  let unitAt = at + 1;
  if (betweenUnit.has(tokens[unitAt]?.word ?? '')) unitAt += 1;
  const unit = /^[$€£]$/.test(tokens[at - 1]?.word ?? '') ? sign : units[tokens[unitAt]?.word ?? ''];
  let per: string | null = null;
  for (let next = at + 1; next <= unitAt + factLimits.perReach && here(next) && per === null; next++) {
    const word = tokens[next]?.word ?? '';
    if (tokens[next]?.figure !== null) break;
    const of = tokens[next + 1]?.word ?? '';
    if (/^(?:per|each|every|pro)$/.test(word)) per = units[of] ?? englishStem(of);
    else if (/^an?$/.test(word) && (units[of] !== undefined || of === 'person'))
      per = units[of] ?? englishStem(of);
    else per = periods[word] ?? null;
  }
  const words = (step: 1 | -1) => {
    const found: string[] = [];
    for (
      let next = at + step;
      here(next) && found.length < factLimits.reach && Math.abs(next - at) <= factLimits.scan;
      next += step
    )
      if (isWord(tokens[next]) && units[tokens[next]?.word ?? ''] === undefined)
        found.push(englishStem(tokens[next]?.word ?? ''));
    return found;
  };
  const until = /^(?:until|till|to|bis|before|after)$/.test(tokens[at - 1]?.word ?? '');
  return {
    figure,
    unit: unit ?? (isTime(figure) ? 'time' : null),
    kind:
      unit ??
      (isTime(figure) ? 'time' : isWord(tokens[at + 1]) ? englishStem(tokens[at + 1]?.word ?? '') : null),
    per,
    beside: [...words(-1), ...words(1)],
    alone: alone && !until,
  };
}

function modalOf(tokens: Token[], at: number): Facts['modals'][number] | null {
  const word = tokens[at]?.word ?? '';
  const withTo = tokens[at + 1]?.word === 'to' ? modalsWithTo[word] : undefined;
  const modality = modals[word] ?? withTo;
  if (modality === undefined) return null;
  const around = tokens.slice(Math.max(0, at - 3), at + 3).map((token) => token.word);
  // "may not" and "must not" forbid alike, and "may only" is no leave: polarity is judged elsewhere.
  if (around.some((other) => negators.test(other) || other === 'only' || other === 'nur')) return null;
  const of = tokens.slice(at + 1, at + 6).find((token) => isWord(token));
  return of === undefined ? null : { modality, of: englishStem(of.word) };
}

function namesOf(tokens: Token[]): Facts['names'] {
  return tokens.flatMap((token, at) => {
    const last = tokens[at + 1];
    const capital = (other: Token | undefined) => other !== undefined && /^\p{Lu}\p{Ll}+/u.test(other.raw);
    if (last === undefined || last.clause !== token.clause || !capital(token) || !capital(last)) return [];
    if (titles.has(token.word) || stopWords.has(token.word) || stopWords.has(last.word)) return [];
    if (months[token.word] !== undefined || months[last.word] !== undefined) return [];
    return [{ first: token.word, last: last.word }];
  });
}
