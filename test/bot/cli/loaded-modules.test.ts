import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runProcess, temporaryFolder } from './run-docent.ts';

/** Writes the address of every module that is loaded, of this process and its threads. */
const watcher = (file: string): string => `
  import { registerHooks } from 'node:module';
  import { appendFileSync } from 'node:fs';
  registerHooks({
    load(url, context, next) {
      appendFileSync(${JSON.stringify(file)}, url + '\\n');
      return next(url, context);
    },
  });`;

it('loads for a search neither other commands nor what only they need', async () => {
  using room = temporaryFolder();
  const notes = path.join(room.folder, 'notes');
  mkdirSync(notes);
  writeFileSync(path.join(notes, 'leave.md'), '# Leave\n\nHoliday leave is asked for in the calendar.\n');
  const options = { dataDir: room.dataDir };
  expect((await runProcess(['ingest', notes], options)).code).toBe(0);

  const list = path.join(room.folder, 'loaded.txt');
  const hook = path.join(room.folder, 'hook.mjs');
  writeFileSync(hook, watcher(list));
  const found = await runProcess(['search', 'holiday leave', '--json'], {
    ...options,
    env: { NODE_OPTIONS: `--import=${hook}`, DOCENT_MEANING: 'on' },
  });
  expect(found.json()).toMatchObject({ hits: [{ title: 'Leave' }] });

  const loaded = readFileSync(list, 'utf8');
  expect(loaded).toContain('bot/cli/commands/search.ts');
  expect(loaded).not.toMatch(/bot\/cli\/commands\/(?!search)/);
  expect(loaded).not.toMatch(
    /node_modules\/(?:@langchain|zod|pino|cheerio|markdown-it|officeparser|csv-parse)\//,
  );
  expect(loaded).not.toMatch(
    /bot\/assembly\/assemble\.ts|core\/guardrails\/|knowledge\/parsers\/|index-worker\.ts|encoder-worker\.ts/,
  );
});

it('loads no command for a start', async () => {
  using room = temporaryFolder();
  const list = path.join(room.folder, 'loaded.txt');
  const hook = path.join(room.folder, 'hook.mjs');
  writeFileSync(hook, watcher(list));
  const shown = await runProcess(['start', '--help'], {
    dataDir: room.dataDir,
    env: { NODE_OPTIONS: `--import=${hook}` },
  });
  expect(shown.out).toContain('run the bot and the console');

  const loaded = readFileSync(list, 'utf8');
  expect(loaded).toContain('bot/cli/program.ts');
  expect(loaded).not.toMatch(/bot\/cli\/commands\//);
});
