import { expect, it } from 'vitest';
import type { JoinedPlace } from '../../../core/ports/chat-places.ts';
import { connected } from './rig.ts';

const server = (id: string, channel: string | null, owner: string) => ({
  ...{ id, name: 'New', owner_id: owner, system_channel_id: channel, unavailable: false, large: false },
  ...{ roles: [], emojis: [], stickers: [], features: [], channels: [], threads: [], members: [] },
  ...{ presences: [], voice_states: [], stage_instances: [], guild_scheduled_events: [] },
  ...{ soundboard_sounds: [], member_count: 2, joined_at: '2026-12-01T00:00:00.000Z' },
});

it('a server that lets the bot in is told of once; those it was in, and those without a place for news, are not', async () => {
  const { fake, heard, platform, question } = await connected();
  const joined: JoinedPlace[] = [];
  heard.handlers.onJoined = async (place) => void joined.push(place);
  const channel = fake.channel('general').id;
  const owner = fake.user('ada').id;
  fake.gateway.invalidate(false);
  await fake.waitFor(() => fake.gateway.identifies.length === 2);
  fake.dispatch('GUILD_CREATE', server('1100000000000000998', null, owner));
  for (let times = 0; times < 2; times += 1)
    fake.dispatch('GUILD_CREATE', server('1100000000000000999', channel, owner));
  // What comes later has come, too.
  await question(fake.mention({ text: 'Still there?' }).id);
  expect(joined).toEqual([{ platform: 'discord', place: '1100000000000000999', channel, userId: owner }]);
  await platform.greet?.(channel, 'Hello <@&1> @everyone');
  const [said] = fake.messages().filter(({ author }) => author.id === fake.bot.id);
  expect(said).toMatchObject({ channelId: channel, pings: { users: [], roles: [], everyone: false } });
});
