import type { Span } from '../../../core/text/sentences-to-quote.ts';
import { type AskedKind, holdsKind } from './asked-kind.ts';
import type { ParsedQuestion } from './question.ts';
import type { Match } from './text-match.ts';
import { NEAR } from './weights.ts';

/** What is looked at in a sentence; each 0..1, so that weights hold for any question and corpus. */
export const SENTENCE_FEATURES = [
  // Share of the question's idf that stands in the sentence: telling terms; words written alike too.
  'cover',
  'alike',
  // Together with the breadcrumb, with the sentence before, with the one after.
  'crumb',
  'before',
  'alikeBefore',
  'alikeAfter',
  // Each term's idf shared among the sentences that hold it: what only this sentence has counts more.
  'special',
  // Neighbours of the question that are neighbours here; that are near each other here.
  'bigrams',
  'near',
  // The passage: its score against the best one's, and its share of the question.
  'passage',
  'passageCover',
  // The first sentence of its passage, and how long it is; how much of it is the question's words.
  'first',
  'long',
  'dense',
  // Holds the kind of thing that is asked for (a number, a time, a name).
  'kind',
] as const;
export type SentenceFeature = (typeof SENTENCE_FEATURES)[number];

/** A passage as it is read for a question. */
export type ReadPassage = {
  text: string;
  spans: Span[];
  /** Matches in the text, ascending, and terms (indices) that the breadcrumb holds. */
  matches: Match[];
  crumb: ReadonlySet<number>;
  /** The passage's score against the best passage's, 0..1. */
  share: number;
};

/** The question as sentences are compared with it. */
export type SentenceQuestion = {
  question: ParsedQuestion;
  kind: AskedKind;
  /** Shares that add up to 1, by term: of the telling ones, and of all as they are weighted. */
  telling: Float32Array;
  weighted: Float32Array;
};

export function sentenceQuestion(question: ParsedQuestion, kind: AskedKind): SentenceQuestion {
  const { terms } = question;
  const telling = Float32Array.from(terms, ({ idf, telling: tells }) => (tells ? idf : 0));
  const weighted = Float32Array.from(terms, ({ idf, weight }) => idf * Math.min(1, weight));
  return { question, kind, telling: summingToOne(telling), weighted: summingToOne(weighted) };
}

function summingToOne(values: Float32Array): Float32Array {
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  return values.map((value) => value / total);
}

/** How well each term of the question is held, by index; 1 = as it stands. */
type Held = Float32Array;

/** A row of `SENTENCE_FEATURES` for each sentence of a passage. */
export function sentenceRows(asked: SentenceQuestion, passage: ReadPassage): number[][] {
  const { spans, crumb } = passage;
  const { telling, weighted, question } = asked;
  const size = question.terms.length;
  const { held, exact } = matchesBySentence(passage, size);
  const whole = new Float32Array(size);
  const holders = new Float32Array(size);
  for (const own of held) {
    own.forEach((value, term) => {
      whole[term] = Math.max(whole[term] as number, value);
      if (value > 0) holders[term] = (holders[term] as number) + 1;
    });
  }
  const none: Held = new Float32Array(size);
  const inCrumb = Uint8Array.from({ length: size }, (_, term) => (crumb.has(term) ? 1 : 0));
  let passageCover = 0;
  for (let term = 0; term < size; term++) {
    const held = whole[term] === 1 || inCrumb[term] === 1 ? 1 : 0;
    passageCover += (telling[term] as number) * held;
  }
  return spans.map(({ start, end }, i) => {
    const own = held[i] as Held;
    const before = held[i - 1] ?? none;
    const after = held[i + 1] ?? none;
    const length = end - start;
    let [cover, alike, inCrumbToo, coverBefore, alikeBefore, alikeAfter, special] = [0, 0, 0, 0, 0, 0, 0];
    for (let term = 0; term < size; term++) {
      const tells = telling[term] as number;
      const weighs = weighted[term] as number;
      const much = own[term] as number;
      const here = much === 1 ? 1 : 0;
      cover += tells * here;
      alike += weighs * much;
      inCrumbToo += tells * (here | (inCrumb[term] as number));
      coverBefore += tells * (here | (before[term] === 1 ? 1 : 0));
      alikeBefore += weighs * Math.max(much, before[term] as number);
      alikeAfter += weighs * Math.max(much, after[term] as number);
      special += weighs * (much / Math.max(1, holders[term] as number));
    }
    return [
      cover,
      alike,
      inCrumbToo,
      coverBefore,
      alikeBefore,
      alikeAfter,
      special,
      ...togetherness(question, exact[i] as Match[]),
      passage.share,
      passageCover,
      i === 0 ? 1 : 0,
      Math.min(1, Math.log1p(length / CHARACTERS_A_WORD) / 4),
      Math.min(1, ((exact[i] as Match[]).length * CHARACTERS_A_WORD) / length),
      holdsKind(passage.text.slice(start, end), asked.kind) ? 1 : 0,
    ];
  });
}

function matchesBySentence(
  { spans, matches }: ReadPassage,
  size: number,
): { held: Held[]; exact: Match[][] } {
  const held = spans.map(() => new Float32Array(size));
  const exact: Match[][] = spans.map(() => []);
  let at = 0;
  for (const match of matches) {
    while (at < spans.length && match.start >= (spans[at] as Span).end) at++;
    const span = spans[at];
    if (span === undefined) break;
    if (match.start < span.start) continue;
    const own = held[at] as Held;
    own[match.term] = Math.max(own[match.term] as number, match.likeness);
    if (match.likeness === 1) exact[at]?.push(match);
  }
  return { held, exact };
}

/** Share of the question's neighbouring pairs that are next to each other, and near each other, in a sentence. */
export function togetherness({ terms }: ParsedQuestion, matches: readonly Match[]): [number, number] {
  if (matches.length < 2) return [0, 0];
  const bigrams = new Set<number>();
  const near = new Set<number>();
  for (let i = 0; i < matches.length; i++) {
    const one = matches[i] as Match;
    for (let j = i + 1; j < matches.length; j++) {
      const other = matches[j] as Match;
      const apart = other.start - one.start;
      if (apart > NEAR.window * CHARACTERS_A_WORD) break;
      if (Math.abs(other.term - one.term) !== 1) continue;
      const pair = Math.max(one.term, other.term);
      near.add(pair);
      const nextTo = apart <= (terms[one.term]?.text.length ?? 0) + NEXT_TO;
      if (other.term > one.term && nextTo) bigrams.add(pair);
    }
  }
  if (near.size === 0) return [0, 0];
  let [total, adjacent, close] = [0, 0, 0];
  for (let at = 1; at < terms.length; at++) {
    const value = Math.min(terms[at - 1]?.idf ?? 0, terms[at]?.idf ?? 0);
    total += value;
    if (bigrams.has(at)) adjacent += value;
    if (near.has(at)) close += value;
  }
  return total === 0 ? [0, 0] : [adjacent / total, close / total];
}

const CHARACTERS_A_WORD = 6;
/** A stem's lost ending and a space, or a short word between. */
const NEXT_TO = 6;
