import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repository, runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (args: string[], env: Record<string, string> = {}) =>
  runDocent(args, { dataDir, cwd: folder, env });
afterAll(() => place[Symbol.dispose]());

describe('a command that does not exist', () => {
  it.each([
    ['nonsense', '--help'],
    ['documents', 'nonsense', '-h'],
    ['help', 'nonsense'],
  ])('ends with 2 and words for %j %j', async (...args) => {
    const run = await docent(args);
    expect(run.code).toBe(2);
    expect(run.err).toContain("unknown command 'nonsense'");
    expect(run.out).toBe('');
  });

  it('leaves help about those that do alone', async () => {
    for (const args of [
      ['--help'],
      ['help'],
      ['help', 'ask'],
      ['ask', '--help'],
      ['documents', 'list', '-h'],
    ]) {
      const run = await docent(args);
      expect(run).toMatchObject({ code: 0, err: '' });
      expect(run.out).toContain('Usage: docent');
    }
  });
});

it('prints its version', async () => {
  const { version } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(await docent(['--version'])).toMatchObject({ code: 0, out: `${version}\n` });
});

describe('a setting that is not usable', () => {
  it('is marked in the table, and ends it with 2', async () => {
    const run = await docent(['config'], { DOCENT_PORT: 'many' });
    expect(run.code).toBe(2);
    expect(run.out).toContain(
      'DOCENT_PORT=many  (environment)\n    NOT USABLE: it must be a number from 0 to 65535.\n',
    );
    expect(run.out.split('NOT USABLE')).toHaveLength(2);
    expect(run.out).toContain('DOCENT_LOG_LEVEL=info  (default)');
    expect(run.err).toContain('Not usable: DOCENT_PORT.');
    const json = await docent(['config', '--json'], { DOCENT_ANSWERING: 'perhaps' });
    expect(json.code).toBe(2);
    expect(json.json()['settings']).toContainEqual(
      expect.objectContaining({ key: 'DOCENT_ANSWERING', problem: 'it must be on or off.' }),
    );
    expect(await docent(['documents', 'list'], { DOCENT_PORT: 'many' })).toMatchObject({ code: 2, out: '' });
  });
});

it('says that a batch file is not there', async () => {
  const run = await docent(['ask', '--batch', 'nothing.jsonl']);
  expect(run.code).toBe(2);
  expect(run.err).toContain('The batch file nothing.jsonl cannot be read: there is no such file.');
});
