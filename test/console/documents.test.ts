import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safeName } from '../../console/requests/upload.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('documents', () => {
  let rig: ConsoleRig;
  let person: Person;
  beforeEach(async () => {
    rig = await startConsole();
    person = await signIn(rig, 'Cora', 'curator');
  });
  afterEach(async () => await rig.close());

  function formOf(
    files: { name: string; text: string | Blob }[],
    fields: Record<string, string> = {},
  ): FormData {
    const form = new FormData();
    for (const [key, value] of Object.entries({ _csrf: person.csrf, collection: 'default', ...fields })) {
      form.append(key, value);
    }
    for (const { name, text } of files) form.append('files', new Blob([text]), name);
    return form;
  }
  const leftovers = () => readdirSync(rig.uploadDir);

  it('list the questions that people confirmed, and take one out', async () => {
    await person.send('/documents/upload', formOf([{ name: 'a.md', text: 'one' }]));
    const [document] = await rig.library.list({ limit: 1 });
    const documentId = document?.documentId ?? '';
    await rig.deps.store
      .insertInto('remembered_questions')
      .values({
        ...{ source: 'vote', ref: 'ans_1', document_id: documentId, question: 'Where is <b>one</b>?' },
        ...{ passage_ids: '[]', from_evals: 0, confirmed: 3, created_at: '2026-11-01T00:00:00.000Z' },
      })
      .execute();
    const page = await person.text(`/documents/${documentId}`);
    expect(page).toContain('1 confirmed question');
    expect(page).toContain('Where is &lt;b&gt;one&lt;/b&gt;?');
    const [row] = await rig.deps.questionMemory.ofDocument(documentId);
    const forget = () => person.post(`/documents/${documentId}/questions/forget`, { id: String(row?.id) });
    expect((await forget()).status).toBe(303);
    expect(await person.text(`/documents/${documentId}`)).not.toContain('confirmed question');
    expect((await forget()).status).toBe(409);
  });

  it('are taken in the character set that was chosen, under its usual name', async () => {
    expect(await person.text('/documents')).toContain('Cyrillic (Windows)');
    const send = (charset: string) =>
      person.send('/documents/upload', formOf([{ name: 'a.txt', text: 'one' }], { charset }));
    await send('cp1251');
    await send('');
    expect(rig.library.uploads.map(({ charset }) => charset)).toEqual(['windows-1251', undefined]);
    expect((await send('klingon')).status).toBe(422);
  });

  it('say how far they are read for their meaning, and ask again only until all are', async () => {
    expect(await person.text('/documents')).not.toContain('Read for meaning');
    rig.reading.meaning = { done: 1_200, waiting: 831 };
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    const page = flat(await person.text('/documents'));
    expect(page).toContain('<progress value="1200" max="2031" aria-label="Read for meaning"></progress>');
    expect(page).toContain('Read for meaning: 1,200 of 2,031 passages. Words find the others meanwhile.');
    expect(page).toContain('hx-get="/documents/meaning"');
    rig.reading.meaning = { done: 2_031, waiting: 0 };
    const line = flat(await person.text('/documents/meaning'));
    expect(line).toBe('<p id="meaning" class="muted">Read for meaning: all 2,031 passages.</p>');
    expect(flat(await person.text('/documents'))).toContain(line);
  });

  it('take an upload in, keep its name as text only, and leave no temporary file', async () => {
    const form = formOf([
      { name: 'Größe & <b>.md', text: 'one\n\ntwo' },
      { name: '../../etc/passwd', text: 'three' },
    ]);
    const reply = await person.send('/documents/upload', form);
    expect([reply.status, reply.headers.get('Location')]).toEqual([303, '/documents']);
    expect(rig.library.uploads.map((file) => file.name)).toEqual(['Größe & <b>.md', 'etc/passwd']);
    for (const file of rig.library.uploads) expect(file.tempFile).toMatch(/\/uploads\/up_[a-z0-9]+$/);
    expect(rig.library.uploads[0]).toMatchObject({ collection: 'default', by: 'Cora' });
    expect(leftovers()).toEqual([]);
    expect(await person.text('/documents')).toContain('Größe &amp; &lt;b&gt;.md');
  });

  it('are refused before anything of them is read where the disk is nearly full', async () => {
    rig.room.refusal = 'The disk of the server is nearly full: nothing was taken in.';
    const before = rig.library.uploads.length;
    const reply = await person.send('/documents/upload', formOf([{ name: 'a.md', text: 'one' }]));
    expect([reply.status, (await reply.text()).includes('nearly full')]).toEqual([507, true]);
    expect([rig.library.uploads.length, leftovers()]).toEqual([before, []]);
    rig.room.refusal = null;
  });

  it('are refused file by file where the room of a person, or of all, is used up', async () => {
    const names = () => rig.library.uploads.map(({ name }) => name);
    const send = async () => {
      const files = ['1', '2', '3'].map((n) => ({ name: `quota-${n}.md`, text: 'eight by' }));
      return (await (await person.send('/documents/upload', formOf(files))).text()).replaceAll(/\s+/g, ' ');
    };
    rig.room.left = { person: 17, total: 1_000 };
    expect(await send()).toContain('You have used up the room that one person has here.');
    expect(names().slice(-2)).toEqual(['quota-1.md', 'quota-2.md']);
    const before = names().length;
    rig.room.left = { person: 1_000, total: 0 };
    expect(await send()).toContain('The room for all documents is used up.');
    expect([names().length, leftovers()]).toEqual([before, []]);
    rig.room.left = { person: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY };
  });

  it('answer the upload script with one line a file, which asks until the document is ready', async () => {
    const reply = await person.send('/documents/upload', formOf([{ name: 'a.md', text: 'one' }]), {
      'HX-Request': 'true',
    });
    const item = await reply.text();
    const poll = /hx-get="(\/uploads\/[^"]+)"/.exec(item)?.[1] ?? '';
    expect((await person.get(poll)).status).toBe(204);
    rig.library.finishUploads();
    const done = await person.get(poll);
    expect(done.headers.get('HX-Trigger')).toBe('documents-changed');
    const text = await done.text();
    expect(text).toContain('Ready, 1 passage');
    expect(text).not.toContain('hx-trigger');
  });

  it('say why a file failed and take it again on request', async () => {
    await person.send('/documents/upload', formOf([{ name: 'a.bad', text: 'one' }]));
    rig.library.finishUploads();
    const page = await person.text('/documents');
    expect(page).toContain('The file is damaged. Save it again');
    const id = /\/documents\/(doc_\d+)\/retry/.exec(page)?.[1] ?? '';
    expect((await person.post(`/documents/${id}/retry`, { back: 'list' })).headers.get('Location')).toBe(
      '/documents',
    );
    expect((await rig.library.find(id))?.status).toBe('processing');
    expect((await person.get(`/documents/${id}/row`)).status).toBe(204);
  });

  it('refuse bad files by name and reason and take the rest', async () => {
    const form = formOf([
      { name: 'good.md', text: 'one' },
      { name: 'empty.md', text: '' },
      { name: 'tool.exe', text: 'MZ' },
    ]);
    const reply = await person.send('/documents/upload', form);
    const page = await reply.text();
    expect(reply.status).toBe(422);
    expect(page).toMatch(/empty\.md[\s\S]*The file is empty/);
    expect(page).toMatch(/tool\.exe[\s\S]*This type is not read\. Upload a document\./);
    expect(page).toContain('1 other file went in.');
    expect(leftovers()).toEqual([]);
  });

  it('refuse a file before it is kept when the form has no token', async () => {
    for (const token of ['', 'wrong']) {
      const reply = await person.send(
        '/documents/upload',
        formOf([{ name: 'a.md', text: 'one' }], { _csrf: token }),
      );
      expect(reply.status).toBe(403);
    }
    expect(rig.library.uploads).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  it('refuse more than 100 MB and keep nothing of it', async () => {
    const large = new Blob([Buffer.alloc(100 * 1024 * 1024 + 1)]);
    const reply = await person.send('/documents/upload', formOf([{ name: 'large.txt', text: large }]));
    expect(reply.status).toBe(413);
    expect(await reply.text()).toContain('larger than 100 MB');
    expect(leftovers()).toEqual([]);
  });

  it('refuse an odd collection, an unknown field and a form without files', async () => {
    const one = [{ name: 'a.md', text: 'one' }];
    expect((await person.send('/documents/upload', formOf(one, { collection: '../x' }))).status).toBe(422);
    expect((await person.send('/documents/upload', formOf(one, { documentId: 'doc_0001' }))).status).toBe(
      400,
    );
    expect((await person.send('/documents/upload', formOf([]))).status).toBe(422);
    expect(leftovers()).toEqual([]);
  });

  it('are listed with search, collection and pages', async () => {
    for (let number = 1; number <= 51; number += 1) rig.library.put({ path: `file ${number}.md` }, 'x');
    rig.library.put({ path: 'travel.md', collection: 'travel' }, 'x');
    const page = await person.text('/documents');
    expect(page).toContain('travel (1)');
    expect(page).not.toContain('>file 1.md<');
    const next = /href="(\/documents\?before=[^"]+)"/.exec(page)?.[1] ?? '';
    expect(await person.text(next)).toContain('>file 1.md<');
    expect(await person.text('/documents?collection=travel')).not.toContain('file 51.md');
    expect(await person.text('/documents?q=file+7')).toContain('file 7.md');
    expect(await person.text('/documents?q=zebra')).toContain('Nothing matches');
  });

  it('are deleted only after a question', async () => {
    const { documentId } = rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'x\n\ny');
    const asked = await person.text(`/documents/${documentId}/delete`);
    expect(asked).toContain('Its 2 passages and all its revisions go.');
    expect(await rig.library.find(documentId)).toBeDefined();
    expect((await person.post(`/documents/${documentId}/delete`)).status).toBe(303);
    expect(await rig.library.find(documentId)).toBeUndefined();
    expect((await person.get(`/documents/${documentId}`)).status).toBe(404);
    expect(await (await person.get(`/documents/${documentId}/row`)).text()).toContain('was deleted');
  });

  it('are published and rolled back where there is something to publish or to go back to', async () => {
    const { documentId } = rig.library.put({ path: 'a.md', status: 'draft' }, 'x');
    expect(await person.text(`/documents/${documentId}`)).toContain('Publish the draft');
    expect((await person.post(`/documents/${documentId}/publish`)).status).toBe(303);
    expect((await person.post(`/documents/${documentId}/publish`)).status).toBe(409);
    expect(await person.text(`/documents/${documentId}`)).toContain('Go back one revision');
    expect((await person.post(`/documents/${documentId}/rollback`)).status).toBe(303);
    expect((await person.post(`/documents/${documentId}/rollback`)).status).toBe(409);
  });

  it('open a long document at the cited passage and say when it is gone', async () => {
    const text = Array.from({ length: 230 }, (_, index) => `Passage number ${index + 1}.`).join('\n\n');
    const { documentId } = rig.library.put({ path: 'long.md' }, text);
    const page = await person.text(`/documents/${documentId}?passage=${documentId}p205`);
    expect(page).toContain('Page 3 of 3');
    expect(page).toMatch(/class="passage cited">[\s\S]{0,400}Passage number 205\./);
    expect(await person.text(`/documents/${documentId}?passage=gone`)).toContain(
      'not part of this document any more',
    );
  });
});

describe('safeName', () => {
  it.each([
    ['../../x', 'x'],
    ['..\\..\\x.md', 'x.md'],
    ['C:\\Users\\me\\leave.pdf', 'C:/Users/me/leave.pdf'],
    ['handbook/leave.md', 'handbook/leave.md'],
    ['/etc/passwd', 'etc/passwd'],
    ['a\u0000b\u202Etxt.exe', 'abtxt.exe'],
    ['', 'unnamed'],
    ['../..', 'unnamed'],
  ])('makes %j into %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('keeps the ending of a name that is too long', () => {
    const name = safeName(`${'é'.repeat(300)}.docx`);
    expect(Array.from(name)).toHaveLength(200);
    expect(name.endsWith('.docx')).toBe(true);
  });
});
