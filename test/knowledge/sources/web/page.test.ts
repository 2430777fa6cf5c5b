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
