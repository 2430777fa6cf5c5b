import { expect, test } from 'vitest';
import { priceOf } from '../../../../core/evals/prices/prices.ts';
import { recorded } from '../../../../core/evals/runs/recorded-calls.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import type { Batches, EvalRun } from '../../../../core/ports/batches.ts';
import type { ChatEvent, ChatModel } from '../../../../core/ports/chat-model.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';
import { eventually } from '../../../fixtures/eventually.ts';

const USAGE = { model: 'gpt-4o-mini', inputTokens: 1_000_000, outputTokens: 0 };

/** A model whose every call is worth 15 cents by the table. */
function scriptedModel(id = 'openai:gpt-4o-mini', end?: ChatEvent): ChatModel {
  return {
    id,
    async *stream() {
      yield { kind: 'text', text: 'Five ' };
      yield { kind: 'text', text: 'days.' };
      yield end ?? { kind: 'finish', usage: USAGE };
    },
  };
}

async function rigWith(model: ChatModel) {
  const asked = recorded(model, systemClock);
  const rig = await openEvalRig(async ({ text }) => {
    const messages = [{ role: 'user' as const, text: `Question: ${text}` }];
    for await (const _ of asked.stream(messages, { signal: new AbortController().signal }));
  });
  return rig;
}

const text = ['question,expectedSources', ...['q0', 'q1', 'q2', 'q3'].map((q) => `${q},travel.md`)].join(
  '\n',
);

async function started(batches: Batches, options: Parameters<Batches['start']>[1]): Promise<string> {
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text });
  return (await batches.start(setId, options)).runId;
}

const reaches = (batches: Batches, runId: string, state: EvalRun['state']) =>
  eventually(async () => {
    const run = await batches.readRun(runId);
    expect(run?.state).toBe(state);
    return run;
  });

test('each case keeps its calls as they were sent and came back, and the run what they cost', async () => {
  await using rig = await rigWith(scriptedModel());
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, {});
  const run = await reaches(batches, runId, 'done');
  expect(run?.spent).toEqual({
    ...{ calls: 4, inputTokens: 4_000_000, outputTokens: 0, unpriced: 0 },
    usd: expect.closeTo(0.6, 10),
  });
  const { cases } = await batches.listCases(runId, { limit: 1, order: 'set' });
  const found = await batches.readCase(runId, cases[0]?.caseId ?? '');
  expect(found?.calls).toEqual([
    {
      ...{ model: 'openai:gpt-4o-mini', messages: [{ role: 'user', text: 'Question: q0' }] },
      ...{ reply: 'Five days.', usage: USAGE, failure: null, ms: expect.any(Number) },
    },
  ]);
});

test('a run stops where its money is spent, goes on with more, and pays for nothing twice', async () => {
  await using rig = await rigWith(scriptedModel());
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, { maxUsd: 0.3 });
  expect(await reaches(batches, runId, 'cancelled')).toMatchObject({ done: 2, spent: { calls: 2 } });
  await batches.resume(runId);
  await reaches(batches, runId, 'cancelled');
  expect(rig.asked.length).toBe(2);
  await batches.resume(runId, { maxUsd: 5 });
  expect(await reaches(batches, runId, 'done')).toMatchObject({ done: 4, spent: { calls: 4 } });
  expect(rig.asked.map((one) => one.text)).toEqual(['q0', 'q1', 'q2', 'q3']);
});

test('trials are paid for one by one', async () => {
  await using rig = await rigWith(scriptedModel());
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, { trials: 2, maxUsd: 0.45 });
  expect(await reaches(batches, runId, 'cancelled')).toMatchObject({ done: 1, spent: { calls: 3 } });
});

test('a limit does not go on past a call whose price nobody knows, and cannot be set for such a model', async () => {
  await using rig = await rigWith(scriptedModel('openai:brand-new'));
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, { maxUsd: 100 });
  expect(await reaches(batches, runId, 'cancelled')).toMatchObject({ done: 1, spent: { unpriced: 1 } });
  const [set] = await batches.listSets();
  await expect(
    batches.start(set?.id ?? '', { maxUsd: 1, models: ['openai:brand-new'] }),
  ).rejects.toMatchObject({ code: 'evals.unknown-price' });
});

test('a call that broke off counts by its length, since it may have been billed', async () => {
  const broke = scriptedModel('openai:gpt-4o-mini', { kind: 'failure', reason: 'timeout', message: 'late' });
  await using rig = await rigWith(broke);
  const { batches, work } = rig.open();
  work();
  const runId = await started(batches, { maxCalls: 1 });
  const run = await reaches(batches, runId, 'cancelled');
  expect(run?.spent).toMatchObject({ calls: 1, inputTokens: 4, outputTokens: 4, unpriced: 0 });
});

test('prices: nothing for what runs here, null for what the table lacks, by name without its day', () => {
  const tokens = { input: 1_000_000, output: 1_000_000 };
  expect(priceOf('extractive', tokens)).toBe(0);
  expect(priceOf('ollama:anything', tokens)).toBe(0);
  expect(priceOf('openai:brand-new', tokens)).toBeNull();
  expect(priceOf('openai:gpt-4o-mini-2024-07-18', tokens)).toBeCloseTo(0.75, 10);
});
