import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';

const steps = Array.from(
  { length: 40 },
  (_, at) => `${at + 1}. Turn the numbered valve by the wall to the left, then wait.`,
);
const PAGE = `# Boiler\n\n## Starting the boiler\n\nTo start the boiler:\n\n${steps.join('\n')}\n\n## Cleaning\n\nSweep it on Fridays.\n`;

it('a passage brings the next one of its document, under the same headings, unless the search is narrowed', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'docent-following-'));
  await writeFile(path.join(dir, 'boiler.md'), PAGE);
  const app = await assemble(
    loadConfig({ DOCENT_DATA_DIR: path.join(dir, 'data'), DOCENT_MEANING: 'off' }),
    createLog('silent'),
    parsersFor(),
  );
  await app.library.ingest(['boiler.md'], { collection: 'default', by: 'test', cwd: dir });
  const search = { text: 'start the boiler', k: 10 };
  const { passages } = await app.retriever.search(search);
  const begin = passages.find(({ text }) => text.includes('To start the boiler:'));
  expect(begin?.following).toMatchObject({ headings: begin?.headings, path: 'boiler.md' });
  expect(begin?.following?.text).toMatch(/^\d+\. Turn/);
  // Behind the last of a section another one begins.
  const last = passages.find(({ text }) => text.includes('40. Turn'));
  expect(last).toBeDefined();
  expect(last?.following).toBeUndefined();
  const narrowed = await app.retriever.search({ ...search, filter: { paths: ['boiler.md'] } });
  expect(narrowed.passages.length).toBeGreaterThan(0);
  expect(narrowed.passages.every(({ following }) => following === undefined)).toBe(true);
  await app.stop();
  await rm(dir, { recursive: true, force: true });
});
