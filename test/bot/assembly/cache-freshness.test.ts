import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, repository, runDocent, temporaryFolder } from '../cli/run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
afterAll(() => place[Symbol.dispose]());

const docent = (args: string[]) => runDocent(args, { dataDir, cwd: folder });
const QUESTION = 'Who looks after the greenhouse?';
const write = (name: string) =>
  writeFileSync(
    path.join(folder, 'guide/garden.md'),
    `# Garden\n\nThe greenhouse is looked after by ${name}.\n`,
  );

/** Takes the folder in and asks, over and over; dies when it is told to, wherever it stands. */
function startWriter(name: string): ChildProcess {
  write(name);
  return spawn(process.execPath, [path.join(repository, 'bot/docent.js'), 'ingest', 'guide'], {
    cwd: folder,
    env: cleanEnvironment(dataDir),
    stdio: 'ignore',
  });
}

describe('a kept answer after kill -9', () => {
  it('is never older than what is published', async () => {
    mkdirSync(path.join(folder, 'guide'));
    write('Ada');
    await docent(['ingest', 'guide']);
    for (const [round, name] of ['Grace', 'Edsger', 'Barbara'].entries()) {
      await docent(['ask', QUESTION]);
      const child = startWriter(name);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve) => setTimeout(resolve, 200 + 200 * round));
      child.kill('SIGKILL');
      await ended;
      const shown = (await docent(['documents', 'show', 'guide/garden.md', '--json'])).json() as {
        passagesText: { text: string }[];
      };
      const published = shown.passagesText.map((passage) => passage.text).join(' ');
      const answer = (await docent(['ask', QUESTION, '--json'])).json() as { text: string };
      const named = /by (\w+)\./.exec(answer.text)?.[1] ?? 'nobody';
      expect(published).toContain(named);
    }
  });
});
