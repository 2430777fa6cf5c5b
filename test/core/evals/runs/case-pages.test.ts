import { expect, test } from 'vitest';
import type { CasePage } from '../../../../core/ports/batches.ts';
import { openEvalRig } from '../../../fixtures/eval-rig.ts';
import { eventually } from '../../../fixtures/eventually.ts';

test('pages hold every case once: failed ones first, then errors, those not judged, and those that passed', async () => {
  await using rig = await openEvalRig();
  const { batches, work } = rig.open();
  work();
  const rows = [
    'cite a.md,a.md',
    'cite a.md,b.md',
    'throw,a.md',
    'one,',
    'cite b.md,c.md',
    'two,',
    'cite d.md,d.md',
  ];
  const text = ['question,expectedSources', ...rows].join('\n');
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text });
  const { runId } = await batches.start(setId, {});
  await eventually(async () => expect((await batches.readRun(runId))?.state).toBe('done'));

  const all = async (page: Omit<CasePage, 'after' | 'limit'>) => {
    const shown: string[] = [];
    let after: string | null | undefined;
    while (after !== null) {
      const read = await batches.listCases(runId, {
        ...page,
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      shown.push(...read.cases.map(({ verdict, question }) => `${verdict} ${question}`));
      after = read.next;
    }
    return shown;
  };
  expect(await all({})).toEqual([
    ...['failed cite a.md', 'failed cite b.md', 'error throw', 'unjudged one', 'unjudged two'],
    ...['passed cite a.md', 'passed cite d.md'],
  ]);
  expect(await all({ verdict: 'unjudged' })).toEqual(['unjudged one', 'unjudged two']);
  expect((await all({ order: 'set' })).map((line) => line.replace(/^\w+ /, ''))).toEqual(
    rows.map((row) => row.split(',')[0]),
  );
  expect((await batches.listCases(runId, { after: 'nonsense', limit: 1 })).cases).toHaveLength(1);
  expect(await batches.listCases('none', { limit: 1 })).toEqual({ cases: [], next: null });
});
