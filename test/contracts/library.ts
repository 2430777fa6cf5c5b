import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentSummary, Library } from '../../core/ports/library.ts';

export type LibraryRig = {
  library: Library;
  /** Takes in and publishes one text of one paragraph, whose title is its first heading. */
  take(document: { path: string; title: string; collection?: string }): Promise<unknown>;
  close(): Promise<unknown>;
};

/** Every `Library` passes this: what pages and commands rely on when they list, find, publish and delete. */
export function libraryContract(name: string, setup: () => Promise<LibraryRig>): void {
  describe(`Library contract: ${name}`, () => {
    let rig: LibraryRig;
    let library: Library;
    beforeAll(async () => {
      rig = await setup();
      library = rig.library;
      await rig.take({ path: 'leave.md', title: 'Leave policy' });
      await rig.take({ path: 'travel/trains.md', title: 'Trains' });
      await rig.take({ path: 'menu.md', title: 'Canteen', collection: 'canteen' });
    });
    afterAll(async () => await rig.close());
    const pathsOf = async (options: Parameters<Library['list']>[0]) =>
      (await library.list(options)).map(({ path }) => path);
    const leave = async (): Promise<DocumentSummary> => {
      const found = await library.find('leave.md');
      if (found === undefined) throw new Error('leave.md is gone');
      return found;
    };

    test('finds a document by its id and by its path', async () => {
      const { documentId, ...rest } = await leave();
      expect(rest).toMatchObject({ title: 'Leave policy', status: 'ready', revision: 1, passages: 1 });
      expect(rest).toMatchObject({ draft: null, held: false, flags: [], reason: null });
      expect((await library.find(documentId))?.path).toBe('leave.md');
      expect(await library.find('none')).toBeUndefined();
    });

    test('lists page by page, each document once', async () => {
      const [first, ...others] = await library.list();
      expect(others).toHaveLength(2);
      const before = first?.documentId ?? '';
      expect(await library.list({ before })).toEqual(others);
      expect(await library.list({ before, limit: 1 })).toEqual(others.slice(0, 1));
    });

    test('lists one collection, or what has the words in its title or path', async () => {
      expect(await pathsOf({ collection: 'canteen' })).toEqual(['menu.md']);
      expect(await pathsOf({ search: 'leave pol' })).toEqual(['leave.md']);
      expect(await pathsOf({ search: 'travel/' })).toEqual(['travel/trains.md']);
      expect(await pathsOf({ search: 'nowhere' })).toEqual([]);
    });

    test('gives passages by document, by revision and one by one', async () => {
      const { documentId } = await leave();
      const [passage, ...others] = await library.passages(documentId);
      expect(others).toEqual([]);
      expect(passage).toMatchObject({ documentId, title: 'Leave policy', path: 'leave.md' });
      if (passage === undefined) throw new Error('the document has no passage');
      const { parts, ...alone } = passage;
      expect(parts).toEqual([{ kind: 'paragraph', start: 0, end: passage.text.length }]);
      expect(await library.passage(passage.passageId)).toEqual(alone);
      expect(await library.revisionPassages(documentId, 1)).toHaveLength(1);
      expect(await library.revisionPassages(documentId, 9)).toEqual([]);
      expect(await library.passages('none')).toEqual([]);
      const revisions = await library.revisions(documentId);
      expect(revisions).toMatchObject([{ number: 1, state: 'published', passages: 1, flags: [] }]);
    });

    test('says when there is nothing to publish, drop, restore or read again', async () => {
      for (const id of [(await leave()).documentId, 'none']) {
        expect(await library.publish(id)).toBe(false);
        expect(await library.rollback(id)).toBe(false);
        expect(await library.drop(id)).toBe('none');
        expect(await library.restore(id)).toBe(false);
        expect(await library.retry(id)).toBe(false);
      }
    });

    test('takes a document out of answers and back, once each', async () => {
      const { documentId } = await leave();
      const [passage] = await library.passages(documentId);
      const findable = async () =>
        (await library.collections()).find(({ collection }) => collection === 'default')?.documents;
      expect(await findable()).toBe(2);
      expect(await library.archive(documentId)).toBe(true);
      expect(await library.archive(documentId)).toBe(false);
      expect((await leave()).status).toBe('archived');
      expect(await findable()).toBe(1);
      expect(await library.passage(passage?.passageId ?? '')).toBeUndefined();
      expect(await library.restore(documentId)).toBe(true);
      expect((await leave()).status).toBe('ready');
    });

    test('deletes a document with its passages, once', async () => {
      const { documentId } = await leave();
      const [passage] = await library.passages(documentId);
      expect(await library.delete(documentId)).toBe(true);
      expect(await library.delete(documentId)).toBe(false);
      expect(await library.find('leave.md')).toBeUndefined();
      expect(await library.passages(documentId)).toEqual([]);
      expect(await library.passage(passage?.passageId ?? '')).toBeUndefined();
    });
  });
}
