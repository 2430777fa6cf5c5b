import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../../core/ports/sources.ts';
import { page, startSite } from '../../fixtures/web-site.ts';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (args: string[], env: Record<string, string> = {}) =>
  runDocent(args, { dataDir, cwd: folder, env });
const shown = (run: { json: () => Record<string, unknown> }) => run.json()['sources'] as Source[];

beforeAll(() => {
  mkdirSync(path.join(folder, 'guide'));
  writeFileSync(
    path.join(folder, 'guide/leave.md'),
    '# Leave\n\nEmployees may carry over five leave days.\n',
  );
});
afterAll(() => place[Symbol.dispose]());

describe('docent sources', () => {
  it('adds a folder, reads it, answers from it, and forgets what vanished', async () => {
    const added = await docent(['sources', 'add', 'guide', '--collection', 'people', '--run', '--json']);
    expect(added.code).toBe(0);
    expect(shown(added)).toMatchObject([
      {
        kind: 'folder',
        address: path.join(folder, 'guide'),
        collection: 'people',
        state: 'done',
        documents: 1,
      },
    ]);
    const found = await docent(['search', 'carry over leave days', '--json']);
    expect(found.json()['hits']).toMatchObject([{ path: 'guide/leave.md' }]);
    writeFileSync(path.join(folder, 'guide/travel.md'), '# Travel\n\nBook trains two weeks ahead.\n');
    rmSync(path.join(folder, 'guide/leave.md'));
    const again = await docent(['sources', 'run', 'guide', '--json']);
    expect(shown(again)).toMatchObject([{ counts: { added: 1, removed: 1 }, state: 'done' }]);
    const last = await docent(['search', 'carry over leave days', '--json']);
    expect(JSON.stringify(last.json())).not.toContain('guide/leave.md');
  });

  it('lists, pauses and removes, with the documents', async () => {
    const [source] = shown(await docent(['sources', 'list', '--json']));
    const id = source?.sourceId ?? '';
    expect(shown(await docent(['sources', 'disable', id, '--json']))).toMatchObject([{ enabled: false }]);
    expect(shown(await docent(['sources', 'enable', id, '--json']))).toMatchObject([{ enabled: true }]);
    const removed = await docent(['sources', 'remove', id, '--documents', '--json']);
    expect(removed.json()).toEqual({ removed: id, documents: 1 });
    expect((await docent(['documents', 'list', '--json'])).json()).toEqual({ documents: [] });
    expect((await docent(['sources', 'list'])).out).toContain('No sources yet');
  });

  it('tells wrong use, an unknown source, and one that cannot be read by its exit code', async () => {
    expect((await docent(['sources', 'add', 'none'])).code).toBe(2);
    expect((await docent(['sources', 'add', 'guide', '--every', 'often'])).code).toBe(2);
    expect((await docent(['sources', 'add', 'guide', '--kind', 'ftp'])).code).toBe(2);
    expect((await docent(['sources', 'run', 'nobody'])).code).toBe(1);
    const own = await docent(['sources', 'add', '.']);
    expect(own.code).toBe(2);
    expect(own.err).toContain('own data');
  });

  it('names the ids where two sources have the address', async () => {
    for (const collection of ['one', 'two'])
      expect((await docent(['sources', 'add', 'guide', '--collection', collection])).code).toBe(0);
    const ids = shown(await docent(['sources', 'list', '--json'])).map((source) => source.sourceId);
    const run = await docent(['sources', 'remove', 'guide']);
    expect(run.code).toBe(1);
    expect(run.err).toContain('2 sources have the address "guide".');
    for (const id of ids) {
      expect(run.err).toContain(id);
      await docent(['sources', 'remove', id]);
    }
  });

  it('reads a private host only when the settings allow it', async () => {
    await using site = await startSite({ '/guide': page('Guide', 'The kitchen closes at nine.') });
    const add = ['sources', 'add', `${site.url}/guide`, '--run', '--json'];
    const refused = await docent(add);
    expect(refused.code).toBe(3);
    expect(shown(refused)[0]?.result).toContain('127.0.0.1 is a private, local or reserved address.');
    expect(site.requests).toEqual([]);
    const allowed = await docent(['sources', 'run', `${site.url}/guide`, '--json'], {
      DOCENT_FETCH_ALLOW: '127.0.0.1',
    });
    expect(shown(allowed)).toMatchObject([{ state: 'done', documents: 1 }]);
    expect(site.requests[0]?.headers['user-agent']).toMatch(/^Docent\/\d/);
    const wrong = await docent(['sources', 'list'], { DOCENT_FETCH_ALLOW: '10.0.0.0/99' });
    expect(wrong.code).toBe(2);
  });
});
