import type { EvalCaseResult } from '../../ports/batches.ts';
import { squadWords } from '../answer-f1.ts';

/** One question's answer, as a gate looks at it. */
export type GateAnswer = {
  outcome: EvalCaseResult['outcome'];
  /** Null: nobody said what is expected, so the answer is not judged. */
  passed: boolean | null;
  /** Why there is nothing to look at; null where there is. */
  error: string | null;
  text: string;
  /** What it cites, first citation first. `quote` is null where it was not kept. */
  sources: { documentId: string; title: string; path: string; quote: string | null }[];
};

export type GateCase = { id: string; question: string; before: GateAnswer; after: GateAnswer };

export type Gate = {
  verdict: 'pass' | 'fail';
  regressed: GateCase[];
  fixed: GateCase[];
  /** Cases that have an answer on both sides. */
  checked: number;
  /** Of those, the ones without an expectation: they count by whether, and from where, they are answered. */
  notJudged: number;
  /** Cases with an error on either side. One that passed before fails the gate: nobody knows that it still does. */
  notMeasured: GateCase[];
};

/** Share of a quote's words that must stand in what is cited afterwards; with less, the quote is gone. */
export const QUOTE_KEPT = 0.5;

/** Compares every question before and after. Fails where one got worse, or passed and could not be measured again. */
export function gateOf(cases: readonly GateCase[]): Gate {
  const measured = cases.filter(isMeasured);
  const notMeasured = cases.filter((one) => !isMeasured(one));
  const regressed = measured.filter(isRegressed);
  const lost = notMeasured.some(({ before }) => before.passed === true);
  return {
    verdict: regressed.length > 0 || lost ? 'fail' : 'pass',
    regressed,
    fixed: measured.filter(isFixed),
    checked: measured.length,
    notJudged: measured.filter((one) => !isJudged(one)).length,
    notMeasured,
  };
}

const isMeasured = ({ before, after }: GateCase): boolean =>
  [before, after].every(({ outcome, error }) => error === null && outcome !== 'pending');

const isJudged = ({ before, after }: GateCase): boolean => before.passed !== null && after.passed !== null;

function isRegressed(one: GateCase): boolean {
  const { before, after } = one;
  if (isJudged(one)) return before.passed === true && after.passed === false;
  if (before.outcome !== 'answered') return false;
  return after.outcome !== 'answered' || isSourceLost(before, after);
}

function isFixed(one: GateCase): boolean {
  const { before, after } = one;
  if (isJudged(one)) return before.passed === false && after.passed === true;
  return before.outcome !== 'answered' && after.outcome === 'answered';
}

/** The document that is cited first, or what was quoted from it, is not cited any more. */
function isSourceLost(before: GateAnswer, after: GateAnswer): boolean {
  const [first] = before.sources;
  if (first === undefined) return false;
  const still = after.sources.filter(({ documentId }) => documentId === first.documentId);
  if (still.length === 0) return true;
  if (first.quote === null) return false;
  const words = new Set(squadWords(first.quote));
  const now = new Set(still.flatMap(({ quote }) => squadWords(quote ?? '')));
  const kept = [...words].filter((word) => now.has(word)).length;
  return words.size > 0 && kept < QUOTE_KEPT * words.size;
}
