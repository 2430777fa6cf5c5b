import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { aReply } from '../../fixtures/answers.ts';
import { connected, hastyClock } from './rig.ts';

describe('a message that asks', () => {
  it('comes with its place and decoded text', async () => {
    const { fake, question } = await connected();
    const general = fake.channel('general');
    const asked = fake.mention({
      text: `<@${fake.bot.id}> ask <#${general.id}> about \\*this\\* <:party:12>`,
    });
    expect(await question(asked.id)).toEqual({
      eventId: asked.id,
      address: { platform: 'discord', workspace: fake.guildId, channel: general.id, thread: null },
      messageId: asked.id,
      userId: fake.user('ada').id,
      text: 'ask #general about *this* :party:',
      kind: 'mention',
    });
  });

  it('is a DM without a mention', async () => {
    const { fake, question } = await connected();
    const asked = fake.directMessage({ text: 'How do I book a train?' });
    expect(await question(asked.id)).toMatchObject({
      kind: 'direct',
      text: 'How do I book a train?',
      address: { workspace: 'dm', channel: fake.dm('ada').id, thread: null },
    });
  });

  it('is a reply that pings the bot', async () => {
    const { fake, platform, question, heard } = await connected({ messageContent: false });
    const first = await question(fake.directMessage({ text: 'How do I book a train?' }).id);
    await platform.deliver(aReply(first));
    const answer = await fake.waitForMessage(`dm-ada`);
    const followUp = fake.directMessage({ text: 'And a plane?', replyTo: answer });
    expect((await question(followUp.id)).text).toBe('And a plane?');
    expect(heard.questions).toHaveLength(2);
  });

  it('is one that names the role which the server made for the bot, though Discord keeps its words back', async () => {
    const { fake, question } = await connected();
    const asked = fake.plainMessage({ text: `${fake.botRole} How do I book a train?` });
    expect((await question(asked.id)).text).toBe('');
  });

  it('names the people and roles that it mentions', async () => {
    const { fake, question } = await connected();
    const bea = fake.user('Bea');
    const asked = fake.mention({ text: `Does <@${bea.id}> know? ${fake.botRole}` });
    expect((await question(asked.id)).text).toBe('Does @Bea know?');
  });

  it('asks with the title of its forum post, and below it by itself', async () => {
    const { fake, platform, question } = await connected({
      channels: ['general', { name: 'help', kind: 'forum' }],
    });
    const mention = `<@${fake.bot.id}>`;
    const title = 'How do I book a train?';
    const post = fake.forumPost({ channel: 'help', title, text: `${mention} It is for Monday.` });
    expect(await question(post.id)).toMatchObject({
      text: `${title}\n\nIt is for Monday.`,
      address: { channel: fake.channel('help').id, thread: post.channelId },
    });
    const alone = fake.mention({ text: mention, channel: post.channelId });
    expect((await question(alone.id)).text).toBe(title);
    const below = fake.mention({ text: 'And a plane?', channel: post.channelId });
    const followUp = await question(below.id);
    expect(followUp.text).toBe('And a plane?');
    expect((await platform.thread(followUp, 10))[0]).toEqual({ role: 'user', text: title });
  });

  it('holds what it forwards', async () => {
    const { fake, question } = await connected();
    const forwards = ['How do I book a train?'];
    expect((await question(fake.directMessage({ text: '', forwards }).id)).text).toBe(forwards[0]);
    const both = fake.mention({ text: 'Is this so?', forwards: ['Trains are booked by the desk.'] });
    expect((await question(both.id)).text).toBe('Is this so?\n\nTrains are booked by the desk.');
  });

  it('names its files, and the reply says that they are not read', async () => {
    const { fake, platform, question } = await connected();
    const asked = fake.mention({ text: 'What does this say?', files: ['plan.pdf', 'a_b.png'] });
    const taken = await question(asked.id);
    expect(taken).toMatchObject({ text: 'What does this say?', unread: ['plan.pdf', 'a_b.png'] });
    await platform.deliver(aReply(taken));
    const [reply] = fake.messages().filter(({ author }) => author.id === fake.bot.id);
    expect(reply?.content).toContain('-# I cannot read files in a chat: plan.pdf, a\\_b.png.');
  });

  it('keeps the parent channel and the thread apart', async () => {
    const { fake, question } = await connected();
    const thread = fake.createThread({ name: 'travel' });
    const asked = fake.mention({ text: 'How?', channel: thread.id });
    expect((await question(asked.id)).address).toMatchObject({
      channel: fake.channel('general').id,
      thread: thread.id,
    });
  });

  it('is heard in a thread that was archived when the bot connected', async () => {
    const { fake, question } = await connected();
    const thread = fake.createThread({ name: 'old', archived: true });
    const asked = fake.mention({ text: 'Still there?', channel: thread.id });
    expect((await question(asked.id)).address).toMatchObject({
      channel: fake.channel('general').id,
      thread: thread.id,
    });
  });

  it('has one event id, however often it is dispatched', async () => {
    const { fake, heard } = await connected();
    fake.gateway.duplicateNext(1);
    const asked = fake.mention({ text: 'Twice?' });
    await fake.waitFor(() => heard.questions.length === 2);
    expect(heard.questions.map(({ eventId }) => eventId)).toEqual([asked.id, asked.id]);
  });
});

describe('a message that does not ask', () => {
  it('is left alone: plain talk, everyone, a role, another bot, an edit', async () => {
    const { fake, heard, question } = await connected();
    fake.plainMessage({ text: 'just talking' });
    fake.plainMessage({ text: 'hello @everyone and <@&77>' });
    const base = { channel_id: fake.channel('general').id, guild_id: fake.guildId, content: 'beep' };
    const mentions = [{ id: fake.bot.id, username: 'docent', discriminator: '0' }];
    const other = { id: '42', username: 'other', discriminator: '0', bot: true };
    fake.dispatch('MESSAGE_CREATE', { ...base, id: '1', type: 0, author: other, mentions });
    const human = { id: '43', username: 'bea', discriminator: '0' };
    fake.dispatch('MESSAGE_CREATE', { ...base, id: '2', type: 0, author: human, webhook_id: '9', mentions });
    fake.dispatch('MESSAGE_CREATE', { ...base, id: '3', type: 6, author: human, mentions });
    const asked = fake.mention({ text: 'a real one' });
    await question(asked.id);
    fake.messageUpdate({ channelId: asked.channelId, messageId: asked.id, text: `<@${fake.bot.id}> edited` });
    const last = fake.mention({ text: 'another' });
    await question(last.id);
    expect(heard.questions.map(({ messageId }) => messageId)).toEqual([asked.id, last.id]);
  });
});

describe('the sign that a question was seen', () => {
  it('is typing in the channel, renewed until the answer is there', async () => {
    const { fake, platform, question } = await connected({ clock: hastyClock() });
    const asked = await question(fake.mention({ text: 'How?' }).id);
    await platform.acknowledge(asked);
    expect(fake.typing).toEqual([fake.channel('general').id]);
    await fake.waitFor(() => fake.typing.length >= 3, 'typing to be renewed');
    await platform.deliver(aReply(asked));
    const shown = fake.typing.length;
    await delay(300);
    expect(fake.typing.length).toBeLessThanOrEqual(shown + 1);
  });

  it('is shown once for all that wait in a channel, until the last of them is answered', async () => {
    const { fake, platform, question } = await connected({ clock: hastyClock() });
    const first = await question(fake.mention({ text: 'How?' }).id);
    const second = await question(fake.mention({ text: 'Why?' }).id);
    await Promise.all([platform.acknowledge(first), platform.acknowledge(second)]);
    expect(fake.typing).toHaveLength(1);
    await platform.deliver(aReply(first));
    const shown = fake.typing.length;
    await fake.waitFor(() => fake.typing.length >= shown + 2, 'typing to be renewed');
    await platform.deliver(aReply(second));
    const last = fake.typing.length;
    await delay(300);
    expect(fake.typing.length).toBeLessThanOrEqual(last + 1);
  });

  it('is no error when Discord refuses it', async () => {
    const { fake, platform, question } = await connected();
    fake.faults.next('POST /channels/*/typing', { kind: 'error', status: 403, code: 50013 });
    const asked = await question(fake.mention({ text: 'How?' }).id);
    await expect(platform.acknowledge(asked)).resolves.toBeUndefined();
  });
});

describe('earlier turns', () => {
  it('of a DM are those of the last while, without what was put under an answer', async () => {
    const { fake, platform, question } = await connected();
    const first = await question(fake.directMessage({ text: 'How do I book a train?' }).id);
    await platform.deliver(aReply(first));
    const second = await question(fake.directMessage({ text: 'And a plane?' }).id);
    expect(await platform.thread(second, 10)).toEqual([
      { role: 'user', text: 'How do I book a train?', userId: first.userId },
      {
        role: 'assistant',
        text: 'Book trains through the travel desk. [1]',
        messageId: expect.any(String),
      },
    ]);
  });

  it('of a reply in a channel are the chain of replies', async () => {
    const { fake, platform, question } = await connected();
    fake.faults.next('POST /channels/*/messages/*/threads', { kind: 'error', status: 403, code: 50013 });
    const first = fake.mention({ text: 'How do I book a train?' });
    await platform.deliver(aReply(await question(first.id)));
    const answer = await fake.waitForMessage('general');
    fake.mention({ text: 'unrelated', user: 'bea' });
    const second = await question(fake.plainMessage({ text: 'And a plane?', replyTo: answer }).id);
    expect((await platform.thread(second, 10)).map(({ text }) => text)).toEqual([
      'How do I book a train?',
      'Book trains through the travel desk. [1]',
    ]);
  });

  it('join the parts of a long answer, and are none when they cannot be read', async () => {
    const { fake, platform, question } = await connected();
    const first = await question(fake.mention({ text: 'Everything?' }).id);
    await platform.deliver(aReply(first, { text: 'A sentence of some length. [1] '.repeat(100) }));
    const second = await question(fake.mention({ text: 'And?', channel: first.messageId }).id);
    const turns = await platform.thread(second, 10);
    expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(turns[1]?.text.length).toBeGreaterThan(2500);
    expect(turns[1]?.text).not.toContain('Sources');
    fake.faults.next('GET /channels/*/messages', { kind: 'status', status: 503 });
    expect(await platform.thread(second, 10)).toEqual([]);
  });
});
