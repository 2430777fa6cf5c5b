import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../core/defensive-ux/channel-options.ts';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { exportFiles } from '../../../core/store/export/export-all.ts';
import { openSqliteStore } from '../../../core/store/sqlite.ts';
import { runDocent, temporaryFolder } from './run-docent.ts';

const WITH_LINKS = { ...defaultOptions, style: 'links' as const };
const SECRET = 'sk-canary-0123456789abcdef0123';

describe('docent export', () => {
  const place = temporaryFolder();
  const { folder, dataDir } = place;
  const to = path.join(folder, 'open');
  const docent = (...args: string[]) =>
    runDocent(args, { dataDir, cwd: folder, env: { OPENAI_API_KEY: SECRET } });
  const rowsOf = (name: string) =>
    readFileSync(path.join(to, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  let printed: Record<string, unknown> = {};

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'badge.md'), '# Badges\n\nA lost badge is replaced at the front desk.\n');
    await docent('ingest', 'badge.md');
    writeFileSync(path.join(folder, 'badge.md'), '# Badges\n\nA lost badge is replaced at gate two.\n');
    await docent('ingest', 'badge.md');
    await docent('ask', 'Where is a lost badge replaced?');
    writeFileSync(
      path.join(folder, 'votes.jsonl'),
      `${JSON.stringify({ id: 'v1', question: 'q', answer: 'a', vote: 1, person: 'Ada Lovelace', at: '2026-03-01T00:00:00Z', origin: 'slack' })}\n`,
    );
    await docent('feedback', 'import', 'votes.jsonl');
    const store = await openSqliteStore(path.join(dataDir, 'docent.sqlite'));
    const rules = { mode: 'answer', collections: null, models: null, options: WITH_LINKS } as const;
    await setChannel({ store, clock: systemClock }, { platform: 'slack', channel: 'C1' }, rules);
    await store.destroy();
    printed = (await docent('export', 'open', '--json')).json();
  });
  afterAll(() => place[Symbol.dispose]());

  it('writes the published text, every revision, answers and votes', () => {
    expect(rowsOf('documents.jsonl')).toMatchObject([
      { path: 'badge.md', text: expect.stringContaining('gate two') as unknown },
    ]);
    expect(rowsOf('revisions.jsonl')).toMatchObject([
      {
        number: 1,
        state: 'superseded',
        passages: [{ text: expect.stringContaining('front desk') as unknown }],
      },
      { number: 2, state: 'published' },
    ]);
    expect(rowsOf('answers.jsonl')).toMatchObject([{ question: 'Where is a lost badge replaced?' }]);
    expect(rowsOf('imported-votes.jsonl')).toMatchObject([{ id: 'v1', vote: 1 }]);
    expect(rowsOf('settings.jsonl')).toContainEqual({
      ...{ key: 'OPENAI_API_KEY', value: null, secret: true, source: 'environment' },
    });
  });

  it('writes all that was decided for a channel', () => {
    expect(rowsOf('channels.jsonl')).toMatchObject([{ channel: 'C1', mode: 'answer', options: WITH_LINKS }]);
  });

  it('explains every file and field in its README, and names the rows', () => {
    const readme = readFileSync(path.join(to, 'README.md'), 'utf8');
    const files = exportFiles([]);
    expect(printed['files']).toEqual(files.map(({ name }) => ({ path: name, rows: rowsOf(name).length })));
    expect(readdirSync(to).sort()).toEqual(['README.md', ...files.map(({ name }) => name)].sort());
    for (const { name, fields } of files) {
      expect(readme).toContain(`## ${name}`);
      for (const row of rowsOf(name)) expect(Object.keys(row).sort()).toEqual(Object.keys(fields).sort());
    }
  });

  it('holds no secret and no name of a person', () => {
    for (const name of readdirSync(to)) {
      const text = readFileSync(path.join(to, name), 'utf8');
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('Ada Lovelace');
    }
  });

  it('writes into no folder that holds something', async () => {
    expect(await docent('export', 'open')).toMatchObject({ code: 2 });
  });
});
