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
