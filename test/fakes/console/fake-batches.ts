import { allScorers } from '../../../core/evals/scorers/all-scorers.ts';
import type { Batches, EvalCaseResult, EvalRun, EvalSet } from '../../../core/ports/batches.ts';

const noScores = { outcome: null, citedSource: null, retrievedSource: null, answerF1: null };

export type FakeBatches = Batches & {
  /** Finishes all runs: every other case passes. */
  finishRuns(): void;
};

/** Question sets and runs in memory. A line `bad` is rejected, every other line is a question. */
export function createFakeBatches(): FakeBatches {
  const sets = new Map<string, EvalSet & { questions: string[] }>();
  const runs = new Map<string, EvalRun>();
  const results = new Map<string, EvalCaseResult[]>();
  const createdAt = '2026-11-24T09:00:00.000Z';

  function pending(question: string, index: number): EvalCaseResult {
    return {
      caseId: `case_${index}`,
      question,
      expected: { question, expectedSources: ['leave.md'], mustAbstain: index === 1, expectedAnswer: null },
      outcome: 'pending',
      text: '',
      citations: [],
      traceId: null,
      scores: noScores,
      passed: false,
      error: null,
    };
  }

  function finish(run: EvalRun): void {
    const cases = (results.get(run.id) ?? []).map((result, index) => ({
      ...result,
      outcome: index % 2 === 0 ? ('answered' as const) : ('error' as const),
      text: index % 2 === 0 ? 'Five days carry over [1].' : '',
      citations: [{ title: 'Leave', path: 'leave.md', documentId: 'doc_0001', passageId: 'doc_0001p1' }],
      traceId: index % 2 === 0 ? 'tr_case' : null,
      scores: { outcome: 1, citedSource: 0.5, retrievedSource: 1, answerF1: 0.4 },
      passed: index % 2 === 0,
      error: index % 2 === 0 ? null : 'The model did not answer.',
    }));
    const passed = cases.filter((result) => result.passed).length;
    results.set(run.id, cases);
    runs.set(run.id, {
      ...run,
      state: 'done',
      done: run.total,
      passed,
      errors: run.total - passed,
      finishedAt: '2026-11-24T09:05:00.000Z',
      means: { outcome: 1, citedSource: 0.5, retrievedSource: 1, answerF1: 0.4 },
      passInterval: [0.21, 0.94],
    });
  }

  return {
    scorers: allScorers,
    finishRuns() {
      for (const run of runs.values()) finish(run);
    },
    async importSet({ name, format, text }) {
      const lines = text
        .trim()
        .split('\n')
        .slice(format === 'csv' ? 1 : 0);
      const questions = lines.filter((line) => line !== 'bad');
      const rejected = lines.flatMap((line, index) =>
        line === 'bad' ? [{ line: index + 2, message: 'There is no question in it.' }] : [],
      );
      const id = `set_${sets.size + 1}`;
      if (questions.length > 0) sets.set(id, { id, name, cases: questions.length, createdAt, questions });
      return { setId: id, cases: questions.length, rejected };
    },
    async listSets() {
      return [...sets.values()];
    },
    async start(setId) {
      const set = sets.get(setId);
      const id = `run_${runs.size + 1}`;
      const questions = set?.questions ?? [];
      results.set(id, questions.map(pending));
      runs.set(id, {
        id,
        name: `Run ${runs.size + 1}`,
        setId,
        setName: set?.name ?? '',
        state: 'running',
        done: 0,
        total: questions.length,
        createdAt,
        finishedAt: null,
        passed: 0,
        errors: 0,
        means: noScores,
        passInterval: null,
      });
      return { runId: id };
    },
    async listRuns() {
      return [...runs.values()].reverse();
    },
    async showRun(runId) {
      const run = runs.get(runId);
      return run === undefined ? undefined : { run, cases: results.get(runId) ?? [] };
    },
    async cancel(runId) {
      const run = runs.get(runId);
      if (run !== undefined) runs.set(runId, { ...run, state: 'cancelled' });
    },
    async resume(runId) {
      const run = runs.get(runId);
      if (run === undefined) return false;
      runs.set(runId, { ...run, state: 'running' });
      return true;
    },
    async deleteSet(setId) {
      return sets.delete(setId);
    },
  };
}
