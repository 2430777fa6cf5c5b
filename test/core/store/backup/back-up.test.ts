import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { backUp } from '../../../../core/store/backup/back-up.ts';
import { restore } from '../../../../core/store/backup/restore.ts';
import { bumpGeneration, readGeneration } from '../../../../core/store/meta.ts';
import type { Store } from '../../../../core/store/schema.ts';
import { openSqliteStore } from '../../../../core/store/sqlite.ts';

/** A data folder that is in use. */
async function openFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-backup-'));
  const dataDir = path.join(folder, 'data');
  await mkdir(path.join(dataDir, 'uploads'), { recursive: true });
  const store = await openSqliteStore(path.join(dataDir, 'docent.sqlite'));
  onTestFinished(async () => {
    await store.destroy();
    await rm(folder, { recursive: true, force: true });
  });
  const into = path.join(folder, 'backups');
  const make = () => backUp({ dataDir, into, withKey: false, version: '1.2.3', clock: systemClock });
  const restoreTo = (name: string, place: string) =>
    restore({ place, dataDir: path.join(folder, name), replace: false, by: 'tester', clock: systemClock });
  return { folder, dataDir, into, store, make, restoreTo };
}

const AT = '2026-03-01T00:00:00.000Z';

async function waitingDocument(store: Store, pending: string) {
  await store
    .insertInto('documents')
    .values({
      ...{ id: pending, external_id: null, collection: 'c', path: pending, title: pending, reason: null },
      ...{ status: 'processing', published_revision: null, pending_file: pending },
      ...{ created_at: AT, updated_at: AT },
    })
    .execute();
}

it('takes along the uploads that a document waits for, and no others', async () => {
  const { folder, dataDir, store, make, restoreTo } = await openFolder();
  await waitingDocument(store, 'file_1');
  for (const name of ['file_1', 'file_2', 'half-sent'])
    await writeFile(path.join(dataDir, 'uploads', name), name);
  const made = await make();
  expect(await readdir(path.join(made.path, 'uploads'))).toEqual(['file_1']);
  await mkdir(path.join(folder, 'new'));
  await restoreTo('new', made.path);
  expect(await readdir(path.join(folder, 'new/uploads'))).toEqual(['file_1']);
  expect(await readdir(path.join(folder, 'new'))).toEqual(['docent.sqlite', 'uploads']);
});

it('is of one moment although the store is written to meanwhile', async () => {
  const { store, make, folder, restoreTo } = await openFolder();
  let writing = true;
  let written = 0;
  const writer = (async () => {
    while (writing) {
      await store.transaction().execute(async (trx) => {
        await waitingDocument(trx, `file_w${written}`);
        await bumpGeneration(trx);
      });
      written += 1;
    }
  })();
  const made = await make();
  writing = false;
  await writer;
  await mkdir(path.join(folder, 'new'));
  await restoreTo('new', made.path);
  const restored = await openSqliteStore(path.join(folder, 'new/docent.sqlite'));
  onTestFinished(() => restored.destroy());
  expect(await readGeneration(restored)).toBe(made.documents);
  expect(written).toBeGreaterThan(made.documents);
});

it('leaves nothing behind when it fails, and clears what a killed one left a day ago', async () => {
  const { dataDir, into, make } = await openFolder();
  const killed = path.join(into, '.2026-01-01T00-00-00.000Z.part');
  await mkdir(killed, { recursive: true });
  await utimes(killed, 0, 0);
  await make();
  expect((await readdir(into)).filter((name) => name.startsWith('.'))).toEqual([]);
  // A folder cannot be copied as a file: the disk fails half way through.
  await rm(path.join(dataDir, 'uploads'), { recursive: true });
  await mkdir(path.join(dataDir, 'uploads/file_1'), { recursive: true });
  await expect(make()).rejects.toThrow();
  expect(await readdir(into)).toHaveLength(1);
});

it('does not bring back sessions and sign-in links', async () => {
  const { folder, store, make, restoreTo } = await openFolder();
  await store
    .insertInto('sessions')
    .values({ token_hash: 'a', user_id: 'u', csrf: 'c', created_at: 1, seen_at: 1, agent: '' })
    .execute();
  const made = await make();
  await mkdir(path.join(folder, 'new'));
  await restoreTo('new', made.path);
  const restored = await openSqliteStore(path.join(folder, 'new/docent.sqlite'));
  onTestFinished(() => restored.destroy());
  expect(await restored.selectFrom('sessions').selectAll().execute()).toEqual([]);
});

it('restores from the folder that holds one backup, and asks which where it holds several', async () => {
  const { folder, into, make, restoreTo } = await openFolder();
  await make();
  await mkdir(path.join(folder, 'one'));
  expect((await restoreTo('one', into)).documents).toBe(0);
  await make();
  await mkdir(path.join(folder, 'two'));
  await expect(restoreTo('two', into)).rejects.toMatchObject({ code: 'restore.refused' });
});
