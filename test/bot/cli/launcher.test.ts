import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Run, runDocent, runProcess, temporaryFolder } from './run-docent.ts';

/** Command lines, in an order in which each finds what those before it left. */
const LINES: { args: string[]; stdin?: string; env?: Record<string, string>; code?: number }[] = [
  { args: ['--help'] },
  { args: ['ingest', 'desk.md', 'photo.bin', '--collection', 'desk'] },
  { args: ['documents', 'list'] },
  { args: ['search', 'lost badge', '--by', 'document'] },
  { args: ['ask', 'Where is a lost badge replaced?'] },
  { args: ['guard', '--batch', '-'], stdin: '{"id":1,"stage":"output","text":"Write to jane@example.org."}' },
  { args: ['documents', 'archive', 'nothing.md'], code: 1 },
  { args: ['config'], env: { DOCENT_PORT: 'many' }, code: 2 },
  { args: ['documents', 'list'], env: { DOCENT_PORT: 'many' }, code: 2 },
];

/** What a shell sees, but for what is another at each start: the folder, ids and times. */
function seen({ code, out, err }: Run, folder: string) {
  const same = (text: string) =>
    text
      .replaceAll(folder, 'FOLDER')
      .replace(/\b(?:doc|ans)_\w+/g, 'ID')
      .replace(/\d+(?:\.\d+)? ?(?:ms|s|seconds?)\b/g, 'TIME');
  return { code, out: same(out), err: same(err) };
}

it('gives a shell what a command run within a test gives, byte by byte', async () => {
  using shell = temporaryFolder();
  using test = temporaryFolder();
  for (const { folder } of [shell, test]) {
    writeFileSync(path.join(folder, 'desk.md'), '# Badges\n\nA lost badge is replaced at the front desk.\n');
    writeFileSync(path.join(folder, 'photo.bin'), Buffer.from([0, 1, 2, 3, 255, 254]));
  }
  for (const { args, code = 0, ...options } of LINES) {
    const there = seen(await runProcess(args, { dataDir: shell.dataDir, ...options }), shell.folder);
    const here = seen(await runDocent(args, { dataDir: test.dataDir, ...options }), test.folder);
    expect([args, there]).toEqual([args, here]);
    expect([args, there.code]).toEqual([args, code]);
  }
});
