import { describe, expect, it } from 'vitest';
import { recordVote } from '../../../../core/feedback/append-signal.ts';
import { formatNames } from '../../../../core/fine-tuning/export/formats.ts';
import { statePermission } from '../../../../core/fine-tuning/export/permissions.ts';
import { saveAnswer } from '../../../../core/rag/traces.ts';
import { sha256Hex } from '../../../../core/text/hashes.ts';
import { anAnswer } from '../../../fixtures/answers.ts';
import { goodAnswer as good, openExportRig as openRig, TOPICS } from '../../../fixtures/export-rig.ts';

describe('an export', () => {
  it('counts what it considered as rows and what it dropped, and is the same bytes every time', async () => {
    await using rig = await openRig();
    await rig.take(
      ...TOPICS.map((topic) => good(topic)),
      { id: 'tie-a', question: 'Is it open on Sunday?', answer: 'Yes.' },
      { id: 'tie-b', question: 'Is it open on Sunday?', answer: 'Yes.', vote: -1, person: 'bob' },
      { id: 'gone', question: 'Who fixes the lift?', answer: 'The janitor.', vote: 0 },
      { ...good('parking'), id: 'again', person: 'cid' },
      { id: 'bad', question: 'Is lunch free?', answer: 'Never.', vote: -1 },
      { id: 'fixed', question: 'When is lunch?', answer: 'At one.', vote: -1, correction: 'At noon.' },
      { id: 'same', question: 'When is tea?', answer: 'At four.', vote: -1, correction: ' At  four. ' },
    );
    const first = await rig.export('openai-sft');
    expect(first.considered).toBe(first.all.length + Object.values(first.dropped).reduce((a, b) => a + b, 0));
    expect(first.dropped).toEqual({ duplicate: 1, 'no target': 2, retracted: 1, tie: 2 });
    expect(first.all).toHaveLength(TOPICS.length + 1);
    expect(JSON.stringify(first.all)).toContain('At noon.');
    expect((await rig.export('openai-sft')).files).toEqual(first.files);
    const card = JSON.parse(first.textOf('card.json')) as { files: Record<string, { sha256: string }> };
    expect(card.files['train.jsonl']?.sha256).toBe(sha256Hex(first.textOf('train.jsonl')));
    expect(first.rowsOf('valid.jsonl')).not.toEqual([]);
    expect(first.rowsOf('train.jsonl')).not.toEqual([]);
  });

  it('parts no cluster: questions alike, one answer, one document', async () => {
    await using rig = await openRig();
    for (const topic of TOPICS) await rig.publish(`doc-${topic}`, `All about ${topic}.`);
    const asked = TOPICS.flatMap((topic) =>
      [
        `How does ${topic} work?`,
        `How does ${topic} work here?`,
        `Tell me something of ${topic}`,
        `Rules`,
      ].map((question, at) => ({
        ...{ id: `${topic}-${at}`, question: at === 3 ? `${topic} ${question}` : question },
        ...{ answer: `Answer ${at} about ${topic}: ask desk ${topic}.`, source: `doc-${topic}` },
      })),
    );
    await rig.take(...asked);
    for (const seed of [0, 1, 2, 3]) {
      const data = await rig.export('trl-prompt-completion', seed);
      const rows = data.rowsOf('provenance.jsonl') as { split: string; cluster: string; from: string[] }[];
      const splits = new Map<string, Set<string>>();
      for (const { split, from } of rows) {
        const document = from.find((one) => one.startsWith('document:')) ?? '';
        splits.set(document, (splits.get(document) ?? new Set()).add(split));
      }
      expect(splits.size).toBe(TOPICS.length);
      expect([...splits.values()].every((set) => set.size === 1)).toBe(true);
      expect(new Set(rows.map(({ cluster }) => cluster)).size).toBe(TOPICS.length);
    }
  });

  it('needs a permission for text of members: on the row, or stated for the platform', async () => {
    await using rig = await openRig();
    await rig.take(
      { ...good('parking'), origin: 'slack' },
      { ...good('canteen'), origin: 'slack', permitted: true },
      { ...good('laptop'), origin: 'discord' },
      { ...good('badge'), origin: 'console' },
      { ...good('travel'), origin: 'slack', permitted: false },
    );
    expect(await rig.export('openai-sft')).toMatchObject({
      rows: { train: 1, valid: 1 },
      dropped: { permission: 3 },
    });
    await statePermission(rig, { platform: 'slack', statement: 'Own app, read by legal.', by: 'ann' });
    const after = await rig.export('openai-sft');
    expect(after.dropped).toEqual({ permission: 2 });
    const provenance = after.textOf('provenance.jsonl');
    expect(provenance).toContain('statement: Own app, read by legal.');
    expect(provenance).not.toContain('ann');
  });

  it('drops what rests on a document that was changed or deleted since', async () => {
    await using rig = await openRig();
    for (const id of ['doc1', 'doc2', 'doc3']) await rig.publish(id, `Text of ${id}, as it was.`);
    await rig.take(
      { ...good('parking'), source: 'doc1' },
      { ...good('canteen'), source: 'doc2' },
      { ...good('laptop'), source: 'doc3' },
      good('badge'),
    );
    await rig.publish('doc2', 'Other text.', 'r2');
    await rig.store
      .updateTable('documents')
      .set({ published_revision: null })
      .where('id', '=', 'doc3')
      .execute();
    const data = await rig.export('alpaca');
    expect(data.dropped).toEqual({ 'document changed': 1, 'document deleted': 1 });
    expect(data.all).toHaveLength(2);
  });

  it('keeps golden questions out, however they are written', async () => {
    await using rig = await openRig();
    await rig.golden('How do I reset the password of my work laptop?');
    await rig.take(
      ...[
        'How do I reset the password of my work laptop?',
        'hi team, how do i reset the password of my work laptop please',
        'How do I reset the password of my new work laptop?',
      ].map((question, at) => ({ id: `g${at}`, question, answer: `Press key ${at}.` })),
      good('parking'),
      good('canteen'),
    );
    const data = await rig.export('trl-kto');
    expect(data.dropped).toEqual({ 'golden question': 3 });
  });

  it('writes no personal data and no secret, in any format', async () => {
    await using rig = await openRig();
    await rig.publish(
      'doc1',
      'Call Ann at ann.miller@example.com when the printer on the second floor is on fire.',
    );
    const planted = [
      'ann.miller@example.com',
      '+49 170 1234567',
      'DE89 3704 0044 0532 0130 00',
      '<@U02ABCDEF>',
      'ann dot miller at example dot com',
      'AKIAIOSFODNN7EXAMPLE',
    ];
    await rig.take(
      ...planted.map((text, at) => ({
        id: `p${at}`,
        question: `Whom do I ask about ${TOPICS[at]}?`,
        answer: `Ask ${text}.`,
      })),
      ...planted.map((text, at) => ({
        ...{
          id: `q${at}`,
          question: `Who is ${text} in ${TOPICS[at]}?`,
          answer: `It is desk ${at}.`,
          vote: -1,
        },
        correction: `Desk ${at} on floor ${at + 1}.`,
      })),
      good('visitor'),
      good('training'),
    );
    for (const format of formatNames) {
      const { textOf } = await rig.export(format);
      const text = textOf('train.jsonl') + textOf('valid.jsonl');
      for (const one of planted) expect(text).not.toContain(one);
    }
  });

  it('drops rows that say the same, exactly or nearly', async () => {
    await using rig = await openRig();
    await rig.take(
      {
        id: 'a',
        question: 'How do I book a meeting room?',
        answer: 'Use the room calendar on the intranet page.',
      },
      {
        id: 'b',
        question: 'how do i book a meeting room',
        answer: 'Use the room calendar on the  intranet page.',
      },
      {
        id: 'c',
        question: 'How do I book a meeting room please?',
        answer: 'Use the room calendar on the intranet page!',
      },
      good('parking'),
    );
    expect((await rig.export('openai-sft')).dropped).toEqual({ duplicate: 1, 'near duplicate': 1 });
  });

  it('leaves out what is too long or too short', async () => {
    await using rig = await openRig();
    await rig.take({ question: 'What is in the contract?', answer: 'word '.repeat(20_000) }, good('parking'));
    expect((await rig.export('openai-sft')).dropped).toEqual({ length: 1 });
  });

  it('takes votes from chats as well, without the marks of sources, and follows deletion on request', async () => {
    await using rig = await openRig();
    const asked = { text: 'q', thread: [], origin: 'console', asker: null };
    await saveAnswer(rig.store, asked, anAnswer({ traceId: 'trc_1', citations: [] }));
    const press = {
      answerId: 'trc_1',
      userId: 'U1',
      polarity: 1,
      eventId: 'e1',
      platform: 'console',
    } as const;
    await recordVote(rig, { ...press, channel: null, messageId: null, signal: 'console', emoji: null });
    const { all, rowsOf } = await rig.export('alpaca');
    expect(all).toEqual([
      { instruction: 'How do I book a train?', input: '', output: 'Book trains through the travel desk.' },
    ]);
    expect(rowsOf('provenance.jsonl')).toMatchObject([{ from: ['feedback:trc_1'], split: 'valid', row: 0 }]);
    await rig.store
      .insertInto('forgotten_questions')
      .values({ source: 'vote', ref: 'trc_1', document_id: '' })
      .execute();
    expect((await rig.export('alpaca')).dropped).toEqual({ 'deleted on request': 1 });
  });
});
