import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../../bot/cli/program.ts';
import { plural, whyUnreadable } from '../../../bot/cli/words.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { openApp } from '../../fixtures/whole-app.ts';

it('counts one thing in the singular', () => {
  expect([0, 1, 2].map((count) => plural(count, 'file'))).toEqual(['0 files', '1 file', '2 files']);
});

it('says in words why a file cannot be read', async () => {
  const why = (file: string) => readFile(file).then(() => '', whyUnreadable);
  expect(await why(path.join(import.meta.dirname, 'nothing.jsonl'))).toBe('there is no such file');
  expect(await why(import.meta.dirname)).toBe('it is a folder');
});

it('says of an interrupted ingest how many files were left, and that there are none when all were stored', async () => {
  await using room = await openApp();
  await room.ingest({ 'leave.md': '# Leave\n\nFive days may be carried over.\n' });
  async function ingest(interruptAt: 'first' | 'last'): Promise<{ code: number; out: string; err: string }> {
    const controller = new AbortController();
    if (interruptAt === 'first') controller.abort();
    let [out, err] = ['', ''];
    const io = {
      out: (words: string) => {
        out += words;
      },
      err: (words: string) => {
        // The progress of the last file is the sign that nothing is left.
        if (words.includes('1/1')) controller.abort();
        err += words;
      },
      columns: 80,
      cwd: room.folder,
      signal: controller.signal,
      read: async () => '',
    };
    const config = loadConfig({ DOCENT_DATA_DIR: room.dataDir }, room.folder);
    const code = await runCommand(['ingest', 'leave.md'], {
      io,
      config,
      app: async () => room.app,
      start: null,
    });
    return { code, out, err };
  }
  const last = await ingest('last');
  expect(last.err).toContain('Interrupted, but every file had been dealt with already.');
  expect(last.out).toContain('1 file: 0 added, 0 updated, 1 unchanged');
  expect(last.code).toBe(130);
  expect((await ingest('first')).err).toContain('Interrupted: 1 file was not taken in.');
});
