import { expect, test } from 'vitest';
import { recorded } from '../../../core/evals/runs/recorded-calls.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { forgetSource, SOURCE_DELETED } from '../../../core/rag/traces.ts';
import { openEvalRig } from '../../fixtures/eval-rig.ts';
import { eventually } from '../../fixtures/eventually.ts';

const model = recorded(
  {
    id: 'openai:x',
    async *stream() {
      yield { kind: 'finish', usage: { model: 'x', inputTokens: 1, outputTokens: 1 } };
    },
  },
  systemClock,
);

test('a document that is deleted for good is in no answer and no prompt of a run any more', async () => {
  await using rig = await openEvalRig(async () => {
    const messages = [{ role: 'user' as const, text: 'Secret of the travel desk.' }];
    for await (const _ of model.stream(messages, { signal: new AbortController().signal }));
  });
  const { batches, work } = rig.open();
  work();
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text: 'question\nq0\nabstain' });
  const runs = [(await batches.start(setId, {})).runId, (await batches.start(setId, { trials: 2 })).runId];
  for (const run of runs)
    await eventually(async () => expect((await batches.readRun(run))?.state).toBe('done'));
  await rig.store.transaction().execute((trx) => forgetSource(trx, 'doc_travel'));
  for (const run of runs) {
    const [first, second] = (await batches.showRun(run))?.cases ?? [];
    expect(first).toMatchObject({ text: SOURCE_DELETED, citations: [] });
    expect(second).toMatchObject({ outcome: 'abstained', text: 'Not found.' });
    expect((await batches.readCase(run, first?.caseId ?? ''))?.calls).toEqual([]);
  }
  const kept = await rig.store.selectFrom('eval_trials').select(['answer', 'calls']).execute();
  expect(JSON.stringify(kept)).not.toMatch(/travel|Secret/);
});
