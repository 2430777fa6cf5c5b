import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SOURCE_DUE_JOB, SOURCE_RUN_JOB } from '../../../core/ports/sources.ts';
import { sourceLimits } from '../../../knowledge/sources/limits.ts';
import type { SourcesDeps } from '../../../knowledge/sources/sources.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { lookAgain } from '../../fixtures/job-queues.ts';
import { parseBytes } from '../../fixtures/parse-bytes.ts';
import { openSourceRig, type SourceRig } from '../../fixtures/source-rig.ts';
import { page, startSite } from '../../fixtures/web-site.ts';

const MINUTE = 60_000;

let rig: SourceRig;
let folder: string;
beforeEach(async () => {
  rig = await openSourceRig();
  rig.write('guide/one.md', 'One.');
  folder = path.join(rig.folder, 'guide');
});
afterEach(async () => await rig[Symbol.asyncDispose]());

async function runs(): Promise<number> {
  const rows = await rig.store.selectFrom('jobs').select('id').where('kind', '=', SOURCE_RUN_JOB).execute();
  return rows.length;
}

/** All jobs that are due have been taken and have ended. */
async function quiet(): Promise<void> {
  await eventually(async () => {
    const busy = await rig.store
      .selectFrom('jobs')
      .select('id')
      .where('state', 'in', ['queued', 'running'])
      .where('run_at', '<=', rig.clock.now())
      .execute();
    expect(busy).toEqual([]);
  });
  await lookAgain(rig.jobs);
}

async function pass(ms: number): Promise<void> {
  rig.clock.advance(ms);
  await quiet();
}

describe('the schedule', () => {
  it('reads a source at once, and again each time its interval has passed', async () => {
    rig.work();
    const { sourceId } = await rig.add({ address: folder, everyMinutes: 10 });
    await quiet();
    expect(await runs()).toBe(1);
    const first = await rig.show(sourceId);
    expect(Date.parse(first.nextRunAt ?? '') - Date.parse(first.lastRunAt ?? '')).toBe(10 * MINUTE);
    await pass(9 * MINUTE);
    expect(await runs()).toBe(1);
    await pass(MINUTE);
    expect(await runs()).toBe(2);
    rig.write('guide/two.md', 'Two.');
    await pass(10 * MINUTE);
    expect(await runs()).toBe(3);
    expect(await rig.paths()).toEqual(['guide/one.md', 'guide/two.md']);
  });

  it('counts anew from a run by hand, so that there is one run an interval', async () => {
    rig.work();
    const { sourceId } = await rig.add({ address: folder, everyMinutes: 10 });
    await quiet();
    await pass(6 * MINUTE);
    await rig.run(sourceId);
    await pass(6 * MINUTE);
    expect(await runs()).toBe(2);
    await pass(4 * MINUTE);
    expect(await runs()).toBe(3);
  });

  it('is at rest while a source is paused, and begins at once when it goes on', async () => {
    rig.work();
    const { sourceId } = await rig.add({ address: folder, everyMinutes: 10 });
    await quiet();
    expect(await rig.sources.setEnabled(sourceId, false)).toBe(true);
    expect(await rig.show(sourceId)).toMatchObject({ enabled: false, nextRunAt: null });
    await pass(60 * MINUTE);
    expect(await runs()).toBe(1);
    await rig.sources.setEnabled(sourceId, true);
    await quiet();
    expect(await runs()).toBe(2);
    expect(await rig.sources.setEnabled('nobody', true)).toBe(false);
  });

  it('leaves a source alone that is read only by hand', async () => {
    rig.work();
    const { sourceId } = await rig.add({ address: folder, everyMinutes: 0 });
    await quiet();
    expect((await rig.show(sourceId)).nextRunAt).toBeNull();
    await pass(60 * 24 * MINUTE);
    expect(await runs()).toBe(1);
  });

  it('goes on after a failed run', async () => {
    rig.work();
    const { sourceId } = await rig.add({ address: folder, everyMinutes: 10 });
    await quiet();
    await rig.store
      .updateTable('sources')
      .set({ address: `${folder}-gone` })
      .where('id', '=', sourceId)
      .execute();
    await pass(10 * MINUTE);
    expect(await rig.show(sourceId)).toMatchObject({ state: 'failed' });
    await pass(10 * MINUTE);
    expect(await runs()).toBe(3);
  });

  it('comes back at start when the waiting job was lost, and is not doubled when it was not', async () => {
    rig.work();
    await rig.add({ address: folder, everyMinutes: 10 });
    await quiet();
    await rig.resume();
    await rig.resume();
    const waiting = () => rig.jobs.list({ kind: SOURCE_DUE_JOB });
    expect(await waiting()).toHaveLength(1);
    await rig.store.deleteFrom('jobs').where('kind', '=', SOURCE_DUE_JOB).execute();
    await rig.resume();
    expect(await waiting()).toHaveLength(1);
    await pass(10 * MINUTE);
    expect(await runs()).toBe(2);
  });

  it('reads one source after the other', async () => {
    const held: ServerResponse[] = [];
    await using site = await startSite({ '/slow': (_req, res) => void held.push(res) });
    await rig[Symbol.asyncDispose]();
    rig = await openSourceRig({ limits: { timeoutMs: 100 * MINUTE } });
    rig.write('guide/one.md', 'One.');
    rig.work();
    const watched = await rig.add({ address: path.join(rig.folder, 'guide'), everyMinutes: 10 });
    await quiet();
    await rig.add({ address: `${site.url}/slow`, everyMinutes: 0 });
    await eventually(() => expect(held).toHaveLength(1));
    rig.clock.advance(10 * MINUTE);
    await eventually(async () => {
      const { nextRunAt } = await rig.show(watched.sourceId);
      expect(Date.parse(nextRunAt ?? '')).toBe(rig.clock.now() + sourceLimits.busyMs);
    });
    expect(await runs()).toBe(2);
    for (const res of held) res.end('done');
    await quiet();
    await pass(sourceLimits.busyMs);
    expect(await runs()).toBe(3);
  });

  it('keeps no jobs of runs that ended long ago', async () => {
    rig.work();
    await rig.add({ address: folder, everyMinutes: 1_440 });
    await quiet();
    for (let day = 0; day < 10; day += 1) await pass(1_440 * MINUTE);
    expect(await runs()).toBeGreaterThanOrEqual(7);
    expect(await runs()).toBeLessThanOrEqual(8);
  });

  it('ends with the source', async () => {
    rig.work();
    const { sourceId } = await rig.add({ address: folder, everyMinutes: 10 });
    await quiet();
    await rig.sources.remove(sourceId, { documents: false });
    await pass(60 * MINUTE);
    expect(await runs()).toBe(1);
    expect(await rig.sources.run(sourceId)).toBeNull();
  });
});

describe('a run', () => {
  it('is shared by all who ask for one while it waits or works, in every process', async () => {
    const source = await rig.add({ address: folder });
    const other = rig.open();
    const asked = [
      await rig.sources.run(source.sourceId),
      await other.sources.run(source.sourceId),
      await rig.sources.run(source.sourceId),
    ];
    expect(new Set(asked).size).toBe(1);
    rig.work();
    rig.work(other);
    await quiet();
    expect(await runs()).toBe(1);
  });

  it('goes on after a kill: what was read is not read again', async () => {
    await using small = await openSourceRig({ limits: { chunk: 1 } });
    await using site = await startSite();
    const links = ['/a', '/b', '/hangs', '/c'];
    site.pages.set('/', page('Home', 'Welcome here.', ['/moved', ...links]));
    site.pages.set('/moved', { status: 301, headers: { Location: '/target' } });
    site.pages.set('/target', page('Target', 'The target.', ['/d']));
    for (const link of ['/a', '/b', '/c', '/d']) site.pages.set(link, page(link, `About ${link}.`));
    site.pages.set('/hangs', () => {});
    const { sourceId } = await small.add({ address: `${site.url}/`, kind: 'site', depth: 2 });
    small.work();
    await eventually(() => expect(site.requests.at(-1)?.path).toBe('/hangs'));
    // The process is gone without a word: its lease runs out and another one takes the job.
    await small.store
      .updateTable('jobs')
      .set({ lease_until: small.clock.now() - 1 })
      .execute();
    site.pages.set('/hangs', page('Hangs', 'No longer.'));
    site.asked();
    const next = small.open();
    small.work(next);
    const source = await small.settled(sourceId);
    expect(site.asked()).toEqual(['/hangs', '/c', '/d']);
    expect(source).toMatchObject({ state: 'done', documents: 7, counts: { added: 7, removed: 0 } });
  });

  it('that is stopped in the middle goes back and is whole in the end', async () => {
    let parsed = 0;
    // The fifth file takes longer than the process lives.
    const parse: SourcesDeps['parse'] = async (file, signal) => {
      parsed += 1;
      if (parsed === 5) await once(signal as AbortSignal, 'abort');
      signal?.throwIfAborted();
      return parseBytes(file.name, readFileSync(file.path));
    };
    await using stopped = await openSourceRig({ limits: { chunk: 2 }, deps: { parse } });
    for (let number = 0; number < 9; number += 1) stopped.write(`guide/${number}.md`, `Number ${number}.`);
    const { sourceId } = await stopped.add({ address: path.join(stopped.folder, 'guide') });
    stopped.work();
    await eventually(() => expect(parsed).toBeGreaterThanOrEqual(5));
    await stopped.jobs.stop();
    expect(await stopped.paths()).toHaveLength(4);
    expect((await stopped.show(sourceId)).state).toBe('running');
    stopped.work(stopped.open());
    expect(await stopped.settled(sourceId)).toMatchObject({
      state: 'done',
      documents: 9,
      counts: { added: 9 },
    });
  });

  it('that a source is removed from under leaves nothing of it behind', async () => {
    await using site = await startSite({ '/hangs': () => {} });
    site.pages.set('/', page('Home', 'Welcome here.', ['/hangs']));
    const { sourceId } = await rig.add({ address: `${site.url}/`, kind: 'site', depth: 1 });
    rig.work();
    await eventually(() => expect(site.requests.at(-1)?.path).toBe('/hangs'));
    await rig.sources.remove(sourceId, { documents: true });
    await rig.jobs.stop();
    expect(await rig.paths()).toEqual([]);
    expect(await rig.store.selectFrom('source_items').select('item').execute()).toEqual([]);
    expect(await rig.sources.list()).toEqual([]);
  });

  it('pauses between requests as long as robots.txt asks', async () => {
    await using slow = await openSourceRig({ limits: { delayMs: 1 } });
    await using site = await startSite({ '/robots.txt': 'User-agent: *\nCrawl-delay: 5' });
    site.pages.set('/', page('Home', 'Welcome here.', ['/a']));
    site.pages.set('/a', page('A', 'About a.'));
    const { sourceId } = await slow.add({ address: `${site.url}/`, kind: 'site', depth: 1 });
    slow.work();
    for (const [path_, pause] of [
      ['/robots.txt', 1],
      ['/', 5_000],
      ['/a', 0],
    ] as const) {
      await eventually(() => expect(site.requests.at(-1)?.path).toBe(path_));
      await lookAgain(slow.jobs);
      slow.clock.advance(Math.max(0, pause - 1));
      await lookAgain(slow.jobs);
      expect(site.requests.at(-1)?.path).toBe(path_);
      await eventually(async () => {
        slow.clock.advance(1);
        await lookAgain(slow.jobs);
        if (path_ !== '/a') expect(site.requests.at(-1)?.path).not.toBe(path_);
      });
    }
    expect(await slow.settled(sourceId)).toMatchObject({ state: 'done', documents: 2 });
  });
});
