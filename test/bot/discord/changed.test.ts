import { describe, expect, it } from 'vitest';
import type { IncomingEdit, IncomingGone } from '../../../core/ports/chat-platform.ts';
import { buttonsOf } from '../../fakes/discord/push-interactions.ts';
import { aReply } from '../../fixtures/answers.ts';
import { connected, type Rig } from './rig.ts';

const own = ({ fake }: Rig) =>
  fake.messages().filter(({ author, deleted }) => author.id === fake.bot.id && !deleted);
const long = 'Words and more. '.repeat(300);

const listening = async (): Promise<Rig & { edits: IncomingEdit[]; gone: IncomingGone[] }> => {
  const rig = await connected();
  const edits: IncomingEdit[] = [];
  const gone: IncomingGone[] = [];
  rig.heard.handlers.onEdited = async (edit) => void edits.push(edit);
  rig.heard.handlers.onGone = async (one) => void gone.push(one);
  return { ...rig, edits, gone };
};

describe('a question that is written anew or deleted', () => {
  it('is told with its new words; a preview that Discord adds is told of nobody', async () => {
    const { fake, edits, gone } = await listening();
    const { id: messageId, channelId } = fake.mention({ text: 'How do I bok a train?' });
    fake.addPreview({ messageId, channelId });
    fake.messageUpdate({ messageId, channelId, text: `<@${fake.bot.id}> How do I book a train?` });
    fake.messageDelete({ messageId, channelId });
    await fake.waitFor(() => gone.length === 1);
    const at = { platform: 'discord', channel: channelId, messageId };
    expect(edits).toEqual([{ ...at, text: 'How do I book a train?' }]);
    expect(gone).toEqual([at]);
  });
});

describe('a reply that takes the place of the one before', () => {
  it.each([
    ['shorter', long, 'Short now.'],
    ['longer', 'Short.', long],
    ['as long', 'One.', 'Two.'],
  ])('is shown in the same messages when it is %s, buttons on the last', async (_, before, after) => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    await rig.platform.deliver(aReply(question, { text: before }));
    const replaces = own(rig).map(({ id }) => id);
    const delivered = await rig.platform.deliver({
      ...aReply(question, { text: after }, 'anew'),
      ...{ further: true as const, replaces },
    });
    const shown = own(rig);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: shown.map(({ id }) => id) });
    expect(shown[0]?.id).toBe(replaces[0]);
    expect(shown.map(({ content }) => content).join(' ')).toContain(after.trim().slice(0, 10));
    expect(shown.map((message) => buttonsOf(message).length > 0)).toEqual([
      ...shown.slice(1).map(() => false),
      true,
    ]);
  });

  it('is posted anew when the one before is gone', async () => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    await rig.platform.deliver(aReply(question));
    const [first] = own(rig);
    if (first === undefined) throw new Error('no reply');
    rig.fake.messageDelete({ channelId: first.channelId, messageId: first.id });
    const again = aReply(question, { text: 'Two.' }, 'anew');
    await rig.platform.deliver({ ...again, further: true as const, replaces: [first.id] });
    expect(own(rig)).toHaveLength(1);
  });

  it('is taken out of the thread that it stands in', async () => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    await rig.platform.deliver(aReply(question, { text: long }));
    const ids = own(rig).map(({ id }) => id);
    await rig.platform.removeMessages?.(question, ids);
    await rig.platform.removeMessages?.(question, ids);
    expect(own(rig)).toEqual([]);
  });
});
