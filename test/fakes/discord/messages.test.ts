import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord } from './fake-discord.ts';
import { apiCode, connectRealClient, textChannel } from './real-client.ts';

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
