import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from '../../bot/cli/run-docent.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { pdfFile } from '../../fixtures/pdf-writer.ts';
import { type Person, signIn } from '../browserless.ts';
import { type RealConsole, startRealConsole } from '../real-console.ts';

const MINUTES = pdfFile([[{ text: 'The slipway is free until noon.', y: 700 }], [], []]);
const MAIL = [
  'Subject: Slipway',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'The slipway is closed in May.',
  '--b',
  'Content-Type: image/png; name="plan.png"',
  'Content-Disposition: attachment; filename="plan.png"',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--b--',
  '',
].join('\r\n');

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('what of a file was not read', () => {
  let rig: RealConsole;
  let person: Person;
  beforeAll(async () => {
    rig = await startRealConsole();
    person = await signIn(rig, 'Cora', 'curator');
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  const notRead = async (documentId: string): Promise<string[]> => {
    const $ = load(await person.text(`/documents/${documentId}`));
    return $('.left-out p')
      .get()
      .map((element) => flat($(element).text()));
  };

  async function upload(name: string, bytes: Uint8Array<ArrayBuffer> | string): Promise<string> {
    const form = new FormData();
    form.append('_csrf', person.csrf);
    form.append('collection', 'default');
    form.append('files', new Blob([bytes]), name);
    const item = await (await person.send('/documents/upload', form, { 'HX-Request': 'true' })).text();
    const poll = load(item)('li').attr('hx-get') ?? '';
    return eventually(async () => {
      const reply = await person.get(poll);
      if (reply.status !== 200) throw new Error('it is being read');
      return reply.text();
    });
  }

  it('stands in the row of its upload and on its page, with what to do', async () => {
    const item = load(await upload('minutes.pdf', new Uint8Array(MINUTES)));
    expect(item('.upload-left-out').text()).toBe('2 pages of 3 hold no text.');
    const { documentId } = await rig.documentAt('minutes.pdf');
    expect(await notRead(documentId)).toEqual([
      'Not everything of this file was read. 2 pages of 3 hold no text.',
      'Pages without text are often scans: set DOCENT_OCR on the Connect page to have them read, or run text recognition (OCR) over the file, and upload it again.',
    ]);
  });

  it('is said of a draft apart from what is published', async () => {
    await rig.ingest({ 'price.md': 'The berth is 58 crowns.' });
    const { documentId } = await rig.documentAt('price.md');
    expect(await notRead(documentId)).toEqual([]);
    await rig.ingest({ 'price.md': 'The berth is ~~58~~ 64 crowns.' }, { draft: true });
    expect(await notRead(documentId)).toEqual([
      'Not everything of draft 2 was read. 1 struck-out passage was not read.',
    ]);
  });

  it('is summed over the documents of a corpus in the row of its upload', async () => {
    const lines = [1, 2].map((n) =>
      JSON.stringify({ id: `a${n}`, title: `Page ${n}`, text: `Berth ${n} is by the pier.` }),
    );
    const item = load(await upload('corpus.jsonl', `${lines.join('\n')}\n`));
    expect(item('.upload-left-out').length).toBe(0);
    await rig.app.store
      .updateTable('revisions')
      .set({ left_out: '[{"kind":"pictures","count":2}]' })
      .where('document_id', 'in', (eb) =>
        eb.selectFrom('documents').select('id').where('path', '=', 'corpus.jsonl'),
      )
      .execute();
    expect(await rig.app.library.ofFile('default', 'corpus.jsonl')).toEqual({
      documents: 2,
      held: 0,
      leftOut: [{ kind: 'pictures', count: 4 }],
    });
  });

  it('is not known of revisions from before it was kept', async () => {
    await rig.ingest({ 'old.md': 'The ~~old~~ pier.' });
    const { documentId } = await rig.documentAt('old.md');
    await rig.app.store
      .updateTable('revisions')
      .set({ left_out: null })
      .where('document_id', '=', documentId)
      .execute();
    expect((await rig.app.library.revisions(documentId))[0]?.leftOut).toBeNull();
    expect(await notRead(documentId)).toEqual([]);
  });

  it('is kept of the documents of a source', async () => {
    const folder = path.join(rig.folder, 'mails');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'slipway.eml'), MAIL);
    const added = await rig.app.sources.add({
      address: folder,
      collection: 'default',
      by: 'Ada',
      anyFolder: true,
    });
    if (added.kind === 'refused') throw new Error(added.reason);
    await rig.app.sources.run(added.source.sourceId);
    const { documentId } = await eventually(() => rig.documentAt('mails/slipway.eml'));
    expect(await notRead(documentId)).toEqual([
      'Not everything of this file was read. 1 attachment was not read.',
      'Files inside a file can be uploaded on their own.',
    ]);
  });
});

it('docent documents show says what of a file was not read', async () => {
  using place = temporaryFolder();
  const { folder, dataDir } = place;
  writeFileSync(path.join(folder, 'minutes.pdf'), MINUTES);
  const docent = (...args: string[]) => runDocent(args, { dataDir, cwd: folder });
  await docent('ingest', 'minutes.pdf');
  expect((await docent('documents', 'show', 'minutes.pdf', '--json')).json()).toMatchObject({
    leftOut: [{ kind: 'pages-without-text', count: 2, of: 3 }],
  });
  expect((await docent('documents', 'show', 'minutes.pdf')).out).toContain('2 pages of 3 hold no text.');
});
