import { describe, expect, test } from 'vitest';
import type { Batches, EvalRun } from '../../../../core/ports/batches.ts';
import { jobLimits } from '../../../../core/store/job-queue.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';
import { eventually } from '../../../fixtures/eventually.ts';

const questions = ['q0', 'q1', 'q2', 'q3', 'q4'];

/** Holds the run inside the question `at` until `go`. */
function heldAt(at: string) {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let held = true;
  return {
    reached: reached.promise,
    go: () => go.resolve(),
    before: async (question: { text: string }) => {
      if (question.text !== at || !held) return;
      held = false;
      reached.resolve();
      await go.promise;
    },
  };
}

async function started(batches: Batches, lines = questions): Promise<string> {
  const text = ['question,expectedSources', ...lines.map((one) => `${one},travel.md`)].join('\n');
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text });
  return (await batches.start(setId, {})).runId;
}

async function reaches(batches: Batches, runId: string, state: EvalRun['state']) {
  return eventually(async () => {
    const shown = await batches.showRun(runId);
    expect(shown?.run.state).toBe(state);
    return shown?.run;
  });
}

describe('a cancelled run', () => {
  test('asks nothing more and keeps what it has', async () => {
    const hold = heldAt('q2');
    await using rig = await openEvalRig(hold.before);
    const { batches, jobs, work } = rig.open();
    work();
    const runId = await started(batches);
    await hold.reached;
    await batches.cancel(runId);
    hold.go();
    const run = await reaches(batches, runId, 'cancelled');
    expect(run?.finishedAt).not.toBeNull();
    await jobs.stop();
    expect(rig.asked.map((question) => question.text)).toEqual(['q0', 'q1', 'q2']);
    // The answer that was under way was paid for, so it counts.
    expect((await batches.showRun(runId))?.run).toMatchObject({ state: 'cancelled', done: 3, passed: 3 });
  });

  test('goes on where it stopped, even when resumed before its last question has ended', async () => {
    const hold = heldAt('q2');
    await using rig = await openEvalRig(hold.before);
    const { batches, work } = rig.open();
    work();
    const runId = await started(batches);
    await hold.reached;
    await batches.cancel(runId);
    expect(await batches.resume(runId)).toBe(true);
    hold.go();
    expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5, passed: 5 });
    expect(rig.asked.map((question) => question.text)).toEqual(questions);
  });

  test('that had not begun never begins', async () => {
    await using rig = await openEvalRig();
    const { batches, jobs, work } = rig.open();
    const runId = await started(batches);
    await batches.cancel(runId);
    work();
    const other = await started(batches, ['other']);
    await reaches(batches, other, 'done');
    await jobs.stop();
    expect(rig.asked.map((question) => question.text)).toEqual(['other']);
  });
});

describe('a stopped process', () => {
  test('finishes the question under way and leaves the rest to the next one', async () => {
    const hold = heldAt('q1');
    await using rig = await openEvalRig(hold.before);
    const first = rig.open();
    first.work();
    const runId = await started(first.batches);
    await hold.reached;
    const stopped = first.jobs.stop();
    hold.go();
    await stopped;
    expect(rig.asked.map((question) => question.text)).toEqual(['q0', 'q1']);
    const second = rig.open();
    second.work();
    expect(await reaches(second.batches, runId, 'done')).toMatchObject({ done: 5, passed: 5 });
    expect(rig.asked.map((question) => question.text)).toEqual(questions);
  });
});

describe('resume', () => {
  test('asks again only what ended in an error', async () => {
    const failures = { left: 2 };
    await using rig = await openEvalRig(async (question) => {
      if (!/q[13]/.test(question.text) || failures.left === 0) return;
      failures.left -= 1;
      throw new Error('rate limited');
    });
    const { batches, work } = rig.open();
    work();
    const runId = await started(batches);
    expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5, passed: 3, errors: 2 });
    expect(await batches.resume(runId)).toBe(true);
    await eventually(async () =>
      expect((await batches.showRun(runId))?.run).toMatchObject({
        state: 'done',
        done: 5,
        passed: 5,
        errors: 0,
      }),
    );
    expect(rig.asked.map((question) => question.text)).toEqual([...questions, 'q1', 'q3']);
  });

  test('has nothing to do for a run that is complete or unknown', async () => {
    await using rig = await openEvalRig();
    const { batches, work } = rig.open();
    work();
    const runId = await started(batches);
    await reaches(batches, runId, 'done');
    expect(await batches.resume(runId)).toBe(false);
    expect(await batches.resume('run_none')).toBe(false);
    expect(rig.asked).toHaveLength(questions.length);
  });

  test('leaves a run under way as it is', async () => {
    const hold = heldAt('q1');
    await using rig = await openEvalRig(hold.before);
    const { batches, jobs, work } = rig.open();
    work();
    const runId = await started(batches);
    await hold.reached;
    expect(await batches.resume(runId)).toBe(true);
    expect(await jobs.list()).toHaveLength(1);
    hold.go();
    await reaches(batches, runId, 'done');
    expect(rig.asked).toHaveLength(questions.length);
  });

  test('takes up a run whose job gave up, which shows as failed until then', async () => {
    await using rig = await openEvalRig();
    const { batches, jobs, work } = rig.open();
    const runId = await started(batches);
    const [job] = await jobs.list();
    await rig.store
      .updateTable('jobs')
      .set({ state: 'running', attempts: jobLimits.maxClaims, lease_until: 0 })
      .where('id', '=', job?.id ?? '')
      .execute();
    work();
    await reaches(batches, runId, 'failed');
    expect(await batches.resume(runId)).toBe(true);
    expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5 });
  });

  test('takes up a run whose process died before its job was queued', async () => {
    await using rig = await openEvalRig();
    const { batches, work } = rig.open();
    const runId = await started(batches);
    await rig.store.deleteFrom('jobs').execute();
    expect(await batches.resume(runId)).toBe(true);
    work();
    expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 5 });
  });
});

test('a set that is deleted in the middle of its run leaves nothing behind', async () => {
  const hold = heldAt('q2');
  await using rig = await openEvalRig(hold.before);
  const { batches, jobs, work } = rig.open();
  work();
  const runId = await started(batches);
  await hold.reached;
  const [set] = await batches.listSets();
  await batches.deleteSet(set?.id ?? '');
  hold.go();
  await jobs.stop();
  expect(await batches.showRun(runId)).toBeUndefined();
  expect(await rig.store.selectFrom('eval_results').selectAll().execute()).toEqual([]);
  expect(rig.asked).toHaveLength(3);
});
