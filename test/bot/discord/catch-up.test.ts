import { SnowflakeUtil } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDiscordApi } from '../../../bot/discord/api.ts';
import { createCatchUp, type Earlier } from '../../../bot/discord/catch-up.ts';
import type { AnyMessage } from '../../../bot/discord/incoming.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { FakeChannel } from '../../fakes/discord/types.ts';

const setUp = async (earlier: (fake: FakeDiscord) => Earlier | null = () => null) => {
  const fake = await createFakeDiscord();
  onTestFinished(fake.close);
  const read: AnyMessage[] = [];
  const failed: unknown[] = [];
  const catchUp = createCatchUp(
    createDiscordApi(fake),
    systemClock,
    (message) => read.push(message),
    (error) => failed.push(error),
    earlier(fake),
  );
  const guild = (channels: readonly (FakeChannel & { last_message_id: string | null })[]) =>
    catchUp.guild({ id: fake.guildId, channels, threads: [] } as unknown as Parameters<
      typeof catchUp.guild
    >[0]);
  return { fake, read, failed, catchUp, guild };
};

describe('catching up', () => {
  it('reads nothing after the first connection', async () => {
    const { fake, catchUp, guild } = await setUp();
    const { id } = fake.mention({ text: 'long ago' });
    catchUp.newSession();
    guild([{ ...fake.channel('general'), last_message_id: id }]);
    expect(fake.requests).toEqual([]);
  });

  it('reads channels with newer messages, oldest first, and only those', async () => {
    const { fake, read, catchUp, guild } = await setUp();
    catchUp.newSession();
    const first = fake.mention({ text: 'one' });
    const second = fake.mention({ text: 'two' });
    catchUp.newSession();
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

  it('reads at the first connection where an earlier process left off', async () => {
    const { fake, read, catchUp, guild } = await setUp((discord) => ({
      since: Date.now() - 60_000,
      channels: [{ id: discord.dm('ada').id, guildId: undefined }],
    }));
    const direct = fake.directMessage({ text: 'in private' });
    const elsewhere = fake.mention({ text: 'in a channel' });
    catchUp.newSession();
    guild([{ ...fake.channel('general'), last_message_id: elsewhere.id }]);
    await fake.waitFor(() => read.length === 2);
    expect(new Set(read.map(({ id }) => id))).toEqual(new Set([direct.id, elsewhere.id]));
    expect(read.find(({ id }) => id === direct.id)?.guild_id).toBeUndefined();
  });

  it('goes on when a channel cannot be read', async () => {
    const { fake, failed, catchUp } = await setUp();
    const seen = fake.mention({ text: 'one' });
    catchUp.saw({ id: seen.id, channel_id: '404', author: { id: '1' } } as AnyMessage);
    catchUp.newSession();
    await fake.waitFor(() => failed.length === 1);
  });
});
