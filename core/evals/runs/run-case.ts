import { messageOf } from '../../errors.ts';
import type { EvalCaseResult, EvalScores, GoldenCase, ModelCall, Verdict } from '../../ports/batches.ts';
import type { Store } from '../../store/schema.ts';
import type { Answer, Question } from '../../types.ts';
import { retrievedSources } from '../retrieved-sources.ts';
import { noScores, scoreCase, verdictOf } from '../scores.ts';
import { recordCalls } from './recorded-calls.ts';

/** What a run keeps of one case; the whole answer stays under its trace id. */
export type CaseRecord = {
  outcome: Answer['outcome'] | 'error';
  answer: Pick<EvalCaseResult, 'text' | 'citations' | 'traceId'>;
  scores: EvalScores;
  verdict: Verdict;
  /** Why the case was not measured; null when it was. */
  error: string | null;
};

/** How a run asks, where it does not ask as the settings say. */
export type AskedWith = { models?: readonly string[]; meaning?: false };

export type Ask = (question: Question) => Promise<Answer>;

/**
 * Asks one golden question, without the cache and without what eval cases taught, and scores the answer. Returns the calls
 * of models beside it.
 */
export async function runCase(
  deps: { store: Store; ask: Ask },
  { runId, expected, asked }: { runId: string; expected: GoldenCase; asked: AskedWith },
): Promise<{ record: CaseRecord; calls: ModelCall[] }> {
  const { result, calls } = await recordCalls(() => askCase(deps.ask, runId, expected, asked));
  return { record: await judged(deps.store, expected, result), calls };
}

async function judged(
  store: Store,
  expected: GoldenCase,
  answer: Answer | { failure: string },
): Promise<CaseRecord> {
  const failed = { scores: noScores, verdict: 'error' as const };
  if ('failure' in answer) {
    const nothing = { text: '', citations: [], traceId: null };
    return { ...failed, outcome: 'error', answer: nothing, error: answer.failure };
  }
  const record = { outcome: answer.outcome, answer: kept(answer) };
  const error = notMeasured(answer);
  if (error !== null) return { ...failed, ...record, error };
  const scores = await scoreCase(expected, { answer, retrieved: await retrievedSources(store, answer) });
  return { ...record, scores, verdict: verdictOf(scores), error: null };
}

async function askCase(
  ask: Ask,
  runId: string,
  expected: GoldenCase,
  { models, meaning }: AskedWith,
): Promise<Answer | { failure: string }> {
  try {
    return await ask({
      ...{ text: expected.question, thread: [], origin: `eval:${runId}`, asker: null },
      ...{ noCache: true, withoutEvals: true, unmetered: true },
      ...(models === undefined ? {} : { models: [...models] }),
      ...(meaning === undefined ? {} : { withoutMeaning: true }),
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
