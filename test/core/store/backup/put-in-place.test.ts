import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { putInPlace } from '../../../../core/store/backup/put-in-place.ts';

/** A data folder with something in it, and a checked backup beside it. */
async function folders(staged: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-place-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const dataDir = path.join(folder, 'data');
  const from = path.join(dataDir, '.restoring');
  for (const place of [from, dataDir])
    for (const inner of ['uploads', 'index']) await mkdir(path.join(place, inner), { recursive: true });
  const put = async (place: string, files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(place, name), text);
  };
  await put(dataDir, {
    ...{ 'docent.sqlite': 'old', 'docent.sqlite-wal': 'old log', 'secret.key': 'old key' },
    ...{ 'uploads/file_old': 'old', 'index/snapshot': 'old' },
  });
  await put(from, staged);
  const aside = path.join(dataDir, 'aside');
  const text = (name: string) => readFile(path.join(dataDir, name), 'utf8');
  return { dataDir, aside, text, go: () => putInPlace(dataDir, from, aside) };
}

it('puts the backup in place, and keeps a store that is too damaged to be opened with its log', async () => {
  const { dataDir, aside, text, go } = await folders({
    ...{ 'docent.sqlite': 'new', 'secret.key': 'new key', 'uploads/file_new': 'new' },
  });
  expect(await go()).toBe(aside);
  expect([await text('docent.sqlite'), await text('secret.key')]).toEqual(['new', 'new key']);
  expect(await readdir(path.join(dataDir, 'uploads'))).toEqual(['file_new']);
  expect(await readdir(dataDir)).not.toContain('index');
  expect(await readdir(dataDir)).not.toContain('docent.sqlite-wal');
  expect((await readdir(aside)).sort()).toEqual([
    ...['docent.sqlite', 'docent.sqlite-wal', 'secret.key', 'uploads'],
  ]);
  expect(await text('aside/docent.sqlite')).toBe('old');
  expect(await readdir(path.join(aside, 'uploads'))).toEqual(['file_old']);
});

it('leaves the key in place when the backup brings none', async () => {
  const { text, go } = await folders({ 'docent.sqlite': 'new' });
  await go();
  expect(await text('secret.key')).toBe('old key');
});

it('puts everything back when the store cannot be changed', async () => {
  // Without a store to move, the last step fails.
  const { dataDir, text, go } = await folders({ 'secret.key': 'new key', 'uploads/file_new': 'new' });
  await expect(go()).rejects.toThrow();
  expect([await text('docent.sqlite'), await text('docent.sqlite-wal'), await text('secret.key')]).toEqual([
    ...['old', 'old log', 'old key'],
  ]);
  expect(await readdir(path.join(dataDir, 'uploads'))).toEqual(['file_old']);
  expect(await readdir(dataDir)).not.toContain('aside');
});
