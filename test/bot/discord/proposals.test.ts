import { expect, it } from 'vitest';
import type { IncomingProposal } from '../../../core/ports/chat-platform.ts';
import { connected } from './rig.ts';

it('📚 by somebody who may not manage messages proposes nothing, and the owner of the server proposes', async () => {
  const rig = await connected();
  const proposed: IncomingProposal[] = [];
  rig.heard.handlers.onProposal = async (proposal) => {
    proposed.push(proposal);
    return true;
  };
  const { id: messageId, channelId } = rig.fake.plainMessage({ text: 'The lift is repaired on Monday.' });
  const react = (user: string) =>
    rig.fake.reaction({ kind: 'added', emoji: '📚', user, channelId, messageId });
  react('ada');
  const question = rig.fake.mention({ text: 'How?' });
  await rig.question(question.id);
  expect(proposed).toEqual([]);
  react('owner');
  await rig.fake.waitFor(() => proposed.length > 0);
  expect(proposed).toMatchObject([{ messageId, texts: ['The lift is repaired on Monday.'] }]);
});
