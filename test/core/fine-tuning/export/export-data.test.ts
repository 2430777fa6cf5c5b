import { describe, expect, it } from 'vitest';
import { importFeedback } from '../../../../core/feedback/import-feedback.ts';
import { recordVote } from '../../../../core/feedback/votes.ts';
import { exportData } from '../../../../core/fine-tuning/export/export-data.ts';
import { exportFormats, type FormatName, formatNames } from '../../../../core/fine-tuning/export/formats.ts';
import { statePermission } from '../../../../core/fine-tuning/export/permissions.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import { saveAnswer } from '../../../../core/rag/traces.ts';
import { sha256Hex } from '../../../../core/text/hashes.ts';
import { anAnswer } from '../../../fixtures/answers.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';

const TOPICS = [
  'parking',
  'canteen',
  'laptop',
  'badge',
  'holiday',
  'travel',
  'payroll',
  'printer',
  'training',
  'visitor',
];
const base = { person: 'ann', at: '2026-03-01', origin: 'import', vote: 1 };

async function openRig() {
  const temp = await openTempStore();
  const deps = { store: temp.store, clock: createManualClock(), random: systemRandom };
  const documentsNamed = async (name: string) => (name.startsWith('doc') ? [name] : []);
  return {
    ...deps,
    async take(...rows: Record<string, unknown>[]) {
      const file = rows.map((row, at) => JSON.stringify({ id: `f${at}`, ...base, ...row })).join('\n');
      const report = await importFeedback({ ...deps, documentsNamed }, file);
      expect(report.rejected).toEqual([]);
    },
    async publish(id: string, text: string, revision = 'r1') {
      const now = { created_at: '2026-01-01', updated_at: '2026-01-01' };
      await temp.store
        .insertInto('documents')
        .values({
          ...{
            id,
            external_id: null,
            collection: 'default',
            path: `${id}.md`,
            title: `Page ${id}`,
            status: 'ready',
          },
          ...{ reason: null, published_revision: `${id}-${revision}`, pending_file: null, ...now },
        })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ published_revision: `${id}-${revision}` }),
        )
        .execute();
      const { id: passage } = await temp.store
        .insertInto('passages')
        .values({
          ...{
            document_id: id,
            hash: sha256Hex(text),
            headings: '[]',
            text,
            start_line: null,
            end_line: null,
          },
          ...{ page: null, current: 1 },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await temp.store
        .insertInto('revision_passages')
        .values({ revision_id: `${id}-${revision}`, ordinal: 0, passage_id: passage })
        .execute();
    },
    async golden(question: string) {
      await temp.store
        .insertInto('eval_cases')
        .values({
          ...{ id: question, set_id: 's', ordinal: 0, question, expected_sources: '[]', must_abstain: 0 },
          expected_answer: null,
        })
        .execute();
    },
    async export(format: FormatName, seed = 0) {
      const data = await exportData(temp.store, { format, seed, leftOut: ['docent'] });
      const textOf = (name: string) => data.files.find((file) => file.name === name)?.text ?? '';
      const rowsOf = (name: string) =>
        textOf(name)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      return { ...data, textOf, rowsOf, all: [...rowsOf('train.jsonl'), ...rowsOf('valid.jsonl')] };
    },
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

const good = (topic: string, at = 0) => ({
  id: `${topic}-${at}`,
  question: `Where do I find the ${topic} rules${at === 0 ? '' : ` number ${'x'.repeat(at)}`}?`,
  answer: `The ${topic} rules hang beside the ${topic} desk on floor ${topic.length}.`,
});

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

describe('formats', () => {
  it('hold their own keys only, and no null', async () => {
    await using rig = await openRig();
    for (const topic of TOPICS)
      await rig.publish(`doc-${topic}`, `Everything that there is to say about ${topic} rules.`);
    await rig.take(
      ...TOPICS.map((topic) => ({ ...good(topic), source: `doc-${topic}` })),
      ...TOPICS.map((topic) => ({
        ...{
          id: `w-${topic}`,
          question: `Who pays for ${topic}?`,
          answer: `Nobody pays for ${topic}.`,
          vote: -1,
        },
        correction: `The team ${topic} pays.`,
      })),
    );
    const keys: Record<FormatName, string> = {
      'openai-sft': 'messages',
      'openai-dpo': 'input non_preferred_output preferred_output',
      'trl-lm': 'text',
      'trl-prompt-completion': 'completion prompt',
      'trl-preference': 'chosen prompt rejected',
      'trl-kto': 'completion label prompt',
      'trl-reward': 'chosen prompt rejected',
      'trl-grpo': 'prompt solution',
      axolotl: 'messages',
      'axolotl-dpo': 'chosen messages rejected',
      'axolotl-reward': 'chosen input rejected system',
      'axolotl-kto': 'completion label prompt',
      'llama-factory': 'messages',
      'llama-factory-dpo': 'chosen messages rejected',
      'llama-factory-kto': 'kto_tag messages',
      'llama-factory-text': 'text',
      alpaca: 'input instruction output',
      'retrieval-pairs': 'anchor positive',
    };
    for (const format of formatNames) {
      const { all, textOf } = await rig.export(format);
      expect(all.length, format).toBeGreaterThanOrEqual(TOPICS.length);
      for (const row of all) expect(Object.keys(row).sort().join(' '), format).toBe(keys[format]);
      expect(JSON.stringify(all)).not.toContain('null');
      expect(textOf('dataset_info.json') !== '', format).toBe(format.startsWith('llama-factory'));
      expect(exportFormats[format].help).toMatch(/\w/);
    }
  });

  it('pair a correction with what it corrects, and a good answer with a bad one', async () => {
    await using rig = await openRig();
    await rig.take(
      { id: 'a', question: 'When is lunch?', answer: 'At one.', vote: -1, correction: 'At noon.' },
      { id: 'b', question: 'Is parking free?', answer: 'Yes, in the garage.' },
      { id: 'c', question: 'Is parking free?', answer: 'Ask somebody else.', vote: -1 },
    );
    const { all, dropped } = await rig.export('openai-dpo');
    expect(dropped).toEqual({});
    expect(all).toContainEqual({
      input: { messages: [{ role: 'user', content: 'When is lunch?' }] },
      preferred_output: [{ role: 'assistant', content: 'At noon.' }],
      non_preferred_output: [{ role: 'assistant', content: 'At one.' }],
    });
    expect(JSON.stringify(all)).toContain('Ask somebody else.');
  });
});
