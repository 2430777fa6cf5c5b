import { describe, expect, it } from 'vitest';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { forgetPerson } from '../../../core/answering/people.ts';
import { createFeedback } from '../../../core/feedback/feedback.ts';
import { hashUser } from '../../../core/feedback/votes.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';
import { openApp } from '../../fixtures/whole-app.ts';
import { asked, CONFIRMED, FILES, found, PARAPHRASE, remembered, vote } from './memory-rig.ts';

describe('question memory', () => {
  it('puts the document of a confirmed answer first when the question is asked in other words', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
    await vote(rig, answerId, 1);
    expect((await found(rig, PARAPHRASE))[0]).toBe('expenses.md');
    expect((await found(rig, PARAPHRASE, 'none'))[0]).toBe('pocket.md');
    expect(await remembered(rig, 'expenses.md')).toMatchObject([
      { question: CONFIRMED, source: 'vote', confirmed: 1 },
    ]);
  });

  it('forgets when the vote is taken back or outvoted', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    await vote(rig, answerId, 1);
    await vote(rig, answerId, 0);
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
    await vote(rig, answerId, 1);
    expect((await found(rig, PARAPHRASE))[0]).toBe('expenses.md');
    await vote(rig, answerId, -1, 'U2');
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
    expect(await remembered(rig, 'expenses.md')).toEqual([]);
  });

  it('keeps nothing of a deleted document, and nothing of an archived one until it is restored', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    await vote(rig, answerId, 1);
    const { documentId } = await rig.documentAt('expenses.md');
    await rig.app.library.archive(documentId);
    await rig.app.questionMemory.settled();
    expect(await rig.app.questionMemory.ofDocument(documentId)).toEqual([]);
    expect(await found(rig, PARAPHRASE)).not.toContain('expenses.md');
    await rig.app.library.restore(documentId);
    await rig.app.questionMemory.settled();
    expect((await found(rig, PARAPHRASE))[0]).toBe('expenses.md');
    await rig.app.library.delete(documentId);
    await rig.app.questionMemory.settled();
    const rows = await rig.app.store.selectFrom('remembered_questions').select('id').execute();
    expect(rows).toEqual([]);
    expect(await found(rig, PARAPHRASE)).not.toContain('expenses.md');
  });

  it('follows the document into a new revision, where none of the cited text is left', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    await vote(rig, answerId, 1);
    await rig.ingest({
      'expenses.md': '# Expenses\n\nHand in what you paid at finance when you are home again.\n',
    });
    await rig.app.questionMemory.settled();
    expect((await found(rig, CONFIRMED, 'none'))[0]).toBe('pocket.md');
    expect((await found(rig, CONFIRMED))[0]).toBe('expenses.md');
  });

  it('never lets a document speak where its collection is not searched', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    await rig.ingest(
      { 'other.md': '# Trip money\n\nTrip money is paid out by the other office.\n' },
      { collection: 'other' },
    );
    await vote(rig, answerId, 1);
    const { passages } = await rig.app.retriever.search({ text: CONFIRMED, k: 5, collections: ['other'] });
    expect(passages.map(({ path }) => path)).toEqual(['other.md']);
  });

  it('drops the questions of a member who has their data deleted, whoever votes later', async () => {
    await using rig = await openApp();
    await rig.ingest(FILES);
    const { app } = rig;
    const asker = await hashUser(app, 'slack', 'U7');
    const { traceId } = await app.ask({ text: CONFIRMED, thread: [], origin: 'slack:T/C', asker });
    await vote(rig, traceId, 1);
    expect(await remembered(rig, 'expenses.md')).toHaveLength(1);
    await app.store
      .transaction()
      .execute((trx) => forgetPerson({ store: trx, random: app.random }, 'slack', 'U7'));
    app.questionMemory.changed();
    await app.questionMemory.settled();
    expect(await remembered(rig, 'expenses.md')).toEqual([]);
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
    await vote(rig, traceId, 1, 'U8');
    expect(await remembered(rig, 'expenses.md')).toEqual([]);
  });

  it('is there again after a restart, with what was confirmed just before a kill', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    await vote(rig, answerId, 1);
    const second = await rig.ask('How many days after travelling do receipts go to finance?');
    await rig.app.stop();
    const open = () =>
      assemble(
        loadConfig({ DOCENT_DATA_DIR: rig.dataDir, DOCENT_MEANING: 'off' }, rig.folder),
        createLog('silent'),
        parsersFor(),
      );
    const killed = await open();
    // As a kill between the vote and the memory leaves it: the signal is stored, nothing has followed.
    await createFeedback(killed).record({
      ...{ answerId: second.traceId, platform: 'slack', channel: null, messageId: null, userId: 'U1' },
      ...{ signal: 'button', polarity: 1, emoji: null, eventId: 'before-the-kill' },
    });
    const { passages } = await killed.retriever.search({ text: PARAPHRASE, k: 1 });
    expect(passages[0]?.path).toBe('expenses.md');
    await killed.stop();
    const next = await open();
    next.work();
    await next.questionMemory.settled();
    const { documentId } = (await next.library.find('expenses.md')) ?? { documentId: '' };
    const known = await next.questionMemory.ofDocument(documentId);
    expect(known.map(({ question }) => question).sort()).toEqual([CONFIRMED, second.question].sort());
    await next.stop();
  });

  it('learns from eval cases for everybody but the evals themselves', async () => {
    await using rig = await openApp();
    await rig.ingest(FILES);
    const text = JSON.stringify({ question: CONFIRMED, expectedSources: ['expenses.md'] });
    const { setId } = await rig.app.batches.importSet({ name: 'golden', format: 'jsonl', text });
    await rig.app.questionMemory.settled();
    expect((await found(rig, PARAPHRASE))[0]).toBe('expenses.md');
    expect((await found(rig, PARAPHRASE, 'without-evals'))[0]).toBe('pocket.md');
    await rig.app.batches.deleteSet(setId);
    await rig.app.questionMemory.settled();
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
  });

  it('does not learn from answers that an eval run got', async () => {
    await using rig = await openApp();
    await rig.ingest(FILES);
    const { traceId } = await rig.app.ask({ text: CONFIRMED, thread: [], origin: 'eval:run_1', asker: null });
    await vote(rig, traceId, 1);
    expect(await remembered(rig, 'expenses.md')).toEqual([]);
  });

  it('learns from a curated answer for the document that it links to', async () => {
    await using rig = await openApp();
    await rig.ingest(FILES);
    const { documentId } = await rig.documentAt('expenses.md');
    const answer = `Send them to finance: see [the page](/documents/${documentId}).`;
    const { id } = await rig.app.curated.add({
      questions: [CONFIRMED],
      answer,
      collections: null,
      author: 'Ada',
    });
    await rig.app.questionMemory.settled();
    expect(await remembered(rig, 'expenses.md')).toMatchObject([{ source: 'curated', question: CONFIRMED }]);
    await rig.app.curated.remove(id);
    await rig.app.questionMemory.settled();
    expect(await remembered(rig, 'expenses.md')).toEqual([]);
  });

  it('stays silent where the setting is off', async () => {
    const { rig, answerId } = await asked({ DOCENT_QUESTION_MEMORY: 'off' });
    await using _ = rig;
    await vote(rig, answerId, 1);
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
  });

  it('does not take up again what a curator took out', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    await vote(rig, answerId, 1);
    const [row] = await remembered(rig, 'expenses.md');
    const { documentId } = await rig.documentAt('expenses.md');
    expect(await rig.app.questionMemory.forget('doc_other', row?.id ?? -1)).toBe(false);
    expect(await rig.app.questionMemory.forget(documentId, row?.id ?? -1)).toBe(true);
    expect((await found(rig, PARAPHRASE))[0]).toBe('pocket.md');
    const again = await rig.app.ask({
      text: CONFIRMED,
      thread: [],
      origin: 'cli',
      asker: null,
      noCache: true,
    });
    await vote(rig, again.traceId, 1, 'U2');
    expect(await remembered(rig, 'expenses.md')).toEqual([]);
  });
});
