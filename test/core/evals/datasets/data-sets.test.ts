import { expect, test } from 'vitest';
import { createDataSets } from '../../../../core/evals/datasets/data-sets.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import type { GoldenCase } from '../../../../core/ports/batches.ts';
import { anAnswer } from '../../../fixtures/answers.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';
import { eventually } from '../../../fixtures/eventually.ts';

async function open() {
  const rig = await openEvalRig();
  const record = (question: string, up: number, down: number) => ({
    ...{ answer: anAnswer({ question, traceId: `ans_${question}` }), origin: 'slack:T1/C1' },
    ...{ votes: { up, down }, message: null, suggestion: null, delivery: null, deliveryNote: null },
  });
  const dataSets = createDataSets({
    ...{ store: rig.store, clock: systemClock, random: systemRandom },
    feedback: { answers: async () => [record('Up?', 2, 0), record('Down?', 0, 1), record('Nothing?', 0, 0)] },
    curated: { list: async () => [] },
  });
  return { ...rig, ...rig.open(), dataSets };
}

const plain = (question: string): GoldenCase => ({
  ...{ question, expectedSources: [], mustAbstain: false, expectedAnswer: null },
});

test('a set is edited in place until it was run; then the first change makes the next version', async () => {
  await using rig = await open();
  const { dataSets, batches } = rig;
  const first = await dataSets.create('Golden');
  expect(await dataSets.add(first, [plain('One?'), plain('Two?')])).toBe(first);
  const { cases } = await dataSets.cases(first, { limit: 10 });
  const [one, two] = cases.map(({ id }) => id);
  await batches.start(first, { name: 'Monday' });

  const second = await dataSets.change(first, one ?? '', { ...plain('One?'), expectedSources: ['a.md'] });
  expect(second).not.toBe(first);
  expect(await dataSets.case(first, one ?? '')).toMatchObject({ expectedSources: [] });
  // A page that still shows the first version changes the second one, and makes no third.
  expect(await dataSets.remove(first, two ?? '')).toBe(second);
  const now = await dataSets.cases(second ?? '', { limit: 10 });
  expect(now.cases).toMatchObject([{ question: 'One?', expectedSources: ['a.md'] }]);
  expect((await dataSets.versions(first)).map(({ version, cases: n, runs }) => [version, n, runs])).toEqual([
    [2, 1, 0],
    [1, 2, 1],
  ]);
  expect(await batches.listSets()).toMatchObject([{ id: second, version: 2, cases: 1 }]);
  expect(await dataSets.change(first, 'none', plain('One?'))).toBeNull();
  await expect(dataSets.add('none', [plain('One?')])).rejects.toMatchObject({ code: 'evals.unknown-set' });
});

test('everything of a case comes back as it was kept, and pages follow each other', async () => {
  await using rig = await open();
  const { dataSets } = rig;
  const whole: GoldenCase = {
    ...{ question: 'How?', expectedSources: ['a.md', 'b.md'], mustAbstain: false, expectedAnswer: 'So.' },
    ...{ expectedFacts: ['five'], tags: ['leave'], wrongAnswers: [{ outcome: 'abstained', text: 'x' }] },
  };
  const id = await dataSets.create('Golden');
  await dataSets.add(id, [{ ...whole, from: 'ans_1' }, plain('B?'), plain('C?')]);
  const first = await dataSets.cases(id, { limit: 2 });
  expect(first.cases[0]).toEqual({ ...whole, id: expect.any(String), from: 'ans_1' });
  const rest = await dataSets.cases(id, { limit: 2, after: first.next ?? -1 });
  expect([rest.cases.map(({ question }) => question), rest.next]).toEqual([['C?'], null]);
  const found = await dataSets.cases(id, { limit: 2, search: 'ow' });
  expect(found.cases.map(({ question }) => question)).toEqual(['How?']);
});

test('questions with votes are offered; what was voted right is expected, and what the set has is left out', async () => {
  await using rig = await open();
  const { dataSets } = rig;
  const id = await dataSets.create('Golden');
  const drafts = await dataSets.fromVotes(id, 10);
  expect(drafts).toMatchObject([
    { question: 'Up?', expectedSources: ['people/travel.md'], votes: '2 up, 0 down', from: 'ans_Up?' },
    { question: 'Down?', expectedSources: [], expectedAnswer: null },
  ]);
  await dataSets.add(id, [plain('up')]);
  expect((await dataSets.fromVotes(id, 10)).map(({ question }) => question)).toEqual(['Down?']);
});

test('a word on an answer is what is expected from then on, in later versions and other runs too', async () => {
  await using rig = await open();
  const { dataSets, batches, work } = rig;
  work();
  const id = await dataSets.create('Golden');
  await dataSets.add(id, [plain('cite leave.md'), plain('cite other.md'), plain('abstain'), plain('throw')]);
  const runs = [(await batches.start(id, {})).runId, (await batches.start(id, {})).runId];
  for (const run of runs)
    await eventually(async () => expect((await batches.readRun(run))?.state).toBe('done'));
  const run = runs[0] ?? '';
  expect(await batches.readRun(run)).toMatchObject({ passed: 0, judged: 0, unjudged: 3, errors: 1 });
  const later = await dataSets.add(id, [plain('more')]);

  const { cases } = await batches.listCases(run, { limit: 10, order: 'set' });
  const [right, wrong, nothing, error] = cases.map(({ caseId }) => caseId);
  expect(await batches.judge(run, right ?? '', true)).toBe(true);
  expect(await batches.judge(run, wrong ?? '', false)).toBe(true);
  expect(await batches.judge(run, nothing ?? '', true)).toBe(true);
  expect(await batches.judge(run, error ?? '', true)).toBe(false);
  expect(await batches.judge(run, right ?? '', false)).toBe(false);
  for (const each of runs)
    expect(await batches.readRun(each)).toMatchObject({ passed: 2, judged: 3, unjudged: 0, errors: 1 });
  expect((await dataSets.cases(later, { limit: 10 })).cases).toMatchObject([
    { question: 'cite leave.md', expectedSources: ['leave.md'], mustAbstain: false },
    { question: 'cite other.md', expectedSources: [], wrongAnswers: [{ outcome: 'answered' }] },
    { question: 'abstain', mustAbstain: true },
    { question: 'throw', expectedSources: [] },
    { question: 'more' },
  ]);
});
