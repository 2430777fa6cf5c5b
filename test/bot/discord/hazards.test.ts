// Pins what discord.js does that Docent must live with. If one of these fails after an upgrade, the library
// changed: look at how bot/discord/ guards against it before changing the test.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Client, type Message as DiscordMessage, Events, Partials, Status } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { connectRealClient, createRealClient, noIdentifyThrottle } from '../../fakes/discord/real-client.ts';

/** The repository: a program given by -e finds its packages from the working directory. */
const root = new URL('../../..', import.meta.url);

const shardStatuses = (client: Client): readonly Status[] => client.ws.shards.map(({ status }) => status);

describe('a listener that rejects', () => {
  // Runs in a process of its own, because that process is what dies.
  const program = (extra: string): string => `
    import { Client } from 'discord.js';
    const client = new Client({ intents: 13825, rest: { api: process.argv[1] } });
    client.on('messageCreate', async () => { throw new Error('listener failed'); });
    ${extra}
    await client.login(process.argv[2]);
  `;

  const run = async (fake: FakeDiscord, extra: string) => {
    const args = ['--input-type=module', '-e', program(extra), fake.apiUrl, fake.token];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 20_000,
    });
    const exited = once(child, 'exit');
    const stderr = text(child.stderr);
    await fake.waitForReady();
    fake.mention({ text: 'boom' });
    const [code] = (await exited) as [number | null];
    return { code, stderr: await stderr };
  };

  it('kills the process that has no error listener', async () => {
    await using fake = await createFakeDiscord();
    const { code, stderr } = await run(fake, '');
    expect(code).toBe(1);
    expect(stderr).toContain('listener failed');
  });

  it('becomes an error event where there is a listener', async () => {
    await using fake = await createFakeDiscord();
    const { code } = await run(
      fake,
      `client.on('error', (e) => process.exit(e.message === 'listener failed' ? 42 : 2));`,
    );
    expect(code).toBe(42);
  });
});

describe('a reply', () => {
  it('fails by default when the question is gone, and not with failIfNotExists false', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const heard = once(client, Events.MessageCreate);
    const question = fake.mention({ text: 'never mind' });
    const [message] = (await heard) as [DiscordMessage];
    fake.messageDelete({ channelId: question.channelId, messageId: question.id });

    await expect(message.reply('answer')).rejects.toMatchObject({ code: 50_035 });
    await message.reply({ content: 'answer', failIfNotExists: false });

    expect((await fake.waitForMessage('general')).replyTo).toBeUndefined();
  });

  it('pings, and @everyone counts as a mention of the bot, unless told otherwise', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const heard = once(client, Events.MessageCreate);
    fake.plainMessage({ user: 'ada', text: '@everyone hello' });
    const [message] = (await heard) as [DiscordMessage];

    expect(message.mentions.has(client.user)).toBe(true);
    expect(message.mentions.has(client.user, { ignoreEveryone: true })).toBe(false);

    await message.reply('loud');
    await message.reply({ content: 'quiet', allowedMentions: { parse: [], repliedUser: false } });
    const pinged = fake.messages('general').slice(1);
    expect(pinged.map(({ pings }) => pings.users)).toEqual([[fake.user('ada').id], []]);
  });
});

describe('a reaction on a message the client has not cached', () => {
  const emitted = async (
    partials: readonly Partials[],
    where: 'guild' | 'dm' | 'fetched dm',
  ): Promise<boolean> => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake, { partials });
    const seen = { raw: 0, emitted: 0 };
    client.on(Events.MessageReactionAdd, () => {
      seen.emitted += 1;
    });
    client.on(Events.Raw, ({ t }: { t: string }) => {
      if (t === 'MESSAGE_REACTION_ADD') seen.raw += 1;
    });
    const channelId = where === 'guild' ? fake.channel('general').id : fake.dm('ada').id;
    if (where === 'fetched dm') await client.channels.fetch(channelId);
    const marker = once(client, Events.MessageCreate);

    fake.reaction({
      kind: 'added',
      emoji: '👍',
      channelId,
      messageId: '1100000000000000009',
      authorId: fake.bot.id,
    });
    fake.mention({ text: 'marker' });
    await marker;

    expect(seen.raw).toBe(1);
    return seen.emitted === 1;
  };
  const { Message, Channel, Reaction, User } = Partials;

  it.each([
    ['is lost without partials', [], 'guild', false],
    ['is lost with the partial Message alone', [Message], 'guild', false],
    ['is emitted with Message and Reaction', [Message, Reaction], 'guild', true],
    ['in a DM is lost even with all partials', [Message, Channel, Reaction, User], 'dm', false],
    [
      'in a DM is emitted once the channel was fetched',
      [Message, Channel, Reaction, User],
      'fetched dm',
      true,
    ],
  ] as const)('%s', async (_, partials, where, expected) => {
    expect(await emitted(partials, where)).toBe(expected);
  });

  it('in a thread that was archived at login is lost', async () => {
    await using fake = await createFakeDiscord();
    const thread = fake.createThread({ name: 'old', archived: true });
    await using client = await connectRealClient(fake);
    const seen: string[] = [];
    client.on(Events.Raw, ({ t }: { t: string }) => seen.push(`raw ${t}`));
    client.on(Events.MessageReactionAdd, () => seen.push('emitted'));

    fake.reaction({ kind: 'added', emoji: '👍', channelId: thread.id, messageId: '1100000000000000009' });
    fake.reaction({ kind: 'added', emoji: '👎', channelId: thread.id, messageId: '1100000000000000009' });

    await fake.waitFor(() => seen.length >= 2);
    expect(seen).toEqual(['raw MESSAGE_REACTION_ADD', 'raw MESSAGE_REACTION_ADD']);
  });
});

describe('a DM', () => {
  it('is lost without the partial Channel', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake, { partials: [Partials.Message] });
    const marker = once(client, Events.MessageCreate);
    fake.directMessage({ text: 'hello?' });
    fake.mention({ text: 'marker' });
    expect(await marker).toMatchObject([{ content: `<@${fake.bot.id}> marker` }]);
  });
});

describe('login', () => {
  it('rejects when the intent MESSAGE_CONTENT is not switched on', async () => {
    await using fake = await createFakeDiscord({ messageContent: false });
    await using client = createRealClient(fake, { intents: 13_825 | (1 << 15) });
    await expect(client.login(fake.token)).rejects.toThrow('Used disallowed intents');
    await fake.waitFor(() => fake.gateway.log.includes('closed 4014'));
  });

  it('rejects with TokenInvalid when the token is refused', async () => {
    await using fake = await createFakeDiscord();
    await using client = createRealClient(fake);
    await expect(client.login('an.other.token')).rejects.toMatchObject({ code: 'TokenInvalid' });
  });
});

describe('after a fatal close', () => {
  it('isReady stays true and only the shard status tells', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    client.on(Events.ShardError, () => undefined);
    const disconnected = once(client, Events.ShardDisconnect);
    expect(shardStatuses(client)).toEqual([Status.Ready]);

    fake.gateway.closeWith(4014);

    expect(await disconnected).toMatchObject([{ code: 4014 }, 0]);
    expect(client.isReady()).toBe(true);
    expect(client.ws.status).toBe(Status.Ready);
    expect(shardStatuses(client)).toEqual([Status.Disconnected]);
  });
});

describe('a client that stops or restarts its session', () => {
  it('emits a late shardReconnecting on destroy', async () => {
    await using fake = await createFakeDiscord();
    const client = await connectRealClient(fake);
    const events: string[] = [];
    client.on(Events.ShardReconnecting, () => events.push('reconnecting'));
    await client.destroy();
    expect(events).toEqual(['reconnecting']);
    expect(fake.gateway.identifies).toHaveLength(1);
  });

  it('drops the session after refused connections: what was said meanwhile never comes', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake, { ws: noIdentifyThrottle });
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content.replace(/^<@\d+> /, '')));
    fake.gateway.refuseConnections(true);
    fake.gateway.kill();
    fake.mention({ text: 'meanwhile' });
    await fake.waitFor(() => fake.gateway.log.includes('refused'));
    const ready = once(client, Events.ShardReady);
    fake.gateway.refuseConnections(false);
    await ready;

    fake.mention({ text: 'afterwards' });

    await fake.waitFor(() => heard.length > 0);
    expect(heard).toEqual(['afterwards']);
  });
});
