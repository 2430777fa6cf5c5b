import { hasExpectation } from '../../core/evals/datasets/expectation.ts';
import type { GateAnswer } from '../../core/evals/gates/gate.ts';
import { retrievedSources } from '../../core/evals/retrieved-sources.ts';
import { notMeasured } from '../../core/evals/runs/run-case.ts';
import { isPassed, scoreCase } from '../../core/evals/scores.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Answer, Question } from '../../core/types.ts';
import type { GateQuestion } from './gate-questions.ts';

/** What answers a gate's questions, without keeping the answers. */
export type GateAsker = {
  store: Store;
  rehearse(question: Question, signal: AbortSignal): Promise<Answer>;
};

/** Asks every question and judges each answer by what is expected of it. `onProgress` is told how many are done. */
export async function askGate(
  deps: GateAsker,
  questions: readonly GateQuestion[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<GateAnswer[]> {
  const answers: GateAnswer[] = [];
  for (const question of questions) {
    signal.throwIfAborted();
    const { text, golden } = question;
    // A golden question must not be helped by itself, as in runs.
    const asked = { text, thread: [], origin: 'gate', asker: null, withoutEvals: golden !== null };
    answers.push(await judged(deps.store, question, await deps.rehearse(asked, signal)));
    onProgress(answers.length);
  }
  return answers;
}

async function judged(store: Store, { golden }: GateQuestion, answer: Answer): Promise<GateAnswer> {
  const { outcome, text, citations } = answer;
  const sources = citations.map(({ documentId, title, path, quote }) => ({ documentId, title, path, quote }));
  const error = notMeasured(answer);
  const passed =
    golden === null || !hasExpectation(golden) || error !== null
      ? null
      : isPassed(await scoreCase(golden, { answer, retrieved: await retrievedSources(store, answer) }));
  return { outcome, text, passed, error, sources };
}
