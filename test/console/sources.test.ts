import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

let rig: ConsoleRig;
let admin: Person;
beforeEach(async () => {
  rig = await startConsole();
  admin = await signIn(rig);
});
afterEach(async () => await rig.close());

const form = {
  address: 'https://docs.example.com/',
  kind: 'site',
  collection: 'docs',
  every: '60',
  depth: '2',
  include: '/a/',
  exclude: '',
};

describe('the Sources page', () => {
  it('lists sources with status, result, last and next run', async () => {
    rig.sources.put({
      address: 'https://docs.example.com/',
      state: 'partly',
      result: '3 pages, one failed.',
    });
    rig.sources.put({
      address: '/srv/guide',
      kind: 'folder',
      everyMinutes: 10,
      enabled: false,
      nextRunAt: null,
    });
    const page = await admin.text('/sources');
    expect(page).toContain('https://docs.example.com/');
    expect(page).toContain('Read in part');
    expect(page).toContain('3 pages, one failed.');
    expect(page).toContain('24 Nov 2026');
    expect(page).toContain('25 Nov 2026');
    expect(page).toContain('Website, link by link, every day');
    expect(page).toContain('Folder, paused');
    expect(page).toContain('aria-current="page">Sources');
  });

  it('adds a source without a script', async () => {
    const reply = await admin.post('/sources/add', form);
    expect([reply.status, reply.headers.get('Location')]).toEqual([303, '/sources']);
    expect(await rig.sources.list()).toMatchObject([
      { address: 'https://docs.example.com/', kind: 'site', collection: 'docs', everyMinutes: 60, depth: 2 },
    ]);
    expect(await admin.text('/sources')).toContain('hx-get="/sources/src_1/row"');
  });

  it('says why a source was refused, and keeps what was typed', async () => {
    const reply = await admin.post('/sources/add', { ...form, address: 'https://refused.example/"x' });
    expect(reply.status).toBe(422);
    const page = await reply.text();
    expect(page).toContain('The address leads nowhere.');
    expect(page).toContain('value="https://refused.example/&quot;x"');
    expect(page).toContain('value="/a/"');
  });

  it('refuses fields that it does not show', async () => {
    expect((await admin.post('/sources/add', { ...form, anyFolder: 'true' })).status).toBe(400);
    expect((await admin.post('/sources/add', { ...form, every: '-1' })).status).toBe(400);
    expect((await admin.post('/sources/add', { ...form, kind: 'ftp' })).status).toBe(400);
    expect(await rig.sources.list()).toEqual([]);
  });

  it('does not count sources that wait for their time as work in progress', async () => {
    const job = { payload: {}, attempts: 0, progress: null, message: '', createdAt: '' };
    rig.jobs.push({ ...job, id: 'job_1', kind: 'source-due', state: 'queued' });
    expect(await admin.text('/sources')).not.toContain('in progress');
    rig.jobs.push({ ...job, id: 'job_2', kind: 'source-run', state: 'queued' });
    expect(await admin.text('/sources')).toContain('1 job in progress');
  });
});

describe('one source', () => {
  it('shows what was not taken in and why, and leads to the document', async () => {
    const { sourceId } = rig.sources.put({ address: 'https://docs.example.com/', include: '/a/' });
    const seenAt = '2026-11-24T09:00:00.000Z';
    rig.sources.items.set(sourceId, [
      {
        item: 'https://docs.example.com/<x>',
        state: 'left-out',
        reason: 'noindex',
        documentId: null,
        seenAt,
      },
      {
        item: 'https://docs.example.com/y',
        state: 'failed',
        reason: 'status 500',
        documentId: 'doc_1',
        seenAt,
      },
    ]);
    const page = await admin.text(`/sources/${sourceId}`);
    expect(page).toContain('https://docs.example.com/&lt;x&gt;');
    expect(page).toContain('href="/documents/doc_1"');
    expect(page).toContain('status 500');
    expect(page).toContain('/a/');
  });

  it('is read now, from the list or from its page', async () => {
    const { sourceId } = rig.sources.put({ address: 'https://docs.example.com/' });
    const fromList = await admin.post(`/sources/${sourceId}/run`, { back: 'list' });
    const fromPage = await admin.post(`/sources/${sourceId}/run`, { back: 'source' });
    expect(fromList.headers.get('Location')).toBe('/sources');
    expect(fromPage.headers.get('Location')).toBe(`/sources/${sourceId}`);
    expect(rig.sources.runs).toEqual([
      { sourceId, confirm: false },
      { sourceId, confirm: false },
    ]);
    expect((await admin.post('/sources/none/run', {})).status).toBe(404);
  });

  it('asks before it removes what was held back', async () => {
    const { sourceId } = rig.sources.put({
      address: '/srv/guide',
      state: 'held',
      held: 12,
      result: 'All gone.',
    });
    const page = await admin.text(`/sources/${sourceId}`);
    expect(page).toContain('Remove 12 documents');
    await admin.post(`/sources/${sourceId}/run`, { confirm: 'yes', back: 'source' });
    expect(rig.sources.runs).toEqual([{ sourceId, confirm: true }]);
  });

  it('is paused and goes on', async () => {
    const { sourceId } = rig.sources.put({ address: 'https://docs.example.com/' });
    await admin.post(`/sources/${sourceId}/disable`);
    expect(await admin.text(`/sources/${sourceId}`)).toContain('Resume');
    await admin.post(`/sources/${sourceId}/enable`);
    expect((await rig.sources.list())[0]?.enabled).toBe(true);
  });

  it('is removed with its documents or without, after a question', async () => {
    const { sourceId } = rig.sources.put({ address: 'https://docs.example.com/' });
    expect(await admin.text(`/sources/${sourceId}/remove`)).toContain('It has brought 2 documents');
    expect((await admin.post(`/sources/${sourceId}/remove`)).status).toBe(400);
    expect((await admin.post(`/sources/${sourceId}/remove`, { documents: 'remove' })).status).toBe(303);
    expect(await rig.sources.list()).toEqual([]);
    expect(await admin.text(`/sources/${sourceId}/row`)).toContain('This source was removed.');
    expect((await admin.get(`/sources/${sourceId}`)).status).toBe(404);
  });

  it('is read and seen by curators, but added, paused and removed by admins only', async () => {
    const { sourceId } = rig.sources.put({ address: 'https://docs.example.com/' });
    const curator = await signIn(rig, 'Cora', 'curator');
    expect(await curator.text('/sources')).not.toContain('Add a source');
    const page = await curator.text(`/sources/${sourceId}`);
    expect(page).toContain('Read now');
    expect(page).not.toContain('/remove');
    expect((await curator.post(`/sources/${sourceId}/run`)).status).toBe(303);
    expect((await curator.post(`/sources/${sourceId}/disable`)).status).toBe(403);
    expect((await curator.post('/sources/add', form)).status).toBe(403);
  });
});
