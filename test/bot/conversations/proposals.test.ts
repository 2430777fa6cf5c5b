import { expect, test } from 'vitest';
import { PROPOSALS } from '../../../bot/conversations/proposals.ts';
import type { IncomingProposal } from '../../../core/ports/chat-platform.ts';
import { type Rig, rig } from './rig.ts';

const proposal: IncomingProposal = {
  ...{ platform: 'slack', channel: 'C1', messageId: '1.5', userId: 'U1', link: 'https://chat.example/1' },
  texts: [
    'The lift is repaired by Otis. Call +49 30 901820 or write to jane.doe@example.com.',
    'The key sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD opens it.',
  ],
};

const propose = ({ conversations }: Rig, overrides: Partial<IncomingProposal> = {}) =>
  conversations.handlers().onProposal?.({ ...proposal, ...overrides });

const drafts = async ({ app }: Rig) => {
  const documents = await app.library.list({ collection: PROPOSALS });
  const texts = await Promise.all(documents.map(({ documentId }) => app.library.passages(documentId)));
  return documents.map((one, at) => ({ ...one, text: texts[at]?.map(({ text }) => text).join('\n') ?? '' }));
};

test('a proposal waits for a curator as a draft, with its origin and without personal data', async () => {
  const room = await rig();
  expect(await propose(room)).toBe(true);
  const [draft, ...others] = await drafts(room);
  expect(others).toEqual([]);
  expect(draft?.status).toBe('draft');
  expect(draft?.text).toContain('The lift is repaired by Otis.');
  expect(draft?.text).toContain('https://chat.example/1');
  for (const secret of ['901820', 'jane.doe', 'sk-proj']) expect(draft?.text).not.toContain(secret);
  const found = await room.app.retriever.search({ text: 'Who repairs the lift?', k: 3 });
  expect(JSON.stringify(found.passages)).not.toContain('Otis');
});

test('the same message again is the same proposal', async () => {
  const room = await rig();
  await propose(room);
  await propose(room, { userId: 'U2' });
  expect(await drafts(room)).toHaveLength(1);
});

test('what others than the team wrote with is not taken in, nor is nothing', async () => {
  const room = await rig();
  expect(await propose(room, { texts: ['  '] })).toBe(false);
  room.platform.outside = async () => 'shared-channel';
  expect(await propose(room)).toBe(false);
  expect(await drafts(room)).toEqual([]);
});
