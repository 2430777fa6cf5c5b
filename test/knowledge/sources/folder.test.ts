import { renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSourceRig, type SourceRig } from '../../fixtures/source-rig.ts';

describe('a watched folder', () => {
  let rig: SourceRig;
  let folder: string;
  beforeEach(async () => {
    rig = await openSourceRig();
    rig.write('guide/leave.md', '# Leave\n\nFive days carry over.');
    rig.write('guide/deep/travel.txt', 'Book trains two weeks ahead.');
    rig.write('guide/.hidden.md', 'A secret of the editor.');
    rig.write('guide/logo.png', 'not text');
    folder = path.join(rig.folder, 'guide');
  });
  afterEach(async () => await rig[Symbol.asyncDispose]());

  it('brings its files under the folder’s name, and leaves out what is hidden or of another type', async () => {
    const { sourceId } = await rig.add({ address: folder });
    const source = await rig.run(sourceId);
    expect(await rig.paths()).toEqual(['guide/deep/travel.txt', 'guide/leave.md']);
    expect(source).toMatchObject({
      kind: 'folder',
      state: 'done',
      documents: 2,
      everyMinutes: 10,
      result: '3 files: 2 added, 1 left out.',
      counts: { seen: 3, added: 2, leftOut: 1, removed: 0 },
    });
    expect(await rig.text('guide/leave.md')).toContain('Five days');
    expect(await rig.sources.problems(sourceId, 10)).toMatchObject([
      { item: 'logo.png', state: 'left-out', reason: expect.stringContaining('DOCENT_OCR=eng') },
    ]);
  });

  it('takes in again only what has changed', async () => {
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    const before = rig.changes.length;
    expect((await rig.run(sourceId)).result).toBe('3 files: 2 unchanged, 1 left out.');
    utimesSync(path.join(folder, 'leave.md'), 1, 1);
    expect((await rig.run(sourceId)).counts).toMatchObject({ unchanged: 2, updated: 0 });
    expect(rig.changes).toHaveLength(before);
    rig.write('guide/leave.md', '# Leave\n\nSix days carry over.');
    expect((await rig.run(sourceId)).counts).toMatchObject({ unchanged: 1, updated: 1 });
    expect(await rig.text('guide/leave.md')).toContain('Six days');
    const revisions = await rig.store.selectFrom('revisions').select('id').execute();
    expect(revisions).toHaveLength(3);
  });

  it('removes the document of a file that is gone, and its passages', async () => {
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    rmSync(path.join(folder, 'leave.md'));
    const source = await rig.run(sourceId);
    expect(source).toMatchObject({ state: 'done', documents: 1, counts: { removed: 1 } });
    expect(source.result).toContain('1 document removed.');
    expect(await rig.paths()).toEqual(['guide/deep/travel.txt']);
    expect(rig.changes.at(-1)?.removed).toHaveLength(1);
    expect(await rig.store.selectFrom('passages').select('id').execute()).toHaveLength(1);
    rig.write('guide/leave.md', '# Leave\n\nFive days carry over.');
    await rig.run(sourceId);
    expect(await rig.paths()).toHaveLength(2);
  });

  it('removes nothing when the whole folder is missing, and goes on when it is back', async () => {
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    renameSync(folder, `${folder}-away`);
    const source = await rig.run(sourceId);
    expect(source).toMatchObject({ state: 'failed', documents: 2, counts: { removed: 0 } });
    expect(source.result).toBe(`The folder ${folder} is not there. Nothing was removed.`);
    rig.write('guide', 'a file now');
    expect((await rig.run(sourceId)).result).toContain('is no folder');
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 2, counts: { unchanged: 2 } });
  });

  it('holds back the removal of everything, as of a drive that is not mounted, until somebody confirms', async () => {
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    for (const name of ['leave.md', 'deep', 'logo.png']) rmSync(path.join(folder, name), { recursive: true });
    for (let run = 0; run < 2; run += 1) {
      expect(await rig.run(sourceId)).toMatchObject({ state: 'held', held: 2, documents: 2 });
    }
    const confirmed = await rig.run(sourceId, { confirm: true });
    expect(confirmed).toMatchObject({ state: 'done', held: 0, documents: 0, counts: { removed: 2 } });
    expect(await rig.paths()).toEqual([]);
  });

  it('holds back the removal of more than half, and lets it pass when the files are back', async () => {
    for (let at = 0; at < 4; at += 1) rig.write(`many/${at}.md`, `Number ${at} of four.`);
    const many = path.join(rig.folder, 'many');
    const { sourceId } = await rig.add({ address: many });
    await rig.run(sourceId);
    for (let at = 0; at < 3; at += 1) rmSync(path.join(many, `${at}.md`));
    const held = await rig.run(sourceId);
    expect(held).toMatchObject({ state: 'held', held: 3, documents: 4 });
    expect(held.result).toContain('3 documents would go at once');
    for (let at = 0; at < 3; at += 1) rig.write(`many/${at}.md`, `Number ${at} of four.`);
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', held: 0, documents: 4 });
    rmSync(path.join(many, '0.md'));
    rmSync(path.join(many, '1.md'));
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 2, counts: { removed: 2 } });
  });

  it('does not bring back what was deleted in Docent', async () => {
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    await rig.store.deleteFrom('documents').where('path', '=', 'guide/leave.md').execute();
    rig.write('guide/leave.md', '# Leave\n\nSix days carry over.');
    const source = await rig.run(sourceId);
    expect(await rig.paths()).toEqual(['guide/deep/travel.txt']);
    expect(source).toMatchObject({ state: 'done', documents: 1, counts: { unchanged: 1, leftOut: 2 } });
    expect((await rig.sources.problems(sourceId, 10)).map((item) => [item.item, item.state])).toContainEqual([
      'leave.md',
      'deleted-here',
    ]);
  });

  it('keeps what it knew of a file that cannot be read any more, and says so', async () => {
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    rig.write('guide/leave.md', '\0\0\0\0\u0001\u0002binary\0\0\0\0\0');
    const source = await rig.run(sourceId);
    expect(source).toMatchObject({ state: 'partly', documents: 2, counts: { problems: 1, removed: 0 } });
    expect(source.result).toContain('First problem: leave.md: ');
    expect(await rig.text('guide/leave.md')).toContain('Five days');
  });

  it('lets go of the lines that a corpus has lost', async () => {
    const line = (id: string) => JSON.stringify({ id, title: id, text: `The text of ${id}.` });
    rig.write('corpus/all.jsonl', ['a', 'b', 'c'].map(line).join('\n'));
    const { sourceId } = await rig.add({ address: path.join(rig.folder, 'corpus') });
    expect((await rig.run(sourceId)).documents).toBe(3);
    rig.write('corpus/all.jsonl', ['a', 'c'].map(line).join('\n'));
    expect(await rig.run(sourceId)).toMatchObject({ state: 'done', documents: 2, counts: { removed: 1 } });
  });

  it('reads only what its prefixes include', async () => {
    const { sourceId } = await rig.add({ address: folder, include: 'deep/, leave', exclude: 'deep/travel' });
    await rig.run(sourceId);
    expect(await rig.paths()).toEqual(['guide/leave.md']);
  });

  it('follows no links out of the folder', async () => {
    const outside = rig.write('secret.md', 'Not for the bot.');
    symlinkSync(outside, path.join(folder, 'link.md'));
    symlinkSync(rig.folder, path.join(folder, 'up'));
    const { sourceId } = await rig.add({ address: folder });
    await rig.run(sourceId);
    expect(await rig.paths()).toEqual(['guide/deep/travel.txt', 'guide/leave.md']);
  });
});

describe('two sources', () => {
  it('do not overwrite each other’s documents, and removing one leaves what the other brings', async () => {
    await using rig = await openSourceRig();
    rig.write('a/guide/one.md', 'From the first folder.');
    rig.write('b/guide/one.md', 'From the second folder.');
    rig.write('b/guide/two.md', 'Only in the second folder.');
    const first = await rig.add({ address: path.join(rig.folder, 'a/guide') });
    await rig.run(first.sourceId);
    const second = await rig.add({ address: path.join(rig.folder, 'b/guide') });
    expect(await rig.run(second.sourceId)).toMatchObject({
      state: 'partly',
      counts: { added: 1, problems: 1 },
    });
    expect(await rig.text('guide/one.md')).toContain('first folder');
    expect(await rig.sources.remove(second.sourceId, { documents: true })).toBe(1);
    expect(await rig.paths()).toEqual(['guide/one.md']);
  });
});

describe('removing a source', () => {
  it('keeps its documents or takes them along', async () => {
    await using rig = await openSourceRig();
    rig.write('guide/one.md', 'One.');
    const folder = path.join(rig.folder, 'guide');
    const first = await rig.add({ address: folder });
    await rig.run(first.sourceId);
    expect(await rig.sources.remove(first.sourceId, { documents: false })).toBe(0);
    expect(await rig.paths()).toEqual(['guide/one.md']);
    const again = await rig.add({ address: folder });
    expect(await rig.run(again.sourceId)).toMatchObject({ documents: 1, counts: { unchanged: 1 } });
    expect(await rig.sources.remove(again.sourceId, { documents: true })).toBe(1);
    expect(await rig.paths()).toEqual([]);
    expect(await rig.store.selectFrom('source_items').selectAll().execute()).toEqual([]);
    expect(await rig.sources.remove(again.sourceId, { documents: true })).toBeNull();
  });
});
