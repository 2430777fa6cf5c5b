import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batches } from '../../core/ports/batches.ts';

export type BatchesRig = { batches: Batches; close(): Promise<unknown> };

const GOLDEN = 'question,mustAbstain\nOne?,\nThree?,yes';

/** Every `Batches` passes this: sets, runs before any case was asked, and what goes with a set. */
export function batchesContract(name: string, setup: () => Promise<BatchesRig>): void {
  describe(`Batches contract: ${name}`, () => {
    let rig: BatchesRig;
    let batches: Batches;
    let setId: string;
    let runId: string;
    beforeAll(async () => {
      rig = await setup();
      batches = rig.batches;
      ({ setId } = await batches.importSet({ name: 'Golden', format: 'csv', text: GOLDEN }));
      ({ runId } = await batches.start(setId, { name: 'Monday' }));
    });
    afterAll(async () => await rig.close());

    test('take a set in whole, or name its bad lines and take nothing', async () => {
      const again = await batches.importSet({ name: 'Again', format: 'csv', text: GOLDEN });
      expect(again).toMatchObject({ cases: 2, rejected: [] });
      const half = await batches.importSet({ name: 'Half', format: 'csv', text: `${GOLDEN}\nTwo?,perhaps` });
      expect(half).toMatchObject({ setId: '', cases: 0, rejected: [{ line: 4 }] });
      const none = await batches.importSet({ name: 'None', format: 'csv', text: 'question\n' });
      expect(none).toMatchObject({ setId: '', cases: 0 });
      const sets = await batches.listSets();
      expect(sets.map((set) => [set.name, set.cases])).toEqual([
        ['Again', 2],
        ['Golden', 2],
      ]);
      expect(await batches.deleteSet(again.setId)).toBe(true);
    });

    test('start a run whose cases wait in the order of the set', async () => {
      const shown = await batches.showRun(runId);
      expect(shown?.run).toMatchObject({ name: 'Monday', setId, setName: 'Golden', done: 0, total: 2 });
      expect(shown?.run).toMatchObject({ passed: 0, errors: 0, finishedAt: null, passInterval: null });
      expect(shown?.cases).toMatchObject([
        { question: 'One?', outcome: 'pending', expected: { mustAbstain: false }, passed: false },
        { question: 'Three?', outcome: 'pending', expected: { mustAbstain: true }, passed: false },
      ]);
      expect(await batches.showRun('none')).toBeUndefined();
      await expect(batches.start('none', {})).rejects.toMatchObject({ code: 'evals.unknown-set' });
    });

    test('list the newest run first, as many as are asked for', async () => {
      const { runId: later } = await batches.start(setId, {});
      expect((await batches.listRuns()).map(({ id }) => id)).toEqual([later, runId]);
      expect((await batches.listRuns(1)).map(({ id }) => id)).toEqual([later]);
    });

    test('stop a run, and take it up again where it was', async () => {
      await batches.cancel(runId);
      expect((await batches.showRun(runId))?.run.state).toBe('cancelled');
      expect(await batches.resume(runId)).toBe(true);
      expect(['queued', 'running']).toContain((await batches.showRun(runId))?.run.state);
      expect(await batches.resume('none')).toBe(false);
    });

    test('delete a set with its runs, once', async () => {
      expect(await batches.deleteSet(setId)).toBe(true);
      expect(await batches.deleteSet(setId)).toBe(false);
      expect(await batches.showRun(runId)).toBeUndefined();
      expect(await batches.listRuns()).toEqual([]);
    });
  });
}
