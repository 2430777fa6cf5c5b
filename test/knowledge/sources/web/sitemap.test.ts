import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSourceRig, type SourceRig } from '../../../fixtures/source-rig.ts';
import { page, startSite, type WebSite } from '../../../fixtures/web-site.ts';

let rig: SourceRig;
let site: WebSite;
beforeEach(async () => {
  rig = await openSourceRig();
  site = await startSite();
});
afterEach(async () => {
  await rig[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const at = (...paths: string[]) => paths.map((path) => site.url + path);

describe('a sitemap', () => {
  const sitemap = (...paths: string[]) =>
    `<urlset>${at(...paths)
      .map((address) => `<url><loc>${address}</loc></url>`)
      .join('')}</urlset>`;
  const add = () => rig.add({ address: `${site.url}/sitemap.xml` });
  beforeEach(() => {
    for (const name of ['a', 'b', 'c', 'd'])
      site.pages.set(`/${name}`, page(name, `About ${name}.`, ['/link']));
  });

  it('brings the pages that it names and follows no links', async () => {
    await using other = await startSite({ '/': 'x' });
    const foreign = `<url><loc>${other.url}/</loc></url></urlset>`;
    site.pages.set('/sitemap.xml', sitemap('/a', '/b').replace('</urlset>', foreign));
    const { sourceId } = await add();
    expect(await rig.run(sourceId)).toMatchObject({ kind: 'sitemap', state: 'done', documents: 2 });
    expect(await rig.paths()).toEqual(at('/a', '/b'));
    expect(other.requests).toEqual([]);
  });

  it('lets go of pages that it names no more', async () => {
    site.pages.set('/sitemap.xml', sitemap('/a', '/b', '/c'));
    const { sourceId } = await add();
    await rig.run(sourceId);
    site.pages.set('/sitemap.xml', sitemap('/a', '/b'));
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', counts: { removed: 1 } });
    expect(await rig.paths()).toEqual(at('/a', '/b'));
  });

  it('removes nothing when it is empty, broken or not there', async () => {
    site.pages.set('/sitemap.xml', sitemap('/a', '/b'));
    const { sourceId } = await add();
    await rig.run(sourceId);
    for (const broken of [sitemap(), '<html>busy</html>', { status: 500 }, { status: 404 }]) {
      site.pages.set('/sitemap.xml', broken);
      expect(await rig.run(sourceId)).toMatchObject({ state: 'failed', documents: 2 });
    }
  });

  it('holds back when more than half is named no more', async () => {
    site.pages.set('/sitemap.xml', sitemap('/a', '/b', '/c', '/d'));
    const { sourceId } = await add();
    await rig.run(sourceId);
    site.pages.set('/sitemap.xml', sitemap('/a'));
    expect(await rig.run(sourceId)).toMatchObject({ state: 'held', held: 3, documents: 4 });
    expect(await rig.run(sourceId, { confirm: true })).toMatchObject({ state: 'done', documents: 1 });
  });

  it('may be an index; while one of its parts is missing, nothing that was only not seen goes', async () => {
    const index = `<sitemapindex>${at('/s1.xml', '/s2.xml', '/sitemap.xml')
      .map((address) => `<sitemap><loc>${address}</loc></sitemap>`)
      .join('')}</sitemapindex>`;
    site.pages.set('/sitemap.xml', index);
    site.pages.set('/s1.xml', sitemap('/a', '/b', '/c'));
    site.pages.set('/s2.xml', sitemap('/d'));
    const { sourceId } = await add();
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 4 });
    site.pages.set('/s2.xml', { status: 500 });
    site.pages.delete('/a');
    const source = await rig.run(sourceId);
    expect(source).toMatchObject({ state: 'partly', documents: 3, counts: { removed: 1 } });
    expect(source.result).toContain('/s2.xml');
    expect(await rig.paths()).toEqual(at('/b', '/c', '/d'));
  });
});
