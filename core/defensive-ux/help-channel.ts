import { type Clock, isoNow } from '../ports/clock.ts';
import type { Store } from '../store/schema.ts';

/** What the ids of channels look like; those of direct messages are none. */
const channelIds: Record<string, RegExp> = { slack: /^[CG][A-Z0-9]{2,20}$/, discord: /^\d{15,21}$/ };

/** Chats that a help channel can be named for. */
export const helpPlatforms = Object.keys(channelIds);

/** Why this cannot be a help channel, in one sentence; null when it can. Channel null = none. */
export function helpChannelProblem(platform: string, channel: string | null): string | null {
  const id = channelIds[platform];
  if (id === undefined) return `The chat must be one of ${helpPlatforms.join(', ')}.`;
  if (channel === null || id.test(channel)) return null;
  return platform === 'slack'
    ? 'Give the id of the channel, such as C0123ABCD: it stands at the end of "About" in the channel’s details.'
    : 'Give the id of the channel, a number: turn on the developer mode of Discord, then "Copy Channel ID".';
}

/** The channel where questions are passed on to people; null where nobody named one. */
export async function helpChannel(store: Store, platform: string): Promise<string | null> {
  const row = await store
    .selectFrom('help_channels')
    .select('channel')
    .where('platform', '=', platform)
    .executeTakeFirst();
  return row?.channel ?? null;
}

/** All of them, by platform. */
export async function helpChannels(store: Store): Promise<Record<string, string>> {
  const rows = await store.selectFrom('help_channels').select(['platform', 'channel']).execute();
  return Object.fromEntries(rows.map(({ platform, channel }) => [platform, channel]));
}

/** Names the one help channel of a platform; null = "ask a human" is not offered there. It holds from the next press on. */
export async function setHelpChannel(
  { store, clock }: { store: Store; clock: Clock },
  platform: string,
  channel: string | null,
): Promise<void> {
  if (channel === null) {
    await store.deleteFrom('help_channels').where('platform', '=', platform).execute();
    return;
  }
  const values = { channel, updated_at: isoNow(clock) };
  await store
    .insertInto('help_channels')
    .values({ platform, ...values })
    .onConflict((conflict) => conflict.column('platform').doUpdateSet(values))
    .execute();
}
