import { expect, test } from 'vitest';
import type { RunGate } from '../../../../core/evals/gates/gate-of-runs.ts';
import { judgeByRule } from '../../../../core/evals/gates/gate-rule.ts';
import { createGates } from '../../../../core/evals/gates/stored-gates.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import type { Answer, Question } from '../../../../core/types.ts';
import { createWaitingBatches } from '../../../fakes/console/waiting-batches.ts';
import { aCitation, anAnswer } from '../../../fixtures/answers.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';

const CASES = 'question,expectedSources\nOne?,leave.md\nTwo?,leave.md\n';

async function open() {
  const rig = await openEvalRig();
  /** What questions are not answered, or end in an error. */
  const trouble = new Map<string, 'lost' | 'error'>();
  const ask = async ({ text }: Question): Promise<Answer> => {
    if (trouble.get(text) === 'error') throw new Error('The model did not answer.');
    if (trouble.get(text) === 'lost')
      return anAnswer({ question: text, outcome: 'abstained', citations: [] });
    return anAnswer({ question: text, citations: [aCitation({ path: 'leave.md' })] });
  };
  const batches = createWaitingBatches({ store: rig.store, clock: systemClock, ask });
  const gates = createGates({ store: rig.store, clock: systemClock, batches });
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text: CASES });
  const run = async () => {
    const { runId } = (await gates.start(setId)) ?? { runId: '' };
    await batches.finishRuns();
    return runId;
  };
  return {
    ...{ store: rig.store, batches, gates, setId, trouble, run },
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}

/** A set with a gate and a baseline in which everything passed. */
async function withBaseline(rule = { allowed: 0, floor: null as number | null }) {
  const rig = await open();
  await rig.gates.save(rig.setId, rule);
  const { runId } = await rig.batches.start(rig.setId, {});
  await rig.batches.finishRuns();
  await rig.batches.setBaseline(runId);
  return { ...rig, baseline: runId };
}

test('a gate needs a baseline, then passes while nothing got worse', async () => {
  await using rig = await open();
  const { gates, batches, setId } = rig;
  await expect(gates.save('none', { allowed: 0, floor: null })).rejects.toMatchObject({
    code: 'evals.unknown-set',
  });
  await gates.save(setId, { allowed: 0, floor: null });
  expect(await gates.start(setId)).toBeNull();
  const { runId } = await batches.start(setId, {});
  await batches.finishRuns();
  await batches.setBaseline(runId);
  const first = await rig.run();
  expect(await gates.list()).toMatchObject([
    {
      ...{ set: { name: 'Golden' }, baseline: { id: runId } },
      last: { run: { id: first }, finding: { verdict: 'pass', reasons: [], checked: 2, regressed: 0 } },
    },
  ]);
});

test('it fails where a case got worse, unless its rule allows that, and names the case', async () => {
  await using rig = await withBaseline();
  rig.trouble.set('Two?', 'lost');
  const found = await rig.gates.result(await rig.run());
  expect(found?.result.finding).toMatchObject({ verdict: 'fail', reasons: ['regressed'], regressed: 1 });
  expect(found?.gate?.regressed).toMatchObject([{ question: 'Two?' }]);
  await rig.gates.save(rig.setId, { allowed: 1, floor: null });
  const [later, earlier] = [await rig.run(), found?.result.run.id];
  // A rule holds for runs that are started with it.
  expect(
    (await rig.gates.results(rig.setId, 5)).map(({ run, finding }) => [run.id, finding?.verdict]),
  ).toEqual([
    [later, 'pass'],
    [earlier, 'fail'],
  ]);
});

test('what passed before and could not be measured shuts it; asked again, it opens', async () => {
  await using rig = await withBaseline({ allowed: 5, floor: null });
  rig.trouble.set('One?', 'error');
  const runId = await rig.run();
  const found = async () => (await rig.gates.result(runId))?.result.finding;
  expect(await found()).toMatchObject({ verdict: 'fail', reasons: ['lost'], notMeasured: 1 });
  rig.trouble.clear();
  await rig.batches.resume(runId);
  expect(await found()).toBeNull();
  await rig.batches.finishRuns();
  expect(await found()).toMatchObject({ verdict: 'pass', reasons: [] });
});

test('what was found at the end of a run is kept, and worked out anew once people judged', async () => {
  await using rig = await withBaseline();
  rig.trouble.set('Two?', 'lost');
  const { runId } = (await rig.gates.start(rig.setId)) ?? { runId: '' };
  // Pressed twice, it asks once.
  expect(await rig.gates.start(rig.setId)).toEqual({ runId });
  const job = { payload: { runId } } as unknown as Parameters<ReturnType<typeof rig.gates.noting>>[0];
  const context = { signal: new AbortController().signal, progress: async () => undefined };
  await rig.gates.noting(() => rig.batches.finishRuns())(job, context);
  const row = () =>
    rig.store.selectFrom('eval_gate_runs').selectAll().where('run_id', '=', runId).executeTakeFirstOrThrow();
  expect(JSON.parse((await row()).finding ?? '{}')).toMatchObject({ verdict: 'fail', regressed: 1 });
  // Kept: a finding that nobody would work out is shown as it stands.
  const kept = JSON.stringify({ ...JSON.parse((await row()).finding ?? '{}'), fixed: 77 });
  await rig.store.updateTable('eval_gate_runs').set({ finding: kept }).where('run_id', '=', runId).execute();
  expect((await rig.gates.list())[0]?.last?.finding).toMatchObject({ fixed: 77 });
  await rig.store.updateTable('eval_gate_runs').set({ found_of: '[]' }).execute();
  expect((await rig.gates.list())[0]?.last?.finding).toMatchObject({ fixed: 0, regressed: 1 });
});

test('a gate goes with its set, and its results with the gate', async () => {
  await using rig = await withBaseline();
  await rig.run();
  expect(await rig.gates.remove(rig.setId)).toBe(true);
  expect(await rig.gates.remove(rig.setId)).toBe(false);
  expect(await rig.gates.results(rig.setId, 5)).toEqual([]);
  expect(await rig.batches.listRuns()).toHaveLength(2);
  await rig.gates.save(rig.setId, { allowed: 0, floor: null });
  await rig.run();
  await rig.batches.deleteSet(rig.setId);
  for (const table of ['eval_gates', 'eval_gate_runs'] as const)
    expect(await rig.store.selectFrom(table).selectAll().execute(), table).toEqual([]);
});

test('a share that must pass is of the judged cases; a share of nothing is not reached', () => {
  const none: RunGate = {
    ...{ verdict: 'pass', regressed: [], fixed: [], checked: 10, notJudged: 0, notMeasured: [] },
    unmatched: { run: [], baseline: ['case_1'] },
  };
  const judged = (floor: number, passed: number, of: number) =>
    judgeByRule({ allowed: 0, floor }, { passed, judged: of }, none).reasons;
  expect(judged(0.9, 9, 10)).toEqual([]);
  expect(judged(0.7, 7, 10)).toEqual([]);
  expect(judged(0.9, 8, 10)).toEqual(['below']);
  expect(judged(0.5, 0, 0)).toEqual(['below']);
  expect(judgeByRule({ allowed: 0, floor: null }, { passed: 1, judged: 1 }, null)).toMatchObject({
    ...{ verdict: 'fail', reasons: ['apart'] },
  });
  expect(judgeByRule({ allowed: 0, floor: null }, { passed: 1, judged: 1 }, none).unmatched).toBe(1);
});
