import {
  ChannelType,
  type Client,
  ContainerBuilder,
  DiscordAPIError,
  Events,
  MessageFlags,
  type TextChannel,
  TextDisplayBuilder,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import { connectRealClient } from './real-client.ts';

const textChannel = async (client: Client, fake: FakeDiscord, name = 'general'): Promise<TextChannel> => {
  const channel = await client.channels.fetch(fake.channel(name).id);
  if (channel?.type !== ChannelType.GuildText) throw new Error(`${name} is no text channel`);
  return channel;
};

/** The code of the DiscordAPIError that a call rejects with. */
const apiCode = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof DiscordAPIError ? error.code : error),
  );

describe('a real client on the fake', () => {
  it('logs in with the guild and its channels', async () => {
    await using fake = await createFakeDiscord({ guildName: 'Lighthouse', channels: ['general', 'help'] });
    await using client = await connectRealClient(fake);

    expect(client.user.id).toBe(fake.bot.id);
    expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Lighthouse']);
    expect(client.channels.cache.map((one) => 'name' in one && one.name)).toEqual(['general', 'help']);
    expect(fake.gateway.identifies[0]?.['intents']).toBe(13_825);
  });

  it('answers a mention with a reply', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    client.on(Events.MessageCreate, async (message) => {
      if (!message.author.bot && message.mentions.has(client.user))
        await message.reply(`re: ${message.content}`);
    });

    const question = fake.mention({ user: 'ada', text: 'where is the key?', channel: 'random' });

    const answer = await fake.waitForMessage('random');
    expect(answer.content).toBe(`re: <@${fake.bot.id}> where is the key?`);
    expect(answer.replyTo).toBe(question.id);
  });

  it('receives a DM and answers in it', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    client.on(Events.MessageCreate, async (message) => {
      if (!message.author.bot && message.inGuild() === false) await message.reply('hello');
    });

    fake.directMessage({ user: 'ada', text: 'hi' });

    await fake.waitForMessage(fake.dm('ada').id, ({ content }) => content === 'hello');
  });

  it('writes to a user who never wrote before', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const user = await client.users.fetch(fake.user('grace').id);

    await user.send('news');

    expect(fake.messages(fake.dm('grace').id).map(({ content }) => content)).toEqual(['news']);
  });

  it('hears of edits and deletions', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const seen: string[] = [];
    client.on(Events.MessageUpdate, (_, after) => seen.push(`edited to ${after.content}`));
    client.on(Events.MessageDelete, ({ id }) => seen.push(`deleted ${id}`));
    const message = fake.mention({ text: 'frist' });

    fake.messageUpdate({
      channelId: message.channelId,
      messageId: message.id,
      text: `<@${fake.bot.id}> first`,
    });
    fake.messageDelete({ channelId: message.channelId, messageId: message.id });

    await fake.waitFor(() => seen.length === 2);
    expect(seen).toEqual([`edited to <@${fake.bot.id}> first`, `deleted ${message.id}`]);
    expect(message.edits).toEqual([`<@${fake.bot.id}> frist`]);
  });

  it('lists, edits and deletes messages', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const channel = await textChannel(client, fake);
    const [first, second, third] = [
      await channel.send('1'),
      await channel.send('2'),
      await channel.send('3'),
    ];

    const contents = async (options: object): Promise<string[]> =>
      (await channel.messages.fetch({ ...options, cache: false })).map(({ content }) => content);
    expect(await contents({ after: first.id })).toEqual(['3', '2']);
    expect(await contents({ before: third.id, limit: 1 })).toEqual(['2']);
    expect(await contents({ around: second.id, limit: 3 })).toEqual(['3', '2', '1']);

    await second.edit('two');
    await third.delete();
    expect(fake.messages('general').map(({ content, deleted }) => [content, deleted])).toEqual([
      ['1', false],
      ['two', false],
      ['3', true],
    ]);
    expect(await apiCode(channel.messages.fetch({ message: third.id, force: true }))).toBe(10_008);
  });

  it('starts a thread once for each message and wakes an archived one', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const channel = await textChannel(client, fake);
    const message = await channel.send('topic');

    const thread = await message.startThread({ name: 'topic', autoArchiveDuration: 60 });
    await thread.setArchived(true);
    await thread.send('still here?');

    expect(fake.channel(thread.id)).toMatchObject({
      kind: 'thread',
      archived: false,
      autoArchiveMinutes: 60,
    });
    const again = client.rest.post(`/channels/${channel.id}/messages/${message.id}/threads`, {
      body: { name: 'x' },
    });
    expect(await apiCode(again)).toBe(160_004);
  });

  it('uploads a file', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const channel = await textChannel(client, fake);

    await channel.send({ content: 'log', files: [{ attachment: Buffer.from('a,b\n'), name: 'log.csv' }] });

    expect(fake.messages('general')[0]).toMatchObject({
      content: 'log',
      attachments: [{ filename: 'log.csv', text: 'a,b\n', size: 4 }],
    });
  });

  it('shows that it types', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    await (await textChannel(client, fake)).sendTyping();
    expect(fake.typing).toEqual([fake.channel('general').id]);
  });

  it('registers commands', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    await client.application.commands.set([{ name: 'ask', description: 'Ask a question' }]);
    expect(fake.commands.get('global')).toMatchObject([{ name: 'ask', description: 'Ask a question' }]);
  });
});

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
