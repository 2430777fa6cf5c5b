import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

it('docent synonyms tries, adds, lists and removes', async () => {
  using place = temporaryFolder();
  const docent = (...args: string[]) => runDocent(args, { dataDir: place.dataDir, cwd: place.folder });
  writeFileSync(path.join(place.folder, 'leave.md'), '# Paid leave\n\nYou get 25 days of paid leave.\n');
  await docent('ingest', 'leave.md');
  const tried = (await docent('synonyms', 'try', 'PTO', 'paid leave', '--json')).json();
  expect(tried).toMatchObject({ effects: [{ question: 'PTO', after: { title: 'Paid leave' } }] });
  expect((await docent('synonyms', 'list')).out).toBe('There are no synonyms yet.\n');
  expect((await docent('synonyms', 'add', 'PTO', 'paid leave', '--json')).json()).toMatchObject({
    synonym: { said: 'pto', meant: 'paid leave' },
  });
  expect((await docent('synonyms', 'list')).out).toBe('pto = paid leave\n');
  expect((await docent('synonyms', 'remove', 'PTO')).code).toBe(0);
  expect((await docent('synonyms', 'remove', 'PTO')).code).toBe(1);
  expect((await docent('synonyms', 'add', 'x', 'X')).code).toBe(2);
});
