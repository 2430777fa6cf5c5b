import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewSource } from '../../../core/ports/sources.ts';
import { sourceLimits } from '../../../knowledge/sources/limits.ts';
import { checkSource } from '../../../knowledge/sources/new-source.ts';
import { openSourceRig } from '../../fixtures/source-rig.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'docent-new-source-'));
  for (const name of ['data/index', 'open/guide', 'closed'])
    mkdirSync(path.join(root, name), { recursive: true });
  writeFileSync(path.join(root, 'file.md'), 'x');
  symlinkSync(path.join(root, 'closed'), path.join(root, 'open/link'));
});
afterAll(() => rmSync(root, { recursive: true }));

const check = (input: Partial<NewSource> & { address: string }) =>
  checkSource(
    { collection: 'default', by: 'test', ...input },
    { dataDir: path.join(root, 'data'), folders: [path.join(root, 'open')] },
  );
const reason = async (input: Partial<NewSource> & { address: string }) => {
  const checked = await check(input);
  return checked.kind === 'refused' ? checked.reason : 'good';
};

describe('a new source', () => {
  it.each([
    ['https://a.example/docs', {}, 'page', 1_440, 0],
    ['https://a.example/docs', { depth: 2 }, 'site', 1_440, 2],
    ['https://a.example/', { kind: 'site' }, 'site', 1_440, 3],
    ['https://a.example/sitemap.xml', {}, 'sitemap', 1_440, 0],
    ['https://a.example/sitemap.xml.gz?x=1', {}, 'sitemap', 1_440, 0],
    ['https://a.example/', { everyMinutes: 0 }, 'page', 0, 0],
  ] as const)('%s with %o is a %s', async (address, more, kind, every_minutes, depth) => {
    expect(await check({ address, ...more })).toMatchObject({
      kind: 'good',
      source: { kind, every_minutes, depth },
    });
  });

  it('is known by one spelling of its address', async () => {
    expect(await check({ address: ' HTTPS://A.Example:443/x/../docs#part ' })).toMatchObject({
      source: { address: 'https://a.example/docs' },
    });
    expect(await check({ address: `${root}/open/./guide/` })).toMatchObject({
      source: { kind: 'folder', address: path.join(root, 'open/guide'), every_minutes: 10 },
    });
  });

  it('is refused when it cannot work', async () => {
    expect(await reason({ address: 'docs/guide' })).toContain('whole path');
    expect(await reason({ address: 'ftp://a.example/' })).toContain('whole path');
    expect(await reason({ address: path.join(root, 'none') })).toContain('There is no folder');
    expect(await reason({ address: path.join(root, 'file.md') })).toContain('is no folder');
    expect(await reason({ address: 'https://user:word@a.example/' })).toContain('password');
    expect(await reason({ address: 'https://' })).toContain('no web address');
    expect(await reason({ address: 'https://a.example/', kind: 'folder' })).toContain('no folder');
    expect(await reason({ address: root, kind: 'site' })).toContain('begins with http');
    expect(await reason({ address: 'https://a.example/', collection: 'a/b' })).toContain('collection');
    expect(await reason({ address: 'https://a.example/', everyMinutes: 1e6 })).toContain('interval');
    expect(await reason({ address: 'https://a.example/', depth: 11 })).toContain('depth');
  });
});

describe('a folder', () => {
  it('is never Docent’s own data, nor what lies around it or in it', async () => {
    for (const name of ['data', 'data/index', '', '..'])
      expect(await reason({ address: path.join(root, name), anyFolder: true })).toContain('own data');
  });

  it('is watched from the console only below a folder that the settings name, links resolved', async () => {
    expect(await reason({ address: path.join(root, 'open/guide') })).toBe('good');
    expect(await reason({ address: path.join(root, 'open') })).toBe('good');
    expect(await reason({ address: path.join(root, 'closed') })).toContain('DOCENT_FOLDERS');
    expect(await reason({ address: path.join(root, 'open/../closed') })).toContain('DOCENT_FOLDERS');
    expect(await reason({ address: path.join(root, 'open/link') })).toContain('DOCENT_FOLDERS');
    expect(await reason({ address: path.join(root, 'closed'), anyFolder: true })).toBe('good');
  });
});

describe('the list', () => {
  it('holds an address once a collection, and finds sources by id and by address', async () => {
    await using rig = await openSourceRig();
    const first = await rig.add({ address: 'https://a.example/' });
    const again = { address: 'https://a.example/', collection: 'default', by: 'test' };
    expect(await rig.sources.add(again)).toEqual({
      kind: 'refused',
      reason: 'The collection default has this source already.',
    });
    expect(await rig.sources.find(first.sourceId)).toEqual(first);
    expect(await rig.sources.find('https://a.example/')).toEqual(first);
    await rig.add({ ...again, collection: 'other' });
    expect(await rig.sources.find('https://a.example/')).toBeUndefined();
    expect(await rig.sources.list()).toHaveLength(2);
    expect(first).toMatchObject({ state: 'running', result: 'Waiting for its turn.', documents: 0 });
  });
});

describe('the manual', () => {
  it('names intervals and limits as they are', () => {
    const text = readFileSync(
      path.resolve(import.meta.dirname, '../../../knowledge/handbook/sources.md'),
      'utf8',
    );
    const { pages, files, every, longestDelayMs } = sourceLimits;
    expect(text).toContain(
      `at most ${pages.toLocaleString('en')} pages or ${files.toLocaleString('en')} files`,
    );
    expect(text).toContain(`Folders are read every ${every.folder} minutes and websites once a day`);
    expect([every.page, every.sitemap, every.site]).toEqual([1_440, 1_440, 1_440]);
    expect(text).toContain(`at most ${longestDelayMs / 1000} seconds`);
  });
});
