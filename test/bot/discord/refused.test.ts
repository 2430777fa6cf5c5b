import { describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { Permission } from '../../fakes/discord/permissions.ts';
import { buttonsOf } from '../../fakes/discord/push-interactions.ts';
import { aReply } from '../../fixtures/answers.ts';
import { connected, type Rig } from './rig.ts';

const POST = 'POST /channels/*/messages';

const own = ({ fake }: Rig) =>
  fake.messages().filter(({ author, deleted }) => author.id === fake.bot.id && !deleted);
const inDirect = (rig: Rig) => own(rig).filter(({ channelId }) => channelId === rig.fake.dm('ada').id);

describe('a reply that Discord lets stand nowhere near its question', () => {
  it.each<[string, Permission[], RegExp]>([
    ['the bot may not write there', ['send', 'sendInThreads'], /Send Messages/],
    ['the bot does not see the channel any more', ['view'], /View Channel/],
  ])('is a direct message to the asker, with the reason for the admin: %s', async (_, denied, why) => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How do I book a train?' }).id);
    rig.fake.deny('general', ...denied);
    const delivered = await rig.platform.deliver(aReply(question));
    expect(delivered).toMatchObject({ kind: 'delivered', instead: expect.stringMatching(why) });
    const [message, ...others] = own(rig);
    expect(others).toEqual([]);
    expect(message?.channelId).toBe(rig.fake.dm('ada').id);
    expect(message?.content).toContain(wording.instead);
    expect(message?.content).toContain('Book trains');
    expect(message && buttonsOf(message).map(({ label }) => label)).toContain('Good answer');
  });

  it('reaches its asker when the thread is locked', async () => {
    const rig = await connected();
    const thread = rig.fake.createThread({ name: 'travel' });
    const question = await rig.question(rig.fake.mention({ text: 'How?', channel: thread.id }).id);
    rig.fake.lock(thread.id);
    const delivered = await rig.platform.deliver(aReply(question));
    expect(delivered).toMatchObject({ kind: 'delivered', instead: expect.stringContaining('locked') });
    expect(inDirect(rig)).toHaveLength(1);
  });

  it.each([
    [404, 10003],
    [400, 50083],
    [400, 160005],
  ])('reaches its asker at %d %d', async (status, code) => {
    const rig = await connected();
    const thread = rig.fake.createThread({ name: 'travel' });
    const question = await rig.question(rig.fake.mention({ text: 'How?', channel: thread.id }).id);
    rig.fake.faults.next(`POST /channels/${thread.id}/messages`, { kind: 'error', status, code });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(inDirect(rig)).toHaveLength(1);
  });

  it('is not sent past the moderation of a server, but its asker hears', async () => {
    const rig = await connected();
    const thread = rig.fake.createThread({ name: 'travel' });
    const question = await rig.question(rig.fake.mention({ text: 'How?', channel: thread.id }).id);
    rig.fake.faults.next(POST, { kind: 'error', status: 400, code: 200000 });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(inDirect(rig).map(({ content }) => content)).toEqual([wording.blockedThere]);
  });

  it('is on record as failed when the asker takes no direct messages either', async () => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    rig.fake.deny('general', 'send', 'sendInThreads');
    rig.fake.faults.next('POST /users/@me/channels', { kind: 'error', status: 403, code: 50007 });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('Send Messages'),
    });
  });

  it('stands beside its question where no thread takes it', async () => {
    const rig = await connected();
    const question = await rig.question(rig.fake.mention({ text: 'How?' }).id);
    rig.fake.deny('general', 'sendInThreads');
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toMatchObject([{ channelId: question.address.channel, replyTo: question.messageId }]);
  });
});

describe('kinds of channels', () => {
  it.each(['voice', 'announcement'] as const)(
    'a question in a %s channel has its reply there',
    async (kind) => {
      const rig = await connected({ channels: ['general', { name: 'other', kind }] });
      const asked = rig.fake.mention({ text: 'How do I book a train?', channel: 'other' });
      expect(await rig.platform.deliver(aReply(await rig.question(asked.id)))).toMatchObject({
        kind: 'delivered',
      });
      const [message] = own(rig);
      const place = kind === 'voice' ? rig.fake.channel('other').id : asked.id;
      expect(message?.channelId).toBe(place);
    },
  );

  it('a forum post has its reply in the post', async () => {
    const rig = await connected({ channels: ['general', { name: 'help', kind: 'forum' }] });
    const { id, text } = { id: rig.fake.bot.id, text: 'see title' };
    const asked = rig.fake.forumPost({
      channel: 'help',
      title: 'How do I book a train?',
      text: `<@${id}> ${text}`,
    });
    const question = await rig.question(asked.id);
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toMatchObject([{ channelId: asked.channelId, replyTo: asked.id }]);
  });
});
