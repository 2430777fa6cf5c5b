import { EVIDENCE_FEATURES } from './evidence-features.ts';
import { EVIDENCE_WEIGHTS } from './evidence-weights.ts';
import type { ParsedQuestion } from './question.ts';
import type { Reading } from './ranking.ts';
import { SENTENCE_FEATURES, type SentenceFeature } from './sentence-features.ts';
import { BM25 } from './weights.ts';

export type EvidenceInput = {
  question: ParsedQuestion;
  /** Passages of the corpus. */
  size: number;
  /** The best lexical score of any passage. */
  bestWords: number;
  /** Readings of the best passages. */
  readings: readonly Reading[];
  burstOf(term: number): number;
};

const column = (feature: SentenceFeature): number => SENTENCE_FEATURES.indexOf(feature);
const [ALIKE, NEAR, DENSE, BIGRAMS] = [column('alike'), column('near'), column('dense'), column('bigrams')];

/** The best passage's BM25 against the most that the question's words can give; 0..1 but for what its document adds. */
export function strengthOf({ terms }: ParsedQuestion, bestWords: number): number {
  const asked = terms.filter(({ spelling }) => spelling !== true);
  const weighted = asked.reduce((sum, { idf, weight }) => sum + idf * weight, 0) || 1;
  return bestWords / (weighted * (BM25.k1 + 1));
}

/** A row of `EVIDENCE_FEATURES`. */
export function evidenceRow({ question, size, bestWords, readings, burstOf }: EvidenceInput): number[] {
  const telling = question.terms.flatMap((term, index) => (term.telling ? [{ ...term, index }] : []));
  const total = telling.reduce((sum, { idf }) => sum + idf, 0) || 1;
  const unknown = telling.reduce((sum, { id, idf }) => sum + (id < 0 ? idf : 0), 0);
  const most = Math.log(size + 1) || 1;
  const told = (held: ReadonlySet<number>): number =>
    telling.reduce((sum, { index, idf }) => sum + (held.has(index) ? idf : 0), 0) / most;
  let [alike, near, toldByPassage] = [0, 0, 0];
  let best: { reading: Reading; at: number; score: number } | null = null;
  for (const reading of readings) {
    toldByPassage = Math.max(toldByPassage, told(reading.held));
    reading.rows.forEach((row, at) => {
      alike = Math.max(alike, row[ALIKE] ?? 0);
      near = Math.max(near, row[NEAR] ?? 0);
      const score = reading.sentences[at]?.score ?? Number.NEGATIVE_INFINITY;
      if (score > (best?.score ?? Number.NEGATIVE_INFINITY)) best = { reading, at, score };
    });
  }
  const { row, sentence, passage } = heldBy(best);
  const inSentence = telling.filter(({ index }) => sentence.has(index));
  const bursts = telling.flatMap(({ id, index, idf }) =>
    passage.has(index) && id >= 0 ? [{ idf, burst: burstOf(id) }] : [],
  );
  return [
    strengthOf(question, bestWords),
    alike,
    near,
    row[DENSE] ?? 0,
    row[BIGRAMS] ?? 0,
    unknown / total,
    total / Math.max(1, telling.length) / most,
    toldByPassage,
    told(sentence),
    inSentence.reduce((max, { idf }) => Math.max(max, idf), 0) / most,
    bursts.reduce((sum, { idf, burst }) => sum + idf * burst, 0) / most,
    bursts.reduce((max, { burst }) => Math.max(max, burst), 0),
  ];
}

/** The features of a sentence, and the terms that it and its passage hold. */
function heldBy(found: { reading: Reading; at: number } | null): {
  row: readonly number[];
  sentence: ReadonlySet<number>;
  passage: ReadonlySet<number>;
} {
  if (found === null) return { row: [], sentence: new Set(), passage: new Set() };
  const { reading, at } = found;
  const { start, end } = reading.sentences[at] ?? { start: 0, end: 0 };
  const exact = reading.matches.filter((match) => match.likeness === 1);
  const inside = exact.filter((match) => start <= match.start && match.start < end);
  return {
    row: reading.rows[at] ?? [],
    sentence: new Set(inside.map(({ term }) => term)),
    passage: reading.held,
  };
}

/** Log odds that the corpus holds the answer. */
export function evidenceLogit(row: readonly number[]): number {
  return EVIDENCE_FEATURES.reduce(
    (sum, feature, at) => sum + EVIDENCE_WEIGHTS[feature] * (row[at] ?? 0),
    EVIDENCE_WEIGHTS.bias,
  );
}

/** 0..1; .5 where the corpus's answerable and off-topic questions part (`offset`, in log odds). */
export function evidenceOf(logit: number, offset: number): number {
  return 1 / (1 + Math.exp(offset - logit));
}
