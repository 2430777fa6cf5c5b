import { expect, test } from 'vitest';
import { combineTrials } from '../../../../core/evals/runs/trials.ts';
import type { Batches, EvalRun } from '../../../../core/ports/batches.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';
import { eventually } from '../../../fixtures/eventually.ts';

async function started(batches: Batches, options: { trials?: number; maxCalls?: number }): Promise<string> {
  const text = 'question,expectedSources\nq0,travel.md\nq1,travel.md\nq2,travel.md';
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text });
  return (await batches.start(setId, options)).runId;
}

const reaches = (batches: Batches, runId: string, state: EvalRun['state']) =>
  eventually(async () => {
    const shown = await batches.showRun(runId);
    expect(shown?.run.state).toBe(state);
    return shown;
  });

test('each case is asked as often as wanted, and its trials are shown', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const shown = await reaches(batches, await started(batches, { trials: 3 }), 'done');
  expect(rig.asked.map(({ text }) => text)).toEqual(['q0', 'q0', 'q0', 'q1', 'q1', 'q1', 'q2', 'q2', 'q2']);
  expect(shown?.run).toMatchObject({
    ...{ done: 3, total: 3, passed: 3 },
    trials: { each: 3, passRates: [1, 1, 1] },
  });
  expect(shown?.cases.map(({ trials }) => trials)).toEqual(Array(3).fill({ passed: 3, scored: 3 }));
});

test('a run of one trial has none to show', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const shown = await reaches(batches, await started(batches, { trials: 1 }), 'done');
  expect(shown?.run).not.toHaveProperty('trials');
  expect(shown?.cases[0]).not.toHaveProperty('trials');
});

test('a run stopped in the middle of a case goes on with the trial that is next', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, { trials: 2, maxCalls: 3 });
  expect((await reaches(batches, runId, 'cancelled'))?.run).toMatchObject({ done: 1, total: 3 });
  await batches.resume(runId);
  expect((await reaches(batches, runId, 'done'))?.run).toMatchObject({ done: 3, passed: 3 });
  expect(rig.asked.map(({ text }) => text)).toEqual(['q0', 'q0', 'q1', 'q1', 'q2', 'q2']);
});

test('a trial that ended in an error is not counted, and is the only one that is asked again', async () => {
  let away = 1;
  await using rig = await openEvalRig(async ({ text }) => {
    if (text === 'q1' && away-- > 0) throw new Error('the model is away');
  });
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, { trials: 2 });
  const first = await reaches(batches, runId, 'done');
  expect(first?.run).toMatchObject({ done: 3, errors: 0, passed: 3 });
  expect(first?.cases[1]).toMatchObject({ error: null, passed: true, trials: { passed: 1, scored: 1 } });
  expect(await batches.resume(runId)).toBe(true);
  const second = await reaches(batches, runId, 'done');
  expect(second?.cases[1]).toMatchObject({ trials: { passed: 2, scored: 2 } });
  expect(rig.asked.length).toBe(7);
  expect(await batches.resume(runId)).toBe(false);
});

test('a set takes its trials with it', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const shown = await reaches(batches, await started(batches, { trials: 2 }), 'done');
  await batches.deleteSet(shown?.run.setId ?? '');
  expect(await rig.store.selectFrom('eval_trials').selectAll().execute()).toEqual([]);
});

test('trials together: mean scores, passed where more than half of the measured ones passed', () => {
  const trial = (score: number, error: string | null = null) => ({
    outcome: error === null ? ('answered' as const) : ('error' as const),
    answer: { text: `says ${score}`, citations: [], traceId: null },
    ...{ scores: { answerF1: score }, error },
    verdict: error === null ? (score === 1 ? ('passed' as const) : ('failed' as const)) : ('error' as const),
  });
  const [right, wrong, away] = [trial(1), trial(0), trial(0, 'away')];
  expect(combineTrials([wrong, right, right])).toMatchObject({
    ...{ verdict: 'passed', answer: { text: 'says 1' } },
    scores: { answerF1: 2 / 3 },
  });
  expect(combineTrials([right, wrong])).toMatchObject({
    verdict: 'failed',
    answer: { text: 'says 0' },
    error: null,
  });
  expect(combineTrials([away, right])).toMatchObject({ verdict: 'passed', error: null });
  expect(combineTrials([away, away])).toEqual(away);
});
