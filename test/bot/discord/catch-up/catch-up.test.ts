import { SnowflakeUtil } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCatchUp, type PassedOver } from '../../../../bot/discord/catch-up/catch-up.ts';
import { idAt } from '../../../../bot/discord/catch-up/watermark.ts';
import { createDiscordApi } from '../../../../bot/discord/connection/api.ts';
import type { AnyMessage } from '../../../../bot/discord/incoming/incoming.ts';
import { limits } from '../../../../bot/discord/text/limits.ts';
import { createFakeDiscord, type FakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import type { FakeChannel } from '../../../fakes/discord/types.ts';
import { hastyClock } from '../rig.ts';
import { silentLog } from '../silent-log.ts';

const HOUR = 3_600_000;
const MESSAGES = 'GET /channels/*/messages';

type Options = {
  /** Up to when an earlier process had taken everything in, in ms before now. */
  agoMs?: number | null;
  direct?: string[];
  channels?: string[];
  take?: (message: AnyMessage) => Promise<void>;
};

const setUp = async ({ agoMs = null, direct = [], channels = ['general', 'random'], take }: Options = {}) => {
  const fake = await createFakeDiscord({ channels });
  onTestFinished(fake.close);
  const read: AnyMessage[] = [];
  const passed: PassedOver[] = [];
  const kept: bigint[] = [];
  const catchUp = createCatchUp({
    api: createDiscordApi(fake),
    clock: hastyClock(1_000),
    logger: silentLog,
    take: take ?? (async (message) => void read.push(message)),
    earlier:
      agoMs === null
        ? null
        : {
            mark: idAt(Date.now() - agoMs),
            channels: direct.map((name) => ({ id: fake.dm(name).id, guildId: undefined })),
          },
    keepMark: async (mark) => void kept.push(mark),
    onPassedOver: async (one) => void passed.push(one),
  });
  onTestFinished(catchUp.stop);
  const guild = (all: readonly (FakeChannel & { last_message_id: string | null })[]) =>
    catchUp.guild({
      id: fake.guildId,
      channels: all.map((one) => ({ ...one, type: 0 })),
      threads: [],
    } as unknown as Parameters<typeof catchUp.guild>[0]);
  /** A new session, and the server with the last message of each channel. */
  const connect = () => {
    catchUp.newSession([fake.guildId]);
    guild(channels.map((name) => ({ ...fake.channel(name), last_message_id: lastOf(fake, name) })));
  };
  return { fake, read, passed, kept, catchUp, guild, connect };
};

const lastOf = (fake: FakeDiscord, channel: string) => fake.messages(channel).at(-1)?.id ?? null;

describe('catching up', () => {
  it('reads nothing after the first connection of all', async () => {
    const { fake, connect } = await setUp();
    fake.mention({ text: 'long ago' });
    connect();
    expect(fake.requests).toEqual([]);
  });

  it('reads channels with newer messages, oldest first, and only those', async () => {
    const { fake, read, catchUp, guild } = await setUp({ agoMs: 0 });
    const first = fake.mention({ text: 'one' });
    const second = fake.mention({ text: 'two' });
    catchUp.newSession([fake.guildId]);
    guild([
      { ...fake.channel('general'), last_message_id: second.id },
      {
        ...fake.channel('random'),
        last_message_id: SnowflakeUtil.generate({ timestamp: Date.UTC(2020, 0, 1) }).toString(),
      },
    ]);
    await fake.waitFor(() => read.length === 2);
    expect(read.map(({ id, guild_id }) => [id, guild_id])).toEqual([
      [first.id, fake.guildId],
      [second.id, fake.guildId],
    ]);
    expect(fake.requests).toHaveLength(1);
  });

  it('reads at the first connection where an earlier process left off, direct messages included', async () => {
    const { fake, read, connect } = await setUp({ agoMs: 60_000, direct: ['ada'] });
    const direct = fake.directMessage({ text: 'in private' });
    const elsewhere = fake.mention({ text: 'in a channel' });
    connect();
    await fake.waitFor(() => read.length === 2);
    expect(new Set(read.map(({ id }) => id))).toEqual(new Set([direct.id, elsewhere.id]));
    expect(read.find(({ id }) => id === direct.id)?.guild_id).toBeUndefined();
  });

  it('pages on beyond what Discord gives at once', async () => {
    const { fake, read, passed, connect } = await setUp({ agoMs: 2 * HOUR });
    const asked = Array.from({ length: 230 }, (_, n) => fake.mention({ text: `question ${n}` }).id);
    connect();
    await fake.waitFor(() => read.length === 230);
    expect(read.map(({ id }) => id)).toEqual(asked);
    expect(passed).toEqual([]);
  });

  it('reads more channels than fifty', async () => {
    const channels = Array.from({ length: 60 }, (_, n) => `room-${n}`);
    const { fake, read, connect } = await setUp({ agoMs: HOUR, channels });
    for (const channel of channels) fake.mention({ text: 'here', channel });
    connect();
    await fake.waitFor(() => read.length === 60);
  });

  it('says what lies too far back', async () => {
    const { fake, read, passed, connect } = await setUp({ agoMs: limits.catchUpMs + HOUR });
    fake.mention({ text: 'one' });
    connect();
    await fake.waitFor(() => read.length === 1 && passed.length === 1);
    const [{ channel, since = 0, until = 0, why } = {}] = passed;
    expect([channel, why]).toEqual([null, 'too-old']);
    expect(Math.round((until - since) / HOUR)).toBe(1);
  });

  it('says from where on a channel held more than is read', async () => {
    const { fake, passed, connect } = await setUp({ agoMs: HOUR });
    const all = limits.catchUpPages * limits.page;
    for (let n = 0; n <= all; n += 1) fake.plainMessage({ text: 'chatter' });
    connect();
    const { channel, why } = await fake.waitFor(() => passed[0]);
    expect([channel, why]).toEqual([fake.channel('general').id, 'too-many-messages']);
  });

  it('waits for Discord’s limits and sits out an outage', async () => {
    const { fake, read, connect } = await setUp({ agoMs: HOUR });
    fake.mention({ text: 'one' });
    fake.faults.next(MESSAGES, { kind: 'rate-limit', retryAfter: 30 });
    fake.faults.next(MESSAGES, { kind: 'status', status: 503 }, 3);
    connect();
    await fake.waitFor(() => read.length === 1);
  });

  it('says that a channel could not be reached', async () => {
    const { fake, passed, connect } = await setUp({ agoMs: HOUR });
    fake.mention({ text: 'one' });
    fake.faults.next(MESSAGES, { kind: 'lost-request' }, limits.catchUpTries);
    connect();
    const { why } = await fake.waitFor(() => passed[0]);
    expect(why).toBe('unreachable');
  });

  it('goes on when a channel may not be read', async () => {
    const { fake, read, passed, connect } = await setUp({ agoMs: HOUR });
    fake.mention({ text: 'one' });
    fake.mention({ text: 'two', channel: 'random' });
    fake.faults.next(MESSAGES, { kind: 'error', status: 403, code: 50001 });
    connect();
    await fake.waitFor(() => read.length === 1);
    expect(passed).toEqual([]);
  });
});

describe('the mark that a later process starts at', () => {
  it('stays below what is not read yet, and moves on once it is', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { fake, kept, catchUp, connect } = await setUp({ agoMs: HOUR, take: () => held });
    fake.mention({ text: 'one' });
    connect();
    catchUp.alive();
    await fake.waitFor(() => fake.requestsTo(MESSAGES).length === 1);
    expect(kept).toEqual([]);
    letGo();
    await fake.waitFor(() => kept.length === 1);
    expect(kept[0]).toBeGreaterThan(idAt(Date.now() - limits.catchUpSlackMs - 60_000));
  });

  it('stays below a message that could not be taken in', async () => {
    const take = async () => {
      throw new Error('disk full');
    };
    const { fake, kept, catchUp, connect } = await setUp({ agoMs: 0, take });
    connect();
    const message = fake.mention({ text: 'one' });
    const wire = { id: message.id, channel_id: message.channelId, author: { id: '1' } } as AnyMessage;
    await expect(catchUp.saw(wire)).rejects.toThrow('disk full');
    await catchUp.stop();
    expect(kept.every((mark) => mark < BigInt(message.id))).toBe(true);
  });
});
