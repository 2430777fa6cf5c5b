import { expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingProposal } from '../../../core/ports/chat-platform.ts';
import { connected } from './rig.ts';

it('a message is proposed from its menu by who may manage messages, and by nobody else', async () => {
  const rig = await connected();
  const proposed: IncomingProposal[] = [];
  rig.heard.handlers.onProposal = async (proposal) => {
    proposed.push(proposal);
    return true;
  };
  const target = rig.fake.plainMessage({
    text: `The lift is repaired on Monday, <@${rig.fake.user('bea').id}>.`,
  });
  const other = rig.fake.messageCommand({ name: 'Save as knowledge', target });
  await rig.fake.waitFor(() => other.response);
  expect(other.response?.data).toMatchObject({ content: wording.proposal.notYours });
  expect(proposed).toEqual([]);
  const own = rig.fake.messageCommand({ name: 'Save as knowledge', target, manages: true });
  const word = await rig.fake.waitFor(() =>
    rig.fake.messages().find(({ interactionId, content }) => interactionId === own.id && content !== ''),
  );
  expect(word.content).toBe(wording.proposal.kept);
  expect(word.ephemeralTo?.name).toBe('ada');
  expect(proposed).toMatchObject([
    { messageId: target.id, texts: ['The lift is repaired on Monday, @somebody.'] },
  ]);
});
