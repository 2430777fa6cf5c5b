import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermissionsBitField } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../core/local/system-clock.ts';
import { createFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { platformFor } from './rig.ts';

const offline = async (options: Parameters<typeof createFakeDiscord>[0] = {}) => {
  const fake = await createFakeDiscord(options);
  onTestFinished(fake.close);
  return fake;
};

describe('the invite link', () => {
  it('asks for exactly what the bot needs', async () => {
    const fake = await offline();
    const invite = await platformFor(fake).invite();
    const url = new URL(invite.url ?? '');
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(url.searchParams.get('client_id')).toBe(fake.bot.id);
    expect(url.searchParams.get('scope')).toBe('bot applications.commands');
    const granted = new PermissionsBitField(BigInt(url.searchParams.get('permissions') ?? '0')).toArray();
    expect(granted.toSorted()).toEqual([
      'AddReactions',
      'CreatePublicThreads',
      'ReadMessageHistory',
      'SendMessages',
      'SendMessagesInThreads',
      'ViewChannel',
    ]);
    expect(invite.permissions).toHaveLength(granted.length);
    expect(invite.intents).toEqual([
      'Guilds',
      'GuildMessages',
      'GuildMessageReactions',
      'DirectMessages',
      'DirectMessageReactions',
    ]);
  });

  it('is missing, with a hint, while the token does not work', async () => {
    const fake = await offline();
    const invite = await platformFor(fake, { token: 'bm90.a.token' }).invite();
    expect(invite.url).toBeNull();
    expect(invite.hint).toMatch(/DISCORD_TOKEN/);
  });
});

it('does not wait for a Discord that hangs', async () => {
  const hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    hanging.closeAllConnections();
    hanging.close();
  });
  const fake = await offline();
  const { port } = hanging.address() as AddressInfo;
  const waits: number[] = [];
  const clock = {
    ...systemClock,
    sleep(ms: number, signal?: AbortSignal) {
      waits.push(ms);
      return systemClock.sleep(1, signal);
    },
  };
  const platform = platformFor(fake, { apiUrl: `http://127.0.0.1:${port}/api`, clock });
  expect((await platform.invite()).url).toBeNull();
  expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
});

describe('the token check', () => {
  it('names the bot and what is left of today', async () => {
    const fake = await offline();
    expect(await platformFor(fake).checkTokens()).toEqual([
      { ok: true, message: 'DISCORD_TOKEN works: the bot is called docent.', hint: '' },
      { ok: true, message: 'Discord allows 1000 more connections today.', hint: '' },
    ]);
  });

  it('takes a token as it was pasted, and knows one that cannot be right', async () => {
    const fake = await offline();
    expect(await platformFor(fake, { token: ` Bot ${fake.token}\n` }).checkTokens()).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
    expect(await platformFor(fake, { token: 'a\nb' }).checkTokens()).toMatchObject([
      { ok: false, message: 'Discord does not accept DISCORD_TOKEN.' },
    ]);
  });

  it('tells a refused token from an unreachable Discord', async () => {
    const fake = await offline({ identifiesLeft: 0 });
    expect(await platformFor(fake, { token: 'bm90.a.token' }).checkTokens()).toMatchObject([
      {
        ok: false,
        message: 'Discord does not accept DISCORD_TOKEN.',
        hint: expect.stringMatching(/Reset Token/),
      },
    ]);
    expect(await platformFor(fake).checkTokens()).toMatchObject([
      { ok: true },
      { ok: false, hint: expect.stringMatching(/other programs/) },
    ]);
    await fake.outage.start();
    expect(await platformFor(fake).checkTokens()).toMatchObject([
      {
        ok: false,
        message: expect.stringMatching(/cannot be reached/),
        hint: expect.stringMatching(/network/),
      },
    ]);
  });
});

describe('a link to a message', () => {
  it('opens it in its channel, thread or DM', async () => {
    const fake = await offline();
    const { permalink } = platformFor(fake);
    const address = { platform: 'discord', workspace: '1', channel: '2', thread: null };
    expect(await permalink(address, '4')).toBe('https://discord.com/channels/1/2/4');
    expect(await permalink({ ...address, thread: '3' }, '4')).toBe('https://discord.com/channels/1/3/4');
    expect(await permalink({ ...address, workspace: 'dm' }, '4')).toBe(
      'https://discord.com/channels/@me/2/4',
    );
  });
});
