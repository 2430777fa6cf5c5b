import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

it('docent audit tells what commands changed, and nothing of those that changed nothing', async () => {
  using place = temporaryFolder();
  const docent = (...args: string[]) => runDocent(args, { dataDir: place.dataDir, cwd: place.folder });
  await docent('synonyms', 'add', 'PTO', 'paid leave');
  await docent('synonyms', 'list');
  await docent('synonyms', 'remove', 'nothing of the kind');
  await docent('users', 'link', '--name', 'Bob');
  await docent('people', 'forget', 'slack', 'U0MEMBER');
  const { entries } = (await docent('audit', '--json')).json() as { entries: Record<string, unknown>[] };
  expect(entries).toMatchObject([
    { action: 'person.forget', subject: 'slack' },
    { action: 'user.link', subject: 'Bob', after: { role: 'curator' } },
    { action: 'synonym.keep', by: { id: null, via: 'cli' }, before: null, after: { meant: 'paid leave' } },
  ]);
  expect(JSON.stringify(entries)).not.toContain('U0MEMBER');
  const text = (await docent('audit', '--about', 'synonym')).out;
  expect(text).toContain('(command line) wrote down a synonym: PTO');
  expect(text).toContain('meant: - -> "paid leave"');
  expect((await docent('audit', '--about', 'nonsense')).code).toBe(2);
});

it('a command of wrong use opens no store for the log', async () => {
  using place = temporaryFolder();
  const wrong = await runDocent(['users', 'link', '--role', 'king'], {
    dataDir: place.dataDir,
    cwd: place.folder,
  });
  expect([wrong.code, existsSync(place.dataDir)]).toEqual([2, false]);
});
