import { EVIDENCE_WEIGHTS } from './evidence-weights.ts';
import type { Ranked } from './fusion.ts';
import type { ParsedQuestion } from './question.ts';
import type { Reading } from './ranking.ts';
import { SENTENCE_FEATURES, type SentenceFeature } from './sentence-features.ts';
import { BM25 } from './weights.ts';

/** What tells whether a corpus holds the answer to a question; none depends on the corpus's size or scores' scale. */
export const EVIDENCE_FEATURES = [
  // The best passage's BM25 against the most that the question's words can give.
  'strength',
  // Best share of the question in one sentence, words written alike included; best nearness of its pairs.
  'alike',
  'near',
  // The best sentence: its score, and how much of it is the question's words.
  'sentence',
  'dense',
  // Share of the question's idf in words that the corpus has never seen.
  'unknown',
  // How much the first passage stands out.
  'outstanding',
  // How many telling words there are: few are covered by chance.
  'words',
] as const;
export type EvidenceFeature = (typeof EVIDENCE_FEATURES)[number];

export type EvidenceInput = {
  question: ParsedQuestion;
  /** The best lexical score of any passage. */
  bestWords: number;
  /** Candidates in their final order, scored by log odds. */
  ranked: readonly Ranked[];
  /** Readings of the best passages. */
  readings: readonly Reading[];
};

const column = (feature: SentenceFeature): number => SENTENCE_FEATURES.indexOf(feature);
const [ALIKE, NEAR, DENSE] = [column('alike'), column('near'), column('dense')];

/** A row of `EVIDENCE_FEATURES`. */
export function evidenceRow({ question, bestWords, ranked, readings }: EvidenceInput): number[] {
  const telling = question.terms.filter((term) => term.telling);
  const total = telling.reduce((sum, { idf }) => sum + idf, 0) || 1;
  const weighted = question.terms.reduce((sum, { idf, weight }) => sum + idf * weight, 0) || 1;
  const unknown = telling.reduce((sum, { id, idf }) => sum + (id < 0 ? idf : 0), 0);
  let [alike, near, dense, best] = [0, 0, 0, WORST];
  for (const { rows, sentences } of readings) {
    rows.forEach((row, at) => {
      alike = Math.max(alike, row[ALIKE] ?? 0);
      near = Math.max(near, row[NEAR] ?? 0);
      const score = sentences[at]?.score ?? WORST;
      if (score <= best) return;
      best = score;
      dense = row[DENSE] ?? 0;
    });
  }
  const top = ranked[0]?.score ?? 0;
  const odds = ranked.reduce((sum, { score }) => sum + Math.exp(score - top), 0);
  return [
    bestWords / (weighted * (BM25.k1 + 1)),
    alike,
    near,
    best,
    dense,
    unknown / total,
    odds > 0 ? 1 / odds : 0,
    Math.log1p(telling.length),
  ];
}

/** A sentence's score where there is none: below any that is found. */
const WORST = -5;

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
