import type { GateCase } from '../../core/evals/gates/gate.ts';
import { askGate, type GateAsker } from './ask-gate.ts';
import { gateQuestions } from './gate-questions.ts';
import { storedAnswers } from './stored-answers.ts';

export type UpgradeRehearsed = {
  cases: GateCase[];
  /** Questions without a stored answer to hold the new one against. */
  without: number;
};

/** Answers golden and recent questions as this Docent does, beside the answers that the store holds. Nothing is kept. */
export async function rehearseUpgrade(
  deps: GateAsker,
  { signal, onProgress }: { signal: AbortSignal; onProgress(done: number, total: number): void },
): Promise<UpgradeRehearsed> {
  const questions = await gateQuestions(deps.store, []);
  const stored = await storedAnswers(deps.store, questions);
  const known = questions.flatMap((question) => {
    const before = stored.get(question.id);
    return before === undefined ? [] : [{ question, before }];
  });
  const after = await askGate(
    deps,
    known.map(({ question }) => question),
    signal,
    (done) => onProgress(done, known.length),
  );
  const cases = known.flatMap(({ question, before }, at): GateCase[] => {
    const now = after[at];
    return now === undefined ? [] : [{ id: question.id, question: question.text, before, after: now }];
  });
  return { cases, without: questions.length - known.length };
}
