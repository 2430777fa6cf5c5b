import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeftOut } from '../../../../core/ports/left-out.ts';
import { openSourceRig, type SourceRig } from '../../../fixtures/source-rig.ts';
import { startSite, type WebSite } from '../../../fixtures/web-site.ts';

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

const banner = 'The harbour is closed for visitors on Monday because of the storm.';
const offer = 'Read by nine thousand sailors: the letter from the quay comes each Friday.';
const short = 'Returns: nothing.';

/** A page without marks of what is its text: a banner first, an offer under a heading of its own last. */
const sheet = (name: string, own: string, links: string[] = []): string =>
  `<title>${name}</title><div>${banner}</div><h1>${name}</h1><p>${own}</p><p>${short}</p>${links
    .map((to) => `<a href="${to}">${to}</a>`)
    .join(' ')}<h2>The quay letter</h2><p>${offer}</p>`;

/** A first page without anything that others repeat. */
const home = (own: string, count: number): string =>
  `<h1>Home</h1><p>${own}</p>${Array.from({ length: count }, (_, n) => `<a href="/p${n}">${n}</a>`).join(' ')}`;

const fill = (count: number): void => {
  const names = Array.from({ length: count }, (_, n) => `/p${n}`);
  site.pages.set('/', sheet('Home', 'Welcome to all who come by sea or by land.', names));
  for (const name of names)
    site.pages.set(name, sheet(`Page ${name}`, `All that is known of ${name} stands here.`));
};

/** Addresses of the pages whose text has this. */
const holding = async (text: string): Promise<string[]> => {
  const found: string[] = [];
  for (const path of await rig.paths()) if ((await rig.text(path)).includes(text)) found.push(path);
  return found;
};

describe('what the pages of a site repeat', () => {
  const add = () => rig.add({ address: `${site.url}/`, kind: 'site', depth: 1 });

  it('is left out and counted, but for one page, with headings that lose all their text', async () => {
    fill(7);
    const { sourceId } = await add();
    await rig.run(sourceId);
    const texts = await Promise.all((await rig.paths()).map((path) => rig.text(path)));
    expect(texts).toHaveLength(8);
    for (const text of [banner, offer]) expect(texts.filter((each) => each.includes(text))).toHaveLength(1);
    const page = await rig.text(`${site.url}/p3`);
    expect(page).toContain('All that is known of /p3 stands here.');
    expect(page).toContain(short);
    expect(page).not.toContain('quay letter');
    const revision = await rig.store
      .selectFrom('revisions')
      .innerJoin('documents', 'documents.published_revision', 'revisions.id')
      .select('left_out')
      .where('path', '=', `${site.url}/p3`)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(revision.left_out ?? '[]') as LeftOut[]).toEqual([{ kind: 'repeated-text', count: 2 }]);
  });

  it('is left out of a page that changes later, too', async () => {
    fill(7);
    const { sourceId } = await add();
    await rig.run(sourceId);
    site.pages.set('/p3', sheet('Page /p3', 'What is known of /p3 has changed.'));
    expect((await rig.run(sourceId)).counts).toMatchObject({ updated: 1, unchanged: 7 });
    const page = await rig.text(`${site.url}/p3`);
    expect(page).toContain('has changed');
    expect(page).not.toContain(banner);
  });

  it('is kept by the next page that is read with it once its own page has it no more', async () => {
    fill(7);
    const { sourceId } = await add();
    await rig.run(sourceId);
    expect(await holding(banner)).toEqual([`${site.url}/`]);
    site.pages.set('/', home('Welcome to all who come by land.', 7));
    await rig.run(sourceId);
    for (const name of ['/p3', '/p4']) site.pages.set(name, sheet(name, `It has changed: ${name}.`));
    await rig.run(sourceId);
    expect(await holding(banner)).toEqual([`${site.url}/p3`]);
  });

  it('is kept by the next page that is read with it once its own page is gone', async () => {
    fill(7);
    site.pages.set('/', home('Welcome to all who come by sea.', 7));
    const { sourceId } = await add();
    await rig.run(sourceId);
    expect(await holding(banner)).toEqual([`${site.url}/p0`]);
    site.pages.delete('/p0');
    await rig.run(sourceId);
    expect(await rig.paths()).not.toContain(`${site.url}/p0`);
    site.pages.set('/p5', sheet('/p5', 'It has changed.'));
    await rig.run(sourceId);
    expect(await holding(banner)).toEqual([`${site.url}/p5`]);
  });

  it('stays where few pages have it', async () => {
    fill(3);
    const { sourceId } = await add();
    await rig.run(sourceId);
    expect(await rig.text(`${site.url}/p2`)).toContain(banner);
  });
});
