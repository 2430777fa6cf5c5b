import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../../fixtures/whole-app.ts';

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

  it('during an ingest is reported for each file, and no document is half there', async () => {
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

  it('during an index save is reported, and the index that was saved stands', async () => {
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

describe.skipIf(disk === null)('without room (skipped where nobody may mount a tmpfs)', () => {
  /** An app whose disk has room for a few rows only, with one document in it. */
  async function openFull(megabytes: number) {
    const folder = smallDisk(megabytes);
    if (folder === null) throw new Error('no disk');
    const docent = await openApp({ DOCENT_DATA_DIR: path.join(folder, 'data') });
    await docent.ingest({ 'before.md': '# Before\n\nThe heron nests by the pond.' });
    return {
      folder,
      docent,
      found: async (text: string) =>
        (await docent.app.retriever.search({ text, k: 3 })).passages.map((one) => one.path),
      makeRoom: () => rmSync(path.join(folder, 'ballast')),
      async [Symbol.asyncDispose]() {
        await docent[Symbol.asyncDispose]();
        unmount(folder);
      },
    };
  }

  it('an upload fails in words, nothing of it is published, and a retry takes it in', async () => {
    await using rig = await openFull(12);
    const { docent } = rig;
    const tempFile = path.join(rig.folder, 'upload');
    writeFileSync(tempFile, page(1));
    fill(rig.folder, 400_000);
    const { documentId } = await docent.app.library.upload({
      ...{ name: 'big.md', tempFile, collection: 'default', by: 'Ada' },
    });
    await expect.poll(async () => (await docent.documentAt('big.md')).status).toBe('failed');
    const document = await docent.documentAt('big.md');
    expect(document).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/disk is full.*Retry/),
    });
    expect(await rig.found('word7 word10')).not.toContain('big.md');
    expect(await rig.found('heron pond')).toContain('before.md');

    rig.makeRoom();
    expect(await docent.app.library.retry(documentId)).toBe(true);
    await expect.poll(async () => (await docent.documentAt('big.md')).status).toBe('ready');
  });

  it('a document is deleted all the same where a reserve is kept, and what was found before still is', async () => {
    const folder = smallDisk(24);
    if (folder === null) throw new Error('no disk');
    const env = { DOCENT_DATA_DIR: path.join(folder, 'data'), DOCENT_DISK_RESERVE_MB: '4' };
    const docent = await openApp(env);
    await docent.ingest({ 'before.md': '# Before\n\nThe heron nests by the pond.', 'page.md': page(1) });
    const { library, reserve } = docent.app;
    expect(await reserve.fill()).toBe(true);
    fill(folder, 0);
    const { documentId } = await docent.documentAt('page.md');
    expect(await library.delete(documentId)).toBe(true);
    expect(await library.find('page.md')).toBeUndefined();
    const found = await docent.app.retriever.search({ text: 'heron pond', k: 1 });
    expect(found.passages[0]?.path).toBe('before.md');
    expect(await reserve.release()).toBe(false);
    await docent[Symbol.asyncDispose]();
    unmount(folder);
  });

  it('what cannot be stored at all is refused in words: uploads, deletes, and whatever changes a document', async () => {
    await using rig = await openFull(12);
    const { library } = rig.docent.app;
    const { documentId } = await rig.docent.documentAt('before.md');
    fill(rig.folder, 0);
    const tempFile = path.join(rig.docent.folder, 'small');
    writeFileSync(tempFile, '# Small');
    // Rows of the write-ahead log that is there already may still hold a few changes.
    let refused: unknown = null;
    for (let at = 0; refused === null && at < 2_000; at++)
      await library.archive(documentId).then(
        () => library.restore(documentId).catch((error: unknown) => (refused = error)),
        (error: unknown) => (refused = error),
      );
    expect(refused).toMatchObject({ code: 'disk.full', hint: expect.stringMatching(/nothing was changed/) });
    await expect(library.delete(documentId)).rejects.toMatchObject({
      code: 'disk.full',
      message: expect.stringMatching(/not deleted/),
    });
    expect(await library.find(documentId)).toBeDefined();
    rig.makeRoom();
    expect(await library.delete(documentId)).toBe(true);
    expect(await rig.found('heron pond')).toEqual([]);
  });

  it('a source says so, keeps what it read, and its next run goes on', async () => {
    await using rig = await openFull(40);
    const { docent, folder } = rig;
    const watched = path.join(docent.folder, 'watched');
    mkdirSync(watched);
    for (let n = 0; n < 6; n++) writeFileSync(path.join(watched, `page-${n}.md`), page(n));
    fill(folder, 2_500_000);
    const made = await docent.app.sources.add({
      ...{ kind: 'folder', address: watched, collection: 'default', by: 'test', anyFolder: true },
    });
    expect(made.kind).toBe('added');
    const source = async () => (await docent.app.sources.list())[0];
    await expect.poll(async () => (await source())?.result ?? '').toMatch(/disk is full.*next run goes on/);
    expect((await source())?.state).toBe('failed');

    rig.makeRoom();
    await docent.app.sources.run((await source())?.sourceId ?? '');
    await expect.poll(async () => (await source())?.documents).toBe(6);
  });
});

/** Leaves about that many bytes of a disk free. */
function fill(folder: string, free: number): void {
  const available = Number(
    execFileSync('df', ['--output=avail', '-B1', folder], { encoding: 'utf8' }).split('\n')[1],
  );
  writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(Math.max(0, available - free)));
}
