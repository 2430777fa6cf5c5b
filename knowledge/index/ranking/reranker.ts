import type { LexicalIndex } from '../words/lexical-index.ts';
import { wordsOf } from '../words/segment.ts';
import { askedOf, createWordTables } from '../words/word-table.ts';
import { createFeatureReader, WORD_FEATURES } from './candidate-features.ts';
import type { Candidate, Ranked } from './fusion.ts';
import type { ParsedQuestion } from './question.ts';
import { RERANK_FEATURES } from './rerank-features.ts';
import { RERANKER, type Weighed } from './reranker-weights.ts';
import { BY_HAND, CANDIDATES } from './weights.ts';
import { readWordOrder } from './word-order.ts';

export type Reranker = {
  /** The first `CANDIDATES.close` in a new order, scored by log odds of being right; the others stay behind them. */
  order(question: ParsedQuestion, candidates: readonly Candidate[]): Ranked[];
  /** A row of scaled features for each candidate, in the order of `RERANKER`: what training sees. */
  rows(question: ParsedQuestion, candidates: readonly Candidate[]): Float32Array;
};

/** The longest passage that is read, in words; what is beyond says no more. */
const MOST_WORDS = 2048;

/** Trained weights, and those that the training sets cannot teach: none of them has pages with telling titles. */
const WEIGHED: readonly Weighed[] = [...RERANKER, ...BY_HAND];

/** A linear reranker over what the index alone knows: it reads packed words, never texts. */
export function createReranker(lexical: LexicalIndex): Reranker {
  const tables = createWordTables(lexical.tables.terms);
  const scratch = new Int32Array(MOST_WORDS);

  const readWords = (id: number): number => {
    const found = lexical.find(id);
    if (found === null) return 0;
    const words = wordsOf(found.segment, found.place);
    return readWordOrder(words, 0, words.length, scratch);
  };

  const rawOf = (question: ParsedQuestion, candidates: readonly Candidate[]): Float32Array => {
    const asked = askedOf(question);
    const read = createFeatureReader(asked, tables(asked));
    const raw = new Float32Array(candidates.length * RERANK_FEATURES.length);
    candidates.forEach(({ id, score, meaning }, at) => {
      const row = at * RERANK_FEATURES.length;
      read(scratch, readWords(id), raw, row);
      raw[row + WORD_FEATURES.length] = score;
      raw[row + WORD_FEATURES.length + 1] = meaning;
    });
    return raw;
  };

  return {
    rows: (question, candidates) => scaled(rawOf(question, candidates), candidates.length, RERANKER),
    order(question, candidates) {
      const close = candidates.slice(0, CANDIDATES.close);
      const weighed = scaled(rawOf(question, close), close.length, WEIGHED);
      const ranked = close.map(({ id }, at) => ({ id, score: scoreOf(weighed, at) }));
      ranked.sort((a, b) => b.score - a.score || a.id - b.id);
      const least = ranked.at(-1)?.score ?? 0;
      const others = candidates.slice(CANDIDATES.close);
      return [...ranked, ...others.map(({ id }, at) => ({ id, score: least - 1 - at }))];
    },
  };
}

/** Rows of weighed features out of rows of `RERANK_FEATURES`. */
function scaled(raw: Float32Array, count: number, weighed: readonly Weighed[]): Float32Array {
  const rows = new Float32Array(count * weighed.length);
  weighed.forEach(({ feature, scale }, column) => {
    const from = RERANK_FEATURES.indexOf(feature);
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 0; at < count; at++) {
      const value = raw[at * RERANK_FEATURES.length + from] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const [base, width] = scale === 'plain' ? [0, 1] : [least, most - least];
    for (let at = 0; at < count; at++) {
      const value = raw[at * RERANK_FEATURES.length + from] as number;
      rows[at * weighed.length + column] = width > 0 ? (value - base) / width : 0;
    }
  });
  return rows;
}

function scoreOf(rows: Float32Array, at: number): number {
  let score = 0;
  const from = at * WEIGHED.length;
  for (let f = 0; f < WEIGHED.length; f++) score += (WEIGHED[f]?.weight ?? 0) * (rows[from + f] as number);
  return score;
}
