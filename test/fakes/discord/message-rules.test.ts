import { ContainerBuilder, Events, MessageFlags, TextDisplayBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord } from './fake-discord.ts';
import { apiCode, connectRealClient, textChannel } from './real-client.ts';

describe('reactions', () => {
  it('on a message that is not cached reach the client as a raw event', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const raw: unknown[] = [];
    client.on(Events.Raw, (packet: { t: string; d: unknown }) => {
      if (packet.t.startsWith('MESSAGE_REACTION')) raw.push(packet);
    });
    const target = { channelId: fake.channel('general').id, messageId: '1', authorId: fake.bot.id };

    fake.reaction({ kind: 'added', user: 'ada', emoji: '👍', ...target });
    fake.reaction({ kind: 'removed', user: 'ada', emoji: '👍', ...target });

    await fake.waitFor(() => raw.length === 2);
    const shared = { user_id: fake.user('ada').id, message_id: '1', emoji: { id: null, name: '👍' } };
    expect(raw).toMatchObject([
      { t: 'MESSAGE_REACTION_ADD', d: { ...shared, message_author_id: fake.bot.id } },
      { t: 'MESSAGE_REACTION_REMOVE', d: shared },
    ]);
  });

  it('of the bot itself come back to it', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const reactors: string[] = [];
    client.on(Events.MessageReactionAdd, (_, user) => reactors.push(user.id));
    const message = await (await textChannel(client, fake)).send('answer');

    await message.react('👍');
    await message.react('👎');

    await fake.waitFor(() => reactors.length === 2);
    expect(reactors).toEqual([fake.bot.id, fake.bot.id]);
    expect(fake.messages('general')[0]?.reactions.map(({ emoji }) => emoji)).toEqual(['👍', '👎']);
  });

  it('stop at twenty different ones', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const message = await (await textChannel(client, fake)).send('answer');
    const target = { channelId: message.channelId, messageId: message.id };
    for (let n = 0; n < 20; n += 1) {
      fake.reaction({ kind: 'added', emoji: String.fromCodePoint(0x1f600 + n), ...target });
    }
    expect(await apiCode(message.react('👍'))).toBe(30_010);
  });
});

describe('the rules of messages', () => {
  it('refuse 2001 characters and an empty message', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const channel = await textChannel(client, fake);
    expect(await apiCode(channel.send('x'.repeat(2001)))).toBe(50_035);
    expect(await apiCode(channel.send(''))).toBe(50_006);
    await channel.send('x'.repeat(2000));
    expect(fake.messages('general')).toHaveLength(1);
  });

  it('keep Components V2 and content apart', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const channel = await textChannel(client, fake);
    const box = (text: string): ContainerBuilder =>
      new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent(text));
    const flags = MessageFlags.IsComponentsV2;
    const half = box('x'.repeat(2001));

    const sent = await channel.send({ components: [box('hello')], flags });

    expect(await apiCode(channel.send({ components: [box('x')], flags, content: 'x' }))).toBe(50_035);
    expect(await apiCode(channel.send({ components: [half, half], flags }))).toBe(50_035);
    expect(await apiCode(channel.send({ components: [box('x')] }))).toBe(50_035);
    expect(await apiCode(sent.edit({ content: 'plain' }))).toBe(50_035);
  });

  it('ping whom allowed_mentions lets through', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const channel = await textChannel(client, fake);
    const ada = fake.user('ada').id;
    const content = `<@${ada}> <@&77> @everyone`;

    await channel.send(content);
    await channel.send({ content, allowedMentions: { parse: [] } });
    await channel.send({ content, allowedMentions: { users: [ada] } });

    expect(fake.messages('general').map(({ pings }) => pings)).toEqual([
      { users: [ada], roles: ['77'], everyone: true },
      { users: [], roles: [], everyone: false },
      { users: [ada], roles: [], everyone: false },
    ]);
  });

  it.each([
    [false, ['', 'mention', 'reply', '', '', 'dm']],
    [true, ['plain', 'mention', 'reply', 'silent reply', 'reply to an interaction', 'dm']],
  ])('show content by the MESSAGE_CONTENT rule when the intent is %s', async (messageContent, expected) => {
    await using fake = await createFakeDiscord({ messageContent });
    const intents = 13_825 | (messageContent ? 1 << 15 : 0);
    await using client = await connectRealClient(fake, { intents });
    const seen: string[] = [];
    client.on(Events.MessageCreate, ({ author, content }) => {
      if (!author.bot) seen.push(content.replace(/^<@\d+> /, ''));
    });
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('from the command');
    });
    await (await textChannel(client, fake)).send('answer');
    fake.slashCommand({ name: 'ask' });
    const ofBot = await fake.waitForMessage('general', ({ content }) => content === 'answer');
    const ofCommand = await fake.waitForMessage('general', ({ content }) => content === 'from the command');

    fake.plainMessage({ text: 'plain' });
    fake.mention({ text: 'mention' });
    fake.plainMessage({ text: 'reply', replyTo: ofBot });
    fake.plainMessage({ text: 'silent reply', replyTo: ofBot, pingReplied: false });
    fake.plainMessage({ text: 'reply to an interaction', replyTo: ofCommand });
    fake.directMessage({ text: 'dm' });

    await fake.waitFor(() => seen.length === 6);
    expect(seen).toEqual(expected);
  });
});
