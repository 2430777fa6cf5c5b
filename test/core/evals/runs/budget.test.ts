import { expect, test } from 'vitest';
import type { Batches, EvalRun } from '../../../../core/ports/batches.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';
import { eventually } from '../../../fixtures/eventually.ts';

const questions = ['q0', 'q1', 'q2', 'q3', 'q4'];

async function imported(batches: Batches): Promise<string> {
  const text = ['question,expectedSources', ...questions.map((one) => `${one},travel.md`)].join('\n');
  return (await batches.importSet({ name: 'Golden', format: 'csv', text })).setId;
}

const reaches = (batches: Batches, runId: string, state: EvalRun['state']) =>
  eventually(async () => {
    const shown = await batches.showRun(runId);
    expect(shown?.run.state).toBe(state);
    return shown?.run;
  });

test('a run with a budget stops when it is spent, and goes on where it stopped', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const { runId } = await batches.start(await imported(batches), { maxCalls: 2 });
  expect(await reaches(batches, runId, 'cancelled')).toMatchObject({ done: 2, total: 5, errors: 0 });
  expect(await batches.resume(runId, { maxCalls: 1 })).toBe(true);
  await eventually(async () => expect((await batches.showRun(runId))?.run.done).toBe(3));
  await reaches(batches, runId, 'cancelled');
  expect(await batches.resume(runId)).toBe(true);
  expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5 });
  expect(rig.asked.map((question) => question.text)).toEqual(questions);
});

test('a budget that is enough changes nothing', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const { runId } = await batches.start(await imported(batches), { maxCalls: 5 });
  expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5 });
});

test('a case that ended in an error is neither passed nor failed, and is asked again within the budget', async () => {
  let away = true;
  await using rig = await openEvalRig(async ({ text }) => {
    if (away && text === 'q1') throw new Error('the model is away');
  });
  const { batches, work } = rig.open();
  work();
  const { runId } = await batches.start(await imported(batches), {});
  const first = await reaches(batches, runId, 'done');
  expect(first).toMatchObject({ done: 5, errors: 1, passed: 4 });
  away = false;
  expect(await batches.resume(runId, { maxCalls: 1 })).toBe(true);
  expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5, errors: 0, passed: 5 });
  expect(rig.asked.length).toBe(6);
});
