import { afterEach, describe, expect, it } from 'vitest';
import { encoderId } from '../../../knowledge/encoder/encoder.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const FILES = {
  'expenses.md':
    '# Expenses\n\nIf you paid for something from your own pocket, you will be reimbursed within two weeks.\n',
  'pets.md': '# Pets\n\nDogs may come to the office on Fridays.\n',
  'keys.md': '# Keys\n\nThe spare key hangs behind the front desk.\n',
  'schluessel.md':
    '# Schlüssel\n\nDer Schlüssel zum Keller hängt im Büro neben der Tür und wird dort abgeholt.\n',
};
/** Shares no word with the document that answers it. */
const OTHER_WORDS = 'how do I get my money back';

describe('comparing by meaning', () => {
  let rig: WholeApp;
  afterEach(async () => await rig[Symbol.asyncDispose]());

  const first = async (text: string): Promise<string | undefined> =>
    (await rig.app.retriever.search({ text, k: 3 })).passages[0]?.path;

  it('finds what answers a question in other words', async () => {
    rig = await openApp({ DOCENT_MEANING: 'on' });
    await rig.ingest(FILES);
    expect(await first(OTHER_WORDS)).toBe('expenses.md');
    expect((await rig.app.meaning.progress()).waiting).toBe(0);
  });

  it('is off where the setting says so', async () => {
    rig = await openApp({ DOCENT_MEANING: 'off' });
    await rig.ingest(FILES);
    expect(await rig.app.meaning.ofQuestion(OTHER_WORDS)).toBeUndefined();
    expect((await rig.app.meaning.progress()).done).toBe(0);
  });

  it('reads only what it knows the language of, and asks so', async () => {
    rig = await openApp({ DOCENT_MEANING: 'on' });
    await rig.ingest(FILES);
    const rows = await rig.app.store
      .selectFrom('passage_vectors')
      .innerJoin('passages', 'passages.id', 'passage_vectors.passage_id')
      .innerJoin('documents', 'documents.id', 'passages.document_id')
      .select(['documents.path', 'passage_vectors.vector'])
      .where('passage_vectors.model', '=', encoderId)
      .execute();
    const sizes = Object.fromEntries(rows.map(({ path, vector }) => [path, vector.byteLength]));
    expect(sizes['schluessel.md']).toBe(0);
    expect(sizes['pets.md']).toBeGreaterThan(0);
    expect(await rig.app.meaning.ofQuestion('Wo hängt der Schlüssel zum Keller?')).toBeUndefined();
  });

  it('goes on where it was stopped, and reads nothing twice', async () => {
    rig = await openApp({ DOCENT_MEANING: 'on' });
    await rig.app.jobs.stop();
    const { folder } = rig;
    const { writeFileSync } = await import('node:fs');
    for (const [name, text] of Object.entries(FILES)) writeFileSync(`${folder}/${name}`, text);
    const options = { collection: 'default', by: 'test', cwd: folder };
    await rig.app.library.ingest(Object.keys(FILES), options);
    await rig.app.meaning.catchUp({ most: 1 });
    expect(await rig.app.meaning.progress()).toEqual({ done: 1, waiting: 3 });
    const read: number[] = [];
    await rig.app.meaning.catchUp({ onProgress: (done) => void read.push(done) });
    expect(read).toEqual([3]);
    await rig.app.meaning.catchUp({ onProgress: (done) => void read.push(done) });
    expect(read).toEqual([3]);
  });

  it('forgets a document that is deleted', async () => {
    rig = await openApp({ DOCENT_MEANING: 'on' });
    await rig.ingest(FILES);
    const { documentId } = await rig.documentAt('expenses.md');
    await rig.app.library.delete(documentId);
    expect(await first(OTHER_WORDS)).not.toBe('expenses.md');
    const rows = await rig.app.store.selectFrom('passage_vectors').select('passage_id').execute();
    expect(rows).toHaveLength(3);
  });
});
