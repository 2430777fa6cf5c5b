import { messageOf } from '../errors.ts';
import type { EvalCaseResult, EvalScores, GoldenCase } from '../ports/batches.ts';
import type { Store } from '../store/schema.ts';
import type { Answer, Question } from '../types.ts';
import { retrievedSources } from './retrieved-sources.ts';
import { isPassed, noScores, scoreCase } from './scores.ts';

/** What a run keeps of one case; the whole answer stays under its trace id. */
export type CaseRecord = {
  outcome: Answer['outcome'] | 'error';
  answer: Pick<EvalCaseResult, 'text' | 'citations' | 'traceId'>;
  scores: EvalScores;
  passed: boolean;
  /** Why the case was not measured; null when it was. */
  error: string | null;
};

export type Ask = (question: Question) => Promise<Answer>;

/** Asks one golden question, without the cache and without what eval cases taught, and scores the answer. */
export async function runCase(
  deps: { store: Store; ask: Ask },
  runId: string,
  expected: GoldenCase,
): Promise<CaseRecord> {
  const answer = await askCase(deps.ask, runId, expected);
  if ('failure' in answer) {
    const nothing = { text: '', citations: [], traceId: null };
    return { outcome: 'error', answer: nothing, scores: noScores, passed: false, error: answer.failure };
  }
  const record = { outcome: answer.outcome, answer: kept(answer) };
  const error = notMeasured(answer);
  if (error !== null) return { ...record, scores: noScores, passed: false, error };
  const scores = await scoreCase(expected, { answer, retrieved: await retrievedSources(deps.store, answer) });
  return { ...record, scores, passed: isPassed(scores), error: null };
}

async function askCase(ask: Ask, runId: string, expected: GoldenCase): Promise<Answer | { failure: string }> {
  try {
    return await ask({
      text: expected.question,
      thread: [],
      origin: `eval:${runId}`,
      asker: null,
      noCache: true,
      withoutEvals: true,
      unmetered: true,
    });
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

/**
 * A model that timed out or an index that was away says nothing about the quality of answers. A guard that held an
 * answer back does: that is scored.
 */
export function notMeasured(answer: Answer): string | null {
  if (answer.outcome !== 'unavailable' || answer.reason?.startsWith('guard-')) return null;
  return `There was no answer to score (${answer.reason ?? 'unavailable'}).`;
}

function kept(answer: Answer): CaseRecord['answer'] {
  return {
    text: answer.text,
    traceId: answer.traceId,
    citations: answer.citations.map(({ title, path, documentId, passageId }) => ({
      title,
      path,
      documentId,
      passageId,
    })),
  };
}
