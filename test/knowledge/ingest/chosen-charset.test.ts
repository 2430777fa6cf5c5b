import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../../fixtures/whole-app.ts';

/** "Ключ у вахтёра." as old Windows writes Russian; as Western European it is "Êëþ÷ ó âàõò¸ðà.". */
const cyrillic = Buffer.from('caebfef720f320e2e0f5f2b8f0e02e0a', 'hex');
const right = 'Ключ у вахтёра.';
const wrong = 'Êëþ÷ ó âàõò¸ðà.';

describe('a charset that somebody chose', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'docent-charset-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a folder anew in it, though no file changed', async () => {
    await using whole = await openApp();
    const { library } = whole.app;
    writeFileSync(path.join(folder, 'key.txt'), cyrillic);
    const ingest = async (charset?: string) => {
      const options = { collection: 'default', by: 'cli', cwd: folder };
      const report = await library.ingest(
        ['key.txt'],
        charset === undefined ? options : { ...options, charset },
      );
      const [file] = report.files;
      const texts = (await library.passages(file?.documentId ?? '')).map(({ text }) => text);
      return { status: file?.status, reason: file?.reason, texts };
    };
    expect(await ingest('windows-1252')).toMatchObject({ status: 'added', texts: [wrong] });
    expect(await ingest('windows-1251')).toMatchObject({ status: 'updated', texts: [right] });
    expect(await ingest('windows-1251')).toMatchObject({ status: 'unchanged' });
    const refused = await ingest('utf-8');
    expect(refused.status).toBe('rejected');
    expect(refused.reason).toContain('not written in utf-8, which was chosen for it');
  });

  it('is kept with an upload until it is read', async () => {
    await using whole = await openApp();
    const { app, dataDir } = whole;
    const tempFile = path.join(dataDir, 'waits.txt');
    writeFileSync(tempFile, cyrillic);
    const { documentId } = await app.library.upload({
      ...{ name: 'key.txt', tempFile, collection: 'default', by: 'Ada', charset: 'windows-1251' },
    });
    const texts = await vi.waitFor(
      async () => {
        const found = (await app.library.passages(documentId)).map(({ text }) => text);
        if (found.length === 0) throw new Error('not read yet');
        return found;
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(texts).toEqual([right]);
  });
});
