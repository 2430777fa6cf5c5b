import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sweepUploads } from '../../../knowledge/ingest/sweep-uploads.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const AT = '2026-03-01T00:00:00.000Z';

it('removes uploads that no document waits for, and nothing else', async () => {
  await using temp = await openTempStore();
  const dir = await mkdtemp(path.join(tmpdir(), 'docent-uploads-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await temp.store
    .insertInto('documents')
    .values({
      ...{
        id: 'd',
        external_id: null,
        collection: 'c',
        path: 'p',
        title: 't',
        status: 'failed',
        reason: 'r',
      },
      ...{ published_revision: null, pending_file: 'file_1', created_at: AT, updated_at: AT },
    })
    .execute();
  for (const name of ['file_1', 'file_2', 'up_3', 'notes.txt']) await writeFile(path.join(dir, name), name);
  expect(await sweepUploads(temp.store, dir)).toBe(2);
  expect((await readdir(dir)).sort()).toEqual(['file_1', 'notes.txt']);
});

it('has nothing to do where nothing was ever uploaded', async () => {
  await using temp = await openTempStore();
  expect(await sweepUploads(temp.store, path.join(tmpdir(), 'docent-no-such-folder'))).toBe(0);
});
