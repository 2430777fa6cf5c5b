import { AppError } from '../../../core/errors.ts';
import { readGoldenCases } from '../../../core/evals/golden-cases.ts';
import { allScorers } from '../../../core/evals/scorers/all-scorers.ts';
import type { Batches, EvalCaseResult, EvalRun, EvalSet, GoldenCase } from '../../../core/ports/batches.ts';

const noScores = { outcome: null, citedSource: null, retrievedSource: null, answerF1: null };

export type FakeBatches = Batches & {
  /** Finishes all runs: every other case passes. */
  finishRuns(): void;
};

/** Question sets and runs in memory; nobody asks the questions of a run. */
export function createFakeBatches(): FakeBatches {
  const sets = new Map<string, EvalSet & { golden: GoldenCase[] }>();
  const runs = new Map<string, EvalRun>();
  const results = new Map<string, EvalCaseResult[]>();
  let made = 0;
  const createdAt = '2026-11-24T09:00:00.000Z';

  function pending(expected: GoldenCase, index: number): EvalCaseResult {
    return {
      caseId: `case_${index}`,
      question: expected.question,
      expected,
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
      const { cases, rejected } = readGoldenCases(format, text);
      if (cases.length === 0) return { setId: '', cases: 0, rejected };
      made += 1;
      const id = `set_${made}`;
      sets.set(id, { id, name, cases: cases.length, createdAt, golden: cases });
      return { setId: id, cases: cases.length, rejected };
    },
    async listSets() {
      return [...sets.values()].reverse().map(({ golden: _golden, ...set }) => set);
    },
    async start(setId, { name }) {
      const set = sets.get(setId);
      if (set === undefined)
        throw new AppError('evals.unknown-set', 'There is no such set.', 'Choose another.');
      const id = `run_${runs.size + 1}`;
      results.set(id, set.golden.map(pending));
      runs.set(id, {
        id,
        name: name ?? `Run ${runs.size + 1}`,
        setId,
        setName: set.name,
        state: 'running',
        done: 0,
        total: set.golden.length,
        createdAt,
        finishedAt: null,
        passed: 0,
        errors: 0,
        means: noScores,
        passInterval: null,
      });
      return { runId: id };
    },
    async listRuns(limit) {
      return [...runs.values()].reverse().slice(0, limit);
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
      if (run.state === 'done' && run.errors === 0) return false;
      runs.set(runId, { ...run, state: 'running' });
      return true;
    },
    async deleteSet(setId) {
      for (const run of runs.values()) if (run.setId === setId) runs.delete(run.id);
      return sets.delete(setId);
    },
  };
}
