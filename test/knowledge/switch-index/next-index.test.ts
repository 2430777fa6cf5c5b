import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../bot/assembly/app.ts';
import { readGeneration } from '../../../core/store/meta.ts';
import { createStoreChain } from '../../../knowledge/search/follow-store.ts';
import { createLiveIndex, type ModelIndex } from '../../../knowledge/search/live-index.ts';
import { createPassageVectors } from '../../../knowledge/search/passage-vectors.ts';
import { switchLimits } from '../../../knowledge/switch-index/limits.ts';
import { createNextIndex } from '../../../knowledge/switch-index/next-index.ts';
import { openModelIndex } from '../../../knowledge/switch-index/open-model-index.ts';
import { embedText } from '../../fakes/models/vectors.ts';
import { type SwitchRig, switchRig } from '../../fixtures/switch-rig.ts';

const DIMENSIONS = 64;
const MODEL = 'test:1';
const signal = new AbortController().signal;

/** A next index with vectors and a graph, over the store of an app. */
function nextOver(rig: SwitchRig, app: App, limits: Partial<typeof switchLimits> = {}) {
  const { store, clock, log } = app;
  const vectors = createPassageVectors({
    store,
    log,
    embeddings: {
      model: MODEL,
      embed: async (texts) => texts.map((text) => Float32Array.from(embedText(text, DIMENSIONS, MODEL))),
    },
  });
  const place = { dataDir: rig.dataDir, storePath: path.join(rig.dataDir, 'docent.sqlite'), graphFrom: 1 };
  const plan = { model: MODEL, folder: 'index-2', dimensions: DIMENSIONS, share: null };
  const opened: ModelIndex = openModelIndex(place, plan, vectors);
  const chain = createStoreChain({ store, live: createLiveIndex(opened) });
  const quick = { ...switchLimits, looks: 2, lookMs: 5, ...limits };
  return { opened, next: createNextIndex({ store, clock, chain, opened, limits: quick }) };
}

describe('an index that is built beside the one that serves', () => {
  it('passes when it is as the store and its graph finds what the exact scan finds', async () => {
    await using rig = switchRig('http://127.0.0.1:9');
    const app = await rig.start('', { work: false });
    await rig.ingest(app, 0, 250);
    const { opened, next } = nextOver(rig, app);
    await next.build(signal);
    const audit = await next.check(signal);
    expect(audit).toMatchObject({ missing: 0, extra: 0, bare: 0, sampled: 200 });
    expect(audit.recall).toBeGreaterThanOrEqual(0.98);
    await opened.index.close();

    // Killed now, the next one finds the snapshot and builds nothing.
    const again = nextOver(rig, app);
    expect(await again.opened.index.load(await readGeneration(app.store))).toMatchObject({ kind: 'loaded' });
    await again.opened.index.close();
  });

  it('fails the check when its graph finds too little', async () => {
    await using rig = switchRig('http://127.0.0.1:9');
    const app = await rig.start('', { work: false });
    await rig.ingest(app, 0, 20);
    const { opened, next } = nextOver(rig, app, { leastRecall: 1.01 });
    await next.build(signal);
    await expect(next.check(signal)).rejects.toThrow('The graph finds 100.0 % of the nearest passages');
    await opened.index.close();
  });

  it('fails the check when it holds what the store has not, and nothing is on its way', async () => {
    await using rig = switchRig('http://127.0.0.1:9');
    const app = await rig.start('', { work: false });
    await rig.ingest(app, 0, 20);
    const { opened, next } = nextOver(rig, app);
    await next.build(signal);
    // A change that nobody is told of.
    await app.store.updateTable('passages').set({ current: 0 }).where('id', '=', 3).execute();
    await expect(next.check(signal)).rejects.toThrow(
      '0 passages are missing, 1 too many, 0 without a vector',
    );
    await opened.index.close();
  });
});
