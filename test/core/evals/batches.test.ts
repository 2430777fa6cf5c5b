import { describe, expect, test } from 'vitest';
import { noScores } from '../../../core/evals/scores.ts';
import type { Batches, EvalRun } from '../../../core/ports/batches.ts';
import { bumpGeneration } from '../../../core/store/meta.ts';
import { openEvalRig } from '../../fixtures/eval-rig.ts';
import { eventually } from '../../fixtures/eventually.ts';

const mixed = [
  'question,expectedSources,mustAbstain,expectedAnswer',
  'cite people/travel.md,travel.md,,book trains through the travel desk',
  'cite other.md,travel.md,,',
  'abstain please,,yes,',
  'answer please,,yes,',
  'throw something,travel.md,,',
  'unavailable model-timeout,,,',
  'unavailable guard-secrets,travel.md,,',
].join('\n');

async function anImported(batches: Batches, text: string): Promise<string> {
  return (await batches.importSet({ name: 'Golden', format: 'csv', text })).setId;
}

async function reaches(batches: Batches, runId: string, state: EvalRun['state']) {
  return eventually(async () => {
    const shown = await batches.showRun(runId);
    expect(shown?.run.state).toBe(state);
    if (shown === undefined) throw new Error('gone');
    return shown;
  });
}

describe('question sets', () => {
  test('are taken in whole, or not at all where a line is bad', async () => {
    await using rig = await openEvalRig();
    const { batches } = rig.open();
    const text = 'question,mustAbstain\nOne?,\nTwo?,perhaps\nThree?,yes\n,yes';
    const bad = await batches.importSet({ name: 'Golden', format: 'csv', text });
    expect(bad).toMatchObject({ setId: '', cases: 0, rejected: [{ line: 3 }, { line: 5 }] });
    expect(await batches.listSets()).toEqual([]);
    const good = text.replace('perhaps', '').replace('\n,yes', '').replace('\nTwo?,', '');
    const imported = await batches.importSet({ name: 'Golden', format: 'csv', text: good });
    expect(imported).toMatchObject({ cases: 2, rejected: [] });
    expect(await batches.listSets()).toEqual([
      {
        ...{ id: imported.setId, name: 'Golden', cases: 2, lineage: imported.setId, version: 1 },
        createdAt: expect.stringMatching(/^20.*Z$/),
      },
    ]);
  });

  test('are not made of a file without a usable line', async () => {
    await using rig = await openEvalRig();
    const { batches } = rig.open();
    const imported = await batches.importSet({ name: 'Empty', format: 'jsonl', text: '' });
    expect(imported).toMatchObject({ setId: '', cases: 0, rejected: [{ line: 1 }] });
    expect(await batches.listSets()).toEqual([]);
  });

  test('may be large', async () => {
    await using rig = await openEvalRig();
    const { batches } = rig.open();
    const lines = Array.from({ length: 1_203 }, (_, n) => JSON.stringify({ question: `Question ${n}?` }));
    await batches.importSet({ name: 'Large', format: 'jsonl', text: lines.join('\n') });
    const [set] = await batches.listSets();
    expect(set?.cases).toBe(1_203);
    const { runId } = await batches.start(set?.id ?? '', {});
    const shown = await batches.showRun(runId);
    expect(shown?.cases.map((one) => one.question)).toEqual(lines.map((line) => JSON.parse(line).question));
  });

  test('take their runs and results with them when they are deleted', async () => {
    await using rig = await openEvalRig();
    const { batches, work } = rig.open();
    work();
    const setId = await anImported(batches, mixed);
    const { runId } = await batches.start(setId, {});
    await reaches(batches, runId, 'done');
    expect(await batches.deleteSet(setId)).toBe(true);
    expect(await batches.showRun(runId)).toBeUndefined();
    expect(await batches.listSets()).toEqual([]);
    expect(await rig.store.selectFrom('eval_results').selectAll().execute()).toEqual([]);
    expect(await rig.store.selectFrom('eval_cases').selectAll().execute()).toEqual([]);
    expect(await batches.deleteSet(setId)).toBe(false);
  });
});

describe('a run', () => {
  test('asks every question without the cache and scores each answer', async () => {
    await using rig = await openEvalRig();
    const { batches, work } = rig.open();
    work();
    const { runId } = await batches.start(await anImported(batches, mixed), { name: 'Monday' });
    const { run, cases } = await reaches(batches, runId, 'done');
    expect(cases.map((one) => [one.outcome, one.passed])).toEqual([
      ['answered', true],
      ['answered', false],
      ['abstained', true],
      ['answered', false],
      ['error', false],
      ['unavailable', false],
      ['unavailable', false],
    ]);
    expect(cases[0]).toMatchObject({
      text: 'Book trains through the travel desk. [1]',
      traceId: 'ans_1',
      citations: [{ path: 'people/travel.md', title: 'Travel policy', documentId: 'doc_travel' }],
      scores: { outcome: 1, citedSource: 1, answerF1: 1 },
    });
    expect(run).toMatchObject({ name: 'Monday', setName: 'Golden', done: 7, total: 7, passed: 2, errors: 2 });
    expect(run.means).toEqual({
      ...noScores,
      outcome: 3 / 5,
      citedSource: 1 / 3,
      retrievedSource: null,
      answerF1: 1,
    });
    expect(run.finishedAt).not.toBeNull();
    expect(rig.asked).toHaveLength(7);
    for (const question of rig.asked)
      expect(question).toMatchObject({ noCache: true, thread: [], asker: null, origin: `eval:${runId}` });
  });

  test('records a case that could not be measured as an error, not as a failure', async () => {
    await using rig = await openEvalRig();
    const { batches, work } = rig.open();
    work();
    const { runId } = await batches.start(await anImported(batches, mixed), {});
    const { cases } = await reaches(batches, runId, 'done');
    const nothing = { outcome: null, citedSource: null, retrievedSource: null, answerF1: null };
    expect(cases[4]).toMatchObject({ error: 'the model is on fire', scores: nothing });
    expect(cases[5]).toMatchObject({ error: expect.stringMatching(/model-timeout/), scores: nothing });
    // A guard that held the answer back is the product's own doing.
    expect(cases[6]).toMatchObject({ error: null, scores: { outcome: 0 } });
  });

  test('records what it was measured with', async () => {
    await using rig = await openEvalRig();
    const { batches } = rig.open();
    await bumpGeneration(rig.store);
    await bumpGeneration(rig.store);
    const { runId } = await batches.start(await anImported(batches, mixed), {});
    const row = await rig.store
      .selectFrom('eval_runs')
      .selectAll()
      .where('id', '=', runId)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.config)).toMatchObject({ answerer: 'scripted-1', version: '1.2.3', generation: 2 });
  });

  test('shows cases as pending and says how far it is', async () => {
    const [second, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await using rig = await openEvalRig(async (question) => {
      if (question.text !== 'two') return;
      second.resolve();
      await go.promise;
    });
    const { batches, jobs, work } = rig.open();
    work();
    const { runId } = await batches.start(await anImported(batches, 'question\none\ntwo\nthree\nfour'), {});
    await second.promise;
    const shown = await batches.showRun(runId);
    expect(shown?.run).toMatchObject({ state: 'running', done: 1, total: 4, finishedAt: null });
    expect(shown?.cases.map((one) => one.outcome)).toEqual(['answered', 'pending', 'pending', 'pending']);
    expect((await jobs.list())[0]).toMatchObject({ progress: 0.25, message: '1 of 4 questions' });
    go.resolve();
    await reaches(batches, runId, 'done');
  });

  test('is refused for a set that is unknown', async () => {
    await using rig = await openEvalRig();
    await expect(rig.open().batches.start('set_none', {})).rejects.toMatchObject({
      code: 'evals.unknown-set',
    });
  });

  test('is listed newest first, with its set’s name in its own when it got none', async () => {
    await using rig = await openEvalRig();
    const { batches } = rig.open();
    const setId = await anImported(batches, mixed);
    await batches.start(setId, {});
    await batches.start(setId, { name: 'Second' });
    expect((await batches.listRuns()).map((run) => run.name)).toEqual([
      'Second',
      expect.stringMatching(/^Golden, 20/),
    ]);
    expect(await batches.listRuns(1)).toHaveLength(1);
    expect(await batches.showRun('run_none')).toBeUndefined();
  });
});
