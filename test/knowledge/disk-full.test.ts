import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../fixtures/whole-app.ts';

/** A disk of a few megabytes; null where this machine lets nobody mount one. */
function smallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'docent-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

const disk = smallDisk(1);
if (disk !== null) unmount(disk);

function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
}

/** Half a megabyte of passages that no other file has, of few words. */
const page = (n: number): string =>
  Array.from({ length: 400 }, (_, part) => {
    const words = Array.from({ length: 160 }, (_, at) => `word${(n * 7 + part * 3 + at) % 997}`);
    return `## Part ${part} of page ${n}\n\n${words.join(' ')}.`;
  }).join('\n\n');

describe.skipIf(disk === null)('a disk that fills up (skipped where nobody may mount a tmpfs)', () => {
  const disks: string[] = [];
  afterEach(() => {
    for (const folder of disks.splice(0)) unmount(folder);
  });
  const mounted = (megabytes: number): string => {
    const folder = smallDisk(megabytes);
    if (folder === null) throw new Error('no disk');
    disks.push(folder);
    return folder;
  };

  it('during an ingest is reported for each file, and no document is half there', {
    timeout: 120_000,
  }, async () => {
    const folder = mounted(10);
    const dataDir = path.join(folder, 'data');
    await using docent = await openApp({ DOCENT_DATA_DIR: dataDir });
    await docent.ingest({ 'before.md': '# Before\n\nThe heron nests by the pond.' });
    const names = Array.from({ length: 16 }, (_, n) => `page-${n}.md`);
    const report = await docent.ingest(Object.fromEntries(names.map((name, n) => [name, page(n)])));
    const refused = report.files.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatch(/disk is full/);

    const store = new DatabaseSync(path.join(dataDir, 'docent.sqlite'), { readOnly: true });
    const numbers = store
      .prepare(
        `select (select count(*) from passages where current = 1) as passages,
          (select count(*) from documents where published_revision is null) as halves`,
      )
      .get();
    expect(store.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    store.close();
    const before = await docent.documentAt('before.md');
    expect(numbers).toMatchObject({ passages: report.passages + before.passages, halves: 0 });

    // What was there before still answers.
    const found = await docent.app.retriever.search({ text: 'heron pond', k: 1 });
    expect(found.passages[0]?.path).toBe('before.md');
  });

  it('during an index save is reported, and the index that was saved stands', {
    timeout: 120_000,
  }, async () => {
    const folder = mounted(16);
    const dataDir = path.join(folder, 'data');
    await using docent = await openApp({ DOCENT_DATA_DIR: dataDir });
    await docent.ingest({ 'before.md': '# Before\n\nThe heron nests by the pond.', 'page.md': page(1) });
    const saved = readdirSync(path.join(dataDir, 'index')).filter((name) => /\.(bin|json)$/.test(name));
    // Room for a small document, not for the index beside the one that is saved.
    fill(folder, 150_000);
    const more = docent.ingest({ 'small.md': '# Small\n\nThe otter sleeps under the bridge.' });
    await expect(more).rejects.toMatchObject({
      code: 'ingest.disk-full',
      message: expect.stringMatching(/disk is full.*can be found/),
    });
    const left = readdirSync(path.join(dataDir, 'index')).filter((name) => /\.(bin|json|tmp)$/.test(name));
    expect(left).toEqual(saved);
    for (const [text, file] of [
      ['heron pond', 'before.md'],
      ['otter bridge', 'small.md'],
    ] as const) {
      const found = await docent.app.retriever.search({ text, k: 1 });
      expect(found.passages[0]?.path).toBe(file);
    }
  });
});

/** Leaves about that many bytes of a disk free. */
function fill(folder: string, free: number): void {
  const available = Number(
    execFileSync('df', ['--output=avail', '-B1', folder], { encoding: 'utf8' }).split('\n')[1],
  );
  writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(Math.max(0, available - free)));
}
