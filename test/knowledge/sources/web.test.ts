import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSourceRig, type SourceRig } from '../../fixtures/source-rig.ts';
import { page, startSite, type WebSite } from '../../fixtures/web-site.ts';

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

describe('one page', () => {
  it('becomes one document known by its address', async () => {
    site.pages.set('/guide', page('Guide', 'Five days carry over.', ['/other']));
    const { sourceId } = await rig.add({ address: `${site.url}/guide#top` });
    const source = await rig.run(sourceId);
    expect(source).toMatchObject({ kind: 'page', state: 'done', documents: 1, result: '1 page: 1 added.' });
    expect(await rig.paths()).toEqual(at('/guide'));
    const document = await rig.store.selectFrom('documents').selectAll().executeTakeFirstOrThrow();
    expect(document).toMatchObject({ title: 'Guide', collection: 'default', status: 'ready' });
    expect(site.asked()).toEqual(['/guide']);
  });

  it('is not sent again while its ETag stands', async () => {
    site.pages.set('/guide', { headers: { ETag: '"1"' }, body: page('Guide', 'Five days.') });
    const { sourceId } = await rig.add({ address: `${site.url}/guide` });
    await rig.run(sourceId);
    const before = rig.changes.length;
    expect((await rig.run(sourceId)).result).toBe('1 page: 1 unchanged.');
    expect(site.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
    expect(rig.changes).toHaveLength(before);
    site.pages.set('/guide', { headers: { ETag: '"2"' }, body: page('Guide', 'Six days.') });
    expect((await rig.run(sourceId)).counts).toMatchObject({ updated: 1 });
    expect(await rig.text(`${site.url}/guide`)).toContain('Six days.');
  });

  it('makes no revision when only what nobody reads has changed', async () => {
    site.pages.set('/guide', page('Guide', 'Five days.', [], '<script>token=1</script>'));
    const { sourceId } = await rig.add({ address: `${site.url}/guide` });
    await rig.run(sourceId);
    site.pages.set('/guide', page('Guide', 'Five days.', [], '<script>token=2</script>'));
    expect((await rig.run(sourceId)).counts).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await rig.store.selectFrom('revisions').select('id').execute()).toHaveLength(1);
  });

  it('goes when it is gone, and stays when its server fails', async () => {
    site.pages.set('/guide', page('Guide', 'Five days.'));
    const { sourceId } = await rig.add({ address: `${site.url}/guide` });
    await rig.run(sourceId);
    for (const status of [500, 403, 429]) {
      site.pages.set('/guide', { status });
      const source = await rig.run(sourceId);
      expect(source).toMatchObject({ state: 'failed', documents: 1 });
      expect(source.result).toMatch(new RegExp(`${status}.*Nothing was removed`));
    }
    site.pages.set('/guide', { status: 410 });
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 0, counts: { removed: 1 } });
  });

  it('may be a PDF, a text or Markdown, by the type that the server names', async () => {
    site.pages.set('/notes', {
      headers: { 'Content-Type': 'text/markdown' },
      body: '# Notes\n\nMilk and bread.',
    });
    site.pages.set('/film', { headers: { 'Content-Type': 'video/mp4' }, body: 'x' });
    const notes = await rig.add({ address: `${site.url}/notes` });
    expect(await rig.run(notes.sourceId)).toMatchObject({ documents: 1 });
    const film = await rig.add({ address: `${site.url}/film` });
    expect(await rig.run(film.sourceId)).toMatchObject({ documents: 0, counts: { leftOut: 1 } });
    expect(await rig.sources.problems(film.sourceId, 1)).toMatchObject([
      { reason: 'Pages of the type video/mp4 are not read.' },
    ]);
  });

  it('is known by where its redirects end, also on another origin', async () => {
    await using other = await startSite({ '/guide': page('Guide', 'Five days.') });
    site.pages.set('/guide', { status: 301, headers: { Location: `${other.url}/guide` } });
    const { sourceId } = await rig.add({ address: `${site.url}/guide` });
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 1 });
    expect(await rig.paths()).toEqual([`${other.url}/guide`]);
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 1, counts: { unchanged: 1 } });
  });

  it('that asks not to be taken in is left out', async () => {
    site.pages.set('/guide', page('Guide', 'Five days.', [], '<meta name="robots" content="noindex">'));
    const { sourceId } = await rig.add({ address: `${site.url}/guide` });
    expect(await rig.run(sourceId)).toMatchObject({ documents: 0, counts: { leftOut: 1 } });
  });
});

describe('a site', () => {
  const add = (depth: number, more: { include?: string; exclude?: string } = {}) =>
    rig.add({ address: `${site.url}/`, kind: 'site', depth, ...more });

  it('is read link by link to its depth, each page once, on its own origin', async () => {
    await using other = await startSite({ '/': page('Other', 'Not ours.') });
    site.pages.set(
      '/',
      page('Home', 'Welcome here.', ['/a', '/b', '/a#part', '/?utm_source=x', `${other.url}/`]),
    );
    site.pages.set('/a', page('A', 'About a.', ['/', '/b', '/a/deep']));
    site.pages.set('/b', page('B', 'About b.', ['/missing']));
    site.pages.set('/a/deep', page('Deep', 'Deep down.', ['/a/deeper']));
    site.pages.set('/a/deeper', page('Deeper', 'Deeper down.'));
    const { sourceId } = await add(2);
    const source = await rig.run(sourceId);
    expect(await rig.paths()).toEqual(at('/', '/a', '/a/deep', '/b'));
    expect(site.asked()).toEqual(['/', '/a', '/b', '/a/deep', '/missing']);
    expect(other.requests).toEqual([]);
    expect(source).toMatchObject({ state: 'done', counts: { added: 4 } });
  });

  it('is read in full although its first page has not changed', async () => {
    site.pages.set('/', { headers: { ETag: '"1"' }, body: page('Home', 'Welcome here.', ['/a']) });
    site.pages.set('/a', { headers: { ETag: '"1"' }, body: page('A', 'About a.') });
    const { sourceId } = await add(1);
    await rig.run(sourceId);
    site.pages.set('/a', { headers: { ETag: '"2"' }, body: page('A', 'More about a.') });
    expect((await rig.run(sourceId)).counts).toMatchObject({ unchanged: 1, updated: 1 });
  });

  it('keeps to its prefixes; a first page outside of them is read for its links only', async () => {
    site.pages.set('/', page('Home', 'Welcome here.', ['/docs/', '/blog/', '/docs/old/x']));
    site.pages.set('/docs/', page('Docs', 'All documents.', ['/docs/old/y', '/blog/z']));
    const { sourceId } = await add(3, { include: '/docs/', exclude: '/docs/old/' });
    await rig.run(sourceId);
    expect(await rig.paths()).toEqual(at('/docs/'));
    expect(site.asked()).toEqual(['/', '/docs/']);
  });

  it('does as robots.txt, nofollow and noindex ask', async () => {
    site.pages.set('/robots.txt', 'User-agent: docent\nDisallow: /private\nAllow: /private/open');
    site.pages.set('/', page('Home', 'Welcome here.', ['/private/x', '/private/open', '/no', '/list']));
    site.pages.set('/private/open', page('Open', 'Open to all.'));
    site.pages.set('/no', {
      headers: { 'X-Robots-Tag': 'noindex' },
      body: page('No', 'Not for you.', ['/c']),
    });
    site.pages.set('/list', page('List', 'A list.', ['/d'], '<meta name="robots" content="nofollow">'));
    site.pages.set('/c', page('C', 'About c.'));
    const { sourceId } = await add(3);
    await rig.run(sourceId);
    expect(await rig.paths()).toEqual(at('/', '/c', '/list', '/private/open'));
    expect(site.asked()).toEqual(['/', '/private/open', '/no', '/list', '/c']);
  });

  it('takes a page under the address that it names as its own', async () => {
    const canonical = '<link rel="canonical" href="/a">';
    site.pages.set('/', page('Home', 'Welcome here.', ['/a?print=1', '/loop1']));
    site.pages.set('/a?print=1', page('A', 'About a.', [], canonical));
    site.pages.set('/a', page('A', 'About a.', [], canonical));
    site.pages.set('/loop1', page('One', 'First loop.', [], '<link rel="canonical" href="/loop2">'));
    site.pages.set('/loop2', page('Two', 'Second loop.', [], '<link rel="canonical" href="/loop1">'));
    const { sourceId } = await add(1);
    await rig.run(sourceId);
    expect(await rig.paths()).toEqual(at('/', '/a', '/loop2'));
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 3, counts: { removed: 0 } });
  });

  it('keeps pages that no link leads to any more until they are gone', async () => {
    const home = (...links: string[]) => page('Home', 'Welcome here.', links);
    site.pages.set('/', home('/a', '/b', '/c'));
    for (const name of ['a', 'b', 'c']) site.pages.set(`/${name}`, page(name, `About ${name}.`));
    const { sourceId } = await add(1);
    await rig.run(sourceId);
    site.pages.set('/', home('/a'));
    site.pages.delete('/c');
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', counts: { removed: 1 } });
    expect(await rig.paths()).toEqual(at('/', '/a', '/b'));
  });

  it('loses nothing while its host is down, is moving, or locks us out', async () => {
    site.pages.set('/', page('Home', 'Welcome here.', ['/a']));
    site.pages.set('/a', page('A', 'About a.'));
    const { sourceId } = await add(1);
    await rig.run(sourceId);
    const before = await rig.paths();
    const troubles: [string, () => void][] = [
      ['The first page is not there', () => site.pages.set('/', { status: 404 })],
      ['status 500', () => site.pages.set('/', { status: 500 })],
      ['robots.txt: The server answers', () => site.pages.set('/robots.txt', { status: 503 })],
      ['robots.txt asks not', () => site.pages.set('/robots.txt', 'User-agent: *\nDisallow: /')],
    ];
    for (const [words, break_] of troubles) {
      break_();
      const source = await rig.run(sourceId);
      expect(source).toMatchObject({ state: 'failed', documents: 2 });
      expect(source.result).toContain(words);
    }
    const { port } = site;
    await site[Symbol.asyncDispose]();
    expect((await rig.run(sourceId)).result).toContain(`127.0.0.1:${port} refuses connections`);
    site = await startSite();
    expect(await rig.paths()).toEqual(before);
  });

  it('keeps a page that fails, and finds its way past it', async () => {
    site.pages.set('/', page('Home', 'Welcome here.', ['/a']));
    site.pages.set('/a', page('A', 'About a.', ['/b']));
    site.pages.set('/b', page('B', 'About b.'));
    const { sourceId } = await add(2);
    await rig.run(sourceId);
    site.pages.set('/a', { status: 502 });
    site.asked();
    const source = await rig.run(sourceId);
    expect(source).toMatchObject({ state: 'partly', documents: 3, counts: { problems: 1, unchanged: 2 } });
    expect(source.result).toContain(`First problem: ${site.url}/a: The server answers with status 502.`);
    expect(site.asked()).toEqual(['/', '/a', '/a', '/b']);
    site.pages.set('/a', page('A', 'About a.', ['/b']));
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', counts: { problems: 0, unchanged: 3 } });
  });

  it('is left alone after ten failures in a row', async () => {
    const links = Array.from({ length: 30 }, (_, index) => `/${index}`);
    site.pages.set('/', page('Home', 'Welcome here.', links));
    for (const link of links) site.pages.set(link, { status: 403 });
    const { sourceId } = await add(1);
    expect(await rig.run(sourceId)).toMatchObject({ state: 'failed' });
    expect(site.asked()).toHaveLength(11);
  });

  it('does not lead into the own network by links or redirects', async () => {
    await using secret = await startSite({ '/': page('Secret', 'Keys.') }, '127.0.0.2');
    site.pages.set('/', page('Home', 'Welcome here.', ['/go', `${secret.url}/`]));
    site.pages.set('/go', { status: 302, headers: { Location: `${secret.url}/` } });
    const { sourceId } = await add(2);
    await rig.run(sourceId);
    const moved = await rig.add({ address: `${site.url}/go` });
    expect(await rig.run(moved.sourceId)).toMatchObject({ state: 'failed', documents: 0 });
    expect(secret.requests).toEqual([]);
  });
});

describe('bounds', () => {
  it('end a site without end, and say so', async () => {
    await using small = await openSourceRig({ limits: { pages: 5 } });
    for (let number = 0; number < 20; number += 1)
      site.pages.set(`/${number}`, page(`${number}`, `Page ${number} here.`, [`/${number + 1}`]));
    const { sourceId } = await small.add({ address: `${site.url}/0`, kind: 'site', depth: 10 });
    const source = await small.run(sourceId);
    expect(source).toMatchObject({ state: 'partly', documents: 5 });
    expect(source.result).toContain('Only the first 5 pages were read.');
  });

  it('refuse a page that is too large', async () => {
    await using small = await openSourceRig({ limits: { htmlBytes: 1_000 } });
    site.pages.set('/', page('Home', 'long '.repeat(1_000)));
    const { sourceId } = await small.add({ address: `${site.url}/` });
    expect((await small.run(sourceId)).result).toContain('It is larger than 0.1 MB.');
  });
});

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
    site.pages.set(
      '/sitemap.xml',
      `${sitemap('/a', '/b')}<url><loc>${other.url}/</loc></url>`.replace(
        '</urlset>',
        `<url><loc>${other.url}/</loc></url></urlset>`,
      ),
    );
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
