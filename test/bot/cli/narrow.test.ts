import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { repository, runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (args: string[], stdin?: string) =>
  runDocent(args, { dataDir, cwd: folder, ...(stdin === undefined ? {} : { stdin }) });
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

type Found = { id: unknown; hits: { path: string }[]; error?: string };
const pathsOf = (found: unknown): string[] => (found as Found).hits.map((hit) => hit.path).toSorted();

beforeAll(async () => {
  mkdirSync(path.join(folder, 'guide/berlin'), { recursive: true });
  writeFileSync(
    path.join(folder, 'guide/lunch.md'),
    '# Canteen\n\nLunch is served in the canteen from noon.\n',
  );
  writeFileSync(
    path.join(folder, 'guide/berlin/kantine.md'),
    '# Kantine\n\nDas Mittagessen wird in der Kantine ab zwölf serviert, und es gibt auch für alle ein Dessert im Canteen.\n',
  );
  writeFileSync(path.join(folder, 'lunch.txt'), 'Lunch at the old canteen was served at one.\n');
  const run = await docent(['ingest', 'guide', 'lunch.txt', '--json']);
  expect(run.code).toBe(0);
});
afterAll(() => place[Symbol.dispose]());

describe('a narrowed search', () => {
  it('takes paths, languages and days, as options', async () => {
    const search = async (...options: string[]) =>
      pathsOf((await docent(['search', 'lunch canteen Mittagessen', '--json', ...options])).json());
    expect(await search('--path', 'guide/')).toEqual(['guide/berlin/kantine.md', 'guide/lunch.md']);
    expect(await search('--path', '*.txt', '--path', 'guide/*.md')).toEqual(['guide/lunch.md', 'lunch.txt']);
    expect(await search('--language', 'de', '--by', 'document')).toEqual(['guide/berlin/kantine.md']);
    expect(await search('--after', day(-1), '--before', day(1), '--language', 'EN')).toEqual([
      'guide/lunch.md',
      'lunch.txt',
    ]);
    expect(await search('--before', day(-1))).toEqual([]);
  });

  it('takes them as fields of a row, which stand in the place of the options', async () => {
    const query = 'lunch Mittagessen';
    const rows = [
      { id: 1, query },
      { id: 2, query, path: ['lunch.txt', 'guide/berlin'] },
      { id: 3, query, path: 'guide/', language: ['de'] },
      { id: 4, query, language: 'klingon' },
      { id: 5, query, path: [] },
      { id: 6, query, after: 7 },
      { id: 7, query, collection: 'nowhere' },
    ].map((row) => JSON.stringify(row));
    const run = await docent(['search', '--batch', '-', '--path', '**/lunch.*'], rows.join('\n'));
    const found = run.rows() as Found[];
    expect(found.slice(0, 3).map(pathsOf)).toEqual([
      ['guide/lunch.md', 'lunch.txt'],
      ['guide/berlin/kantine.md', 'lunch.txt'],
      ['guide/berlin/kantine.md'],
    ]);
    expect(found.slice(3).map(({ id, error }) => [id, error])).toEqual([
      [4, expect.stringContaining('There is no language "klingon". Known are en, de')],
      [5, expect.stringContaining('at least one folder')],
      [6, '"after" must be a text'],
      [7, 'There is no collection "nowhere".'],
    ]);
  });

  it.each([
    [['--language', 'english'], 'There is no language "english".'],
    [['--path', ''], 'a path must not be empty'],
    [['--path', '*a*a*a*a*a*'], 'too many wildcards'],
    [['--after', '31.1.2026'], 'must look like 2026-01-31'],
    [['--before', '2026-02-30'], 'must look like 2026-01-31'],
    [['--after', '2026-02-02', '--before', '2026-02-01'], 'No day is both'],
  ])('ends with 2 and words for %j', async (options, words) => {
    const run = await docent(['search', 'lunch', ...options]);
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining(words) });
  });
});

describe('a narrowed question', () => {
  it('is answered from the allowed passages, whatever the cache holds, and leaves nothing in it', async () => {
    const ask = async (...options: string[]) =>
      (await docent(['ask', 'When is lunch served in the canteen?', '--json', ...options])).json() as {
        servedBy: string | null;
        citations: { path: string }[];
      };
    const sources = ({ citations }: { citations: { path: string }[] }) => citations.map((one) => one.path);
    const narrowed = await ask('--path', 'lunch.txt');
    expect([narrowed.servedBy, ...sources(narrowed)]).toEqual(['extract', 'lunch.txt']);
    expect((await ask()).servedBy).toBe('extract');
    expect((await ask()).servedBy).toBe('exact-cache');
    expect((await ask('--path', 'guide/')).servedBy).toBe('extract');
    const nothing = await ask('--path', 'no-such/');
    expect([nothing.servedBy, ...sources(nothing)]).toEqual([null]);
  });

  it('comes from the rows of a batch, too', async () => {
    const question = 'When is lunch served in the canteen?';
    const rows = [
      { id: 'a', question, path: 'lunch.txt' },
      { id: 'b', question, language: 'xx' },
    ].map((row) => JSON.stringify(row));
    const run = await docent(['ask', '--batch', '-'], rows.join('\n'));
    expect(run.rows()).toMatchObject([
      { id: 'a', outcome: 'answered', citations: [{ path: 'lunch.txt' }] },
      { id: 'b', error: expect.stringContaining('There is no language "xx"') },
    ]);
  });
});

describe('what is not there', () => {
  it('says that the narrowing left nothing, and not that there are no documents', async () => {
    const { out } = await docent(['ask', 'When is lunch?', '--path', 'nonexist/']);
    expect(out).toContain(wording.noneNarrowed);
    expect(out).not.toContain(wording.noDocuments);
    const elsewhere = await docent(['ask', 'When is lunch?', '--path', 'guide/', '--language', 'fr']);
    expect(elsewhere.out).toContain(wording.noneNarrowed);
  });

  it('says that no document matches where a list is narrowed', async () => {
    for (const narrowed of [
      ['--search', 'zzzz'],
      ['--collection', 'nowhere'],
    ]) {
      const { out } = await docent(['documents', 'list', ...narrowed]);
      expect(out).toContain('No document matches.');
      expect(out).not.toContain('No documents yet');
    }
  });

  it('says how the manual is taken in, and does as it says', async () => {
    const ask = () => docent(['ask', 'How do I connect Slack?', '--collection', 'docent']);
    const missing = await ask();
    expect(missing.code).toBe(2);
    const command = /"docent (ingest .+?)"/.exec(missing.err)?.[1] ?? '';
    const taken = await runDocent(command.split(' '), { dataDir, cwd: repository });
    expect(taken.code).toBe(0);
    expect((await ask()).out).toContain('connect-slack.md');
  });
});
