import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Source, Sources } from '../../core/ports/sources.ts';

export type SourcesRig = {
  sources: Sources;
  /** An address that can be added. */
  address: string;
  close(): Promise<unknown>;
};

/** Every `Sources` passes this: what is added, found, switched off and removed, and how it says no. */
export function sourcesContract(name: string, setup: () => Promise<SourcesRig>): void {
  describe(`Sources contract: ${name}`, () => {
    let rig: SourcesRig;
    let sources: Sources;
    let source: Source;
    const add = () =>
      sources.add({ address: rig.address, kind: 'folder', collection: 'docs', by: 'Ada', anyFolder: true });
    beforeAll(async () => {
      rig = await setup();
      sources = rig.sources;
      const added = await add();
      if (added.kind === 'refused') throw new Error(added.reason);
      source = added.source;
    });
    afterAll(async () => await rig.close());

    test('an added source is found by id and by address, and is listed', async () => {
      expect(source).toMatchObject({ address: rig.address, collection: 'docs', enabled: true, documents: 0 });
      expect((await sources.find(source.sourceId))?.address).toBe(rig.address);
      expect((await sources.find(rig.address))?.sourceId).toBe(source.sourceId);
      expect(await sources.find('none')).toBeUndefined();
      expect((await sources.list()).map(({ sourceId }) => sourceId)).toEqual([source.sourceId]);
    });

    test('a collection takes a source once; the refusal is a sentence', async () => {
      expect(await add()).toEqual({ kind: 'refused', reason: expect.stringMatching(/^[A-Z].*\.$/) });
    });

    test('a run is a job, of a source that exists', async () => {
      expect(await sources.run(source.sourceId)).toBeTypeOf('string');
      expect(await sources.run('none')).toBeNull();
    });

    test('schedules are switched off and on', async () => {
      expect(await sources.setEnabled(source.sourceId, false)).toBe(true);
      expect(await sources.find(source.sourceId)).toMatchObject({ enabled: false, nextRunAt: null });
      expect(await sources.setEnabled(source.sourceId, true)).toBe(true);
      expect(await sources.setEnabled('none', true)).toBe(false);
    });

    test('nothing is a problem where nothing was read', async () => {
      expect(await sources.problems(source.sourceId, 5)).toEqual([]);
      expect(await sources.problems('none', 5)).toEqual([]);
    });

    test('a removed source is gone, and says how many documents went with it', async () => {
      expect(await sources.remove('none', { documents: true })).toBeNull();
      expect(await sources.remove(source.sourceId, { documents: true })).toBe(0);
      expect(await sources.remove(source.sourceId, { documents: true })).toBeNull();
      expect(await sources.list()).toEqual([]);
    });
  });
}
