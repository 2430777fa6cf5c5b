import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillStore } from '../bench/load/fill-store.ts';
import { type Person, signIn } from './browserless.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

describe('a list of more than a page', () => {
  let rig: RealConsole;
  let admin: Person;
  beforeAll(async () => {
    rig = await startRealConsole();
    await fillStore(rig.deps.store, { answers: 60, documents: 120, users: 120 });
    admin = await signIn(rig, 'Ada');
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  /** Rows of all pages, from the first on, by the links that lead to the next. */
  async function turned(first: string, rows: string): Promise<string[][]> {
    const pages: string[][] = [];
    for (let at: string | undefined = first; at !== undefined && pages.length < 20; ) {
      const page = load(await admin.text(at));
      pages.push(
        page(rows)
          .toArray()
          .map((row) => page(row).text().trim().split('\n')[0] ?? ''),
      );
      at = page('.pager a[rel="next"]').attr('href');
    }
    return pages;
  }

  it.each([
    ['users', '/users', 'tbody th', [50, 50, 21]],
    ['documents', '/documents', 'tbody th', [50, 50, 20]],
    ['stale documents', '/documents/stale', '[aria-label="Stale documents"] tbody th', [50, 50, 20]],
    ['answers', '/answers', 'tbody th', [50, 10]],
  ])('of %s is turned page by page, each row once', async (_, first, rows, sizes) => {
    const pages = await turned(first, rows);
    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  it('is searched for what was typed, signs included', async () => {
    const found = async (place: string) => (await turned(place, 'tbody th')).flat();
    expect(await found('/users?q=son%207')).toEqual(
      expect.arrayContaining(['Person 7', 'Person 70', 'Person 79']),
    );
    expect(await found('/users?q=son%207')).toHaveLength(11);
    expect(await found('/users?q=%25')).toEqual([]);
    expect(await found('/documents?q=page-77.')).toHaveLength(1);
    expect(await found('/documents?q=%25')).toEqual([]);
    expect(await found('/documents?q=page_77')).toEqual([]);
    expect(await found('/answers?q=%25')).toEqual([]);
  });

  it('ends where it stood at something that is gone', async () => {
    for (const place of ['/documents?before=doc_gone', '/answers?before=tr_gone'])
      expect(load(await admin.text(place))('tbody th')).toHaveLength(0);
  });
});

it('files of the console are packed for browsers that can unpack them, pages are not', async () => {
  await using rig = await startRealConsole();
  const admin = await signIn(rig);
  const page = await admin.get('/', { 'Accept-Encoding': 'gzip' });
  expect(page.headers.get('Content-Encoding')).toBeNull();
  const file = /\/assets\/htmx-\w+\.js/.exec(await page.text())?.[0] ?? '';
  const packed = await admin.get(file, { 'Accept-Encoding': 'gzip' });
  const plain = await admin.get(file, { 'Accept-Encoding': 'identity' });
  expect([packed.headers.get('Content-Encoding'), plain.headers.get('Content-Encoding')]).toEqual([
    'gzip',
    null,
  ]);
  expect(packed.headers.get('Vary')).toContain('Accept-Encoding');
  expect(Number(packed.headers.get('Content-Length'))).toBeLessThan(
    Number(plain.headers.get('Content-Length')) / 2,
  );
  expect(await packed.text()).toBe(await plain.text());
});
