import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { aQuestion, type Rig, rig } from '../rig.ts';

async function ingest({ app }: Rig, collection: string, files: Record<string, string>): Promise<void> {
  const cwd = await mkdtemp(path.join(tmpdir(), 'docent-help-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  await app.library.ingest(Object.keys(files), { collection, by: 'test', cwd });
}

async function helpIn(room: Rig, channel: string): Promise<string> {
  const question = aQuestion({
    text: 'help',
    address: { platform: 'slack', workspace: 'T1', channel, thread: null },
  });
  await room.conversations.handlers().onQuestion(question);
  const { id } = await room.reaches(question, 'delivered');
  const reply = room.platform.replies.find(({ deliveryId }) => deliveryId === id);
  return reply?.kind === 'notice' ? reply.text : '';
}

const page = (title: string, question: string, answer: string): string =>
  `# ${title}\n\n## ${question}\n\n${answer}\n`;

test('help asks questions that the documents of the place surely answer, and of no other place', async () => {
  const room = await rig();
  await ingest(room, 'default', {
    'money.md': page(
      'Money',
      'How do I get my money back?',
      'Send the receipts within a month and you get your money back with the next salary.',
    ),
  });
  await ingest(room, 'board', {
    'merger.md': page(
      'Merger',
      'When does the merger close?',
      'The merger with the rival closes in the spring, when the board signed the merger.',
    ),
  });
  const onBoard = { mode: 'answer' as const, collections: ['board'], models: null };
  await setChannel(room.app, { platform: 'slack', channel: 'C9' }, onBoard);

  const everywhere = await helpIn(room, 'C1');
  expect(everywhere).toContain(`${wording.helpExamples}\n- How do I get my money back?`);
  expect(everywhere).not.toContain('merger');
  const board = await helpIn(room, 'C9');
  expect(board).toContain('- When does the merger close?');
  expect(board).not.toContain('money');
});

test('no reranker is asked for the questions in the help', async () => {
  let judged = 0;
  const room: Rig = await rig({
    retriever: {
      search: (request) => {
        judged += 1;
        return room.assembled.retriever.search(request);
      },
      defaultCollections: async () => ['default'],
      currentHashes: async () => new Map(),
    },
  });
  await ingest(room, 'default', {
    'money.md': page(
      'Money',
      'How do I get my money back?',
      'Send the receipts within a month and you get your money back with the next salary.',
    ),
  });
  expect(await helpIn(room, 'C1')).toContain('- How do I get my money back?');
  expect(judged).toBe(0);
});

test('whom the team named is named in the help and in the apology, and where nothing is answered', async () => {
  let env: Record<string, string> = { DOCENT_CONTACT: '#help-desk' };
  const answering = { answer: () => Promise.reject(new Error('the disk is full')) };
  const room = await rig({ config: () => loadConfig(env), answering });
  expect(await helpIn(room, 'C1')).toContain('When I do not know something, ask #help-desk.');
  const replyTo = async (): Promise<string> => {
    const question = aQuestion();
    await room.conversations.handlers().onQuestion(question);
    const { id } = await room.reaches(question, 'delivered');
    const reply = room.platform.replies.find(({ deliveryId }) => deliveryId === id);
    return reply?.kind === 'notice' ? reply.text : '';
  };
  expect(await replyTo()).toContain('or ask #help-desk. Reference:');
  env = { ...env, DOCENT_ANSWERING: 'off' };
  expect(await replyTo()).toContain('Please ask #help-desk.');
  env = {};
  expect(await replyTo()).toContain('ask a colleague. Reference:');
});

test('whom the team named is named where nothing is found, once it is saved in the console', async () => {
  const room = await rig();
  const ask = async () =>
    (await room.app.ask({ text: 'zebra quantum?', thread: [], origin: 't', asker: null })).text;
  expect(await ask()).toContain('or ask a colleague.');
  await room.app.storedSettings.set('DOCENT_CONTACT', 'the people of $& in room 7');
  expect(await room.app.reload()).toBeNull();
  expect(await ask()).toContain('or ask the people of $& in room 7.');
});

test.each(['<!here>', 'ask @everyone', 'two\nlines', 'x'.repeat(101)])('%j is nobody to ask', (contact) => {
  expect(() => loadConfig({ DOCENT_CONTACT: contact })).toThrow(/DOCENT_CONTACT is not usable/);
});
