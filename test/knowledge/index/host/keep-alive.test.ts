import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { createSearchIndex, type SearchIndex } from '../../../../knowledge/index/host/index-client.ts';
import { openApp, type WholeApp } from '../../../fixtures/whole-app.ts';

const ENTRY = new URL('../../../fakes/mortal-index-worker.ts', import.meta.url);

describe('an index whose worker crashes', () => {
  const open: (SearchIndex | WholeApp)[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse())
      await ('close' in one ? one.close() : one[Symbol.asyncDispose]());
  });

  /** A second index over the store of an app, with the mortal worker. */
  async function rig(memory?: { maxOldGenerationSizeMb: number }) {
    const docent = await openApp();
    open.push(docent);
    await docent.ingest({ 'heron.md': '# Heron\n\nThe heron nests by the pond.' });
    const generation = async () =>
      Number((await docent.app.retriever.search({ text: 'heron', k: 1 })).generation);
    const dir = path.join(docent.folder, 'mortal');
    mkdirSync(dir);
    const said: string[] = [];
    const log = (_: object, message: string) => void said.push(message);
    const revival = { clock: systemClock, generation, log: { warn: log, error: log } };
    const index = createSearchIndex(
      { dir, storePath: docent.storePath, ...(memory && { memory }) },
      revival,
      ENTRY,
    );
    open.push(index);
    await index.load(await generation());
    await index.rebuild({ generation: await generation() });
    const mark = (name: string) => writeFileSync(path.join(dir, name), '');
    const hits = async (text: string) => (await index.search({ text, k: 3 })).hits.length;
    return { docent, index, dir, said, mark, hits };
  }

  it('comes back with what the store has; a search that kills it twice is not tried again', async () => {
    const { docent, index, said, hits } = await rig();
    expect(await hits('heron pond')).toBe(1);
    // Stored and never told to this index: only the store knows.
    await docent.ingest({ 'otter.md': '# Otter\n\nThe otter sleeps under the bridge.' });
    const poison = index.search({ text: 'poison', k: 3 });
    await expect(poison).rejects.toMatchObject({ code: 'index.crashed' });
    await expect.poll(() => index.condition().state).toBe('up');
    expect(await hits('otter bridge')).toBe(1);
    expect(index.condition()).toMatchObject({ state: 'up', crashes: 2, last: 'the poison was strong' });
    expect(said).toContain('the search index is back');
  });

  it('makes a search that was under way once more, and answers others meanwhile', async () => {
    const { index, hits } = await rig();
    const [first, second] = await Promise.all([hits('stumble over a heron'), hits('heron pond')]);
    expect([first, second]).toEqual([1, 1]);
    expect(index.condition()).toMatchObject({ state: 'up', crashes: 1 });
  });

  it('survives running out of memory', async () => {
    const { index, hits } = await rig({ maxOldGenerationSizeMb: 64 });
    await expect(index.search({ text: 'hunger', k: 3 })).rejects.toMatchObject({ code: 'index.crashed' });
    expect(await hits('heron pond')).toBe(1);
    expect(index.condition().last).toMatch(/memory/);
  });

  it('is given up after crashes in a row, and says what to do', async () => {
    const { index, mark, said } = await rig();
    mark('cursed');
    const search = index.search({ text: 'heron', k: 3 }).catch((error: unknown) => error);
    await expect.poll(() => index.condition().state, { timeout: 50_000 }).toBe('given-up');
    await search;
    await expect(index.search({ text: 'heron', k: 3 })).rejects.toMatchObject({
      code: 'index.stopped',
      hint: expect.stringMatching(/Restart Docent/),
    });
    expect(said.at(-1)).toMatch(/again and again/);
  });

  it('can be closed while it comes back', async () => {
    const { index, mark } = await rig();
    mark('cursed');
    const search = index.search({ text: 'heron', k: 3 }).catch((error: unknown) => error);
    await expect.poll(() => index.condition().state).toBe('coming-back');
    await index.close();
    await search;
    expect(index.condition().state).toBe('closed');
  });

  it('without revival a crash is the end, with a clear error', async () => {
    const { dir } = await rig();
    const alone = createSearchIndex({ dir, storePath: null }, undefined, ENTRY);
    open.push(alone);
    await expect(alone.search({ text: 'poison', k: 1 })).rejects.toMatchObject({ code: 'index.stopped' });
  });
});
