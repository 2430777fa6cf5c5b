import { type Clock, isoNow } from '../ports/clock.ts';
import { platformIds, platformOf } from '../ports/platforms.ts';
import type { Store } from '../store/schema.ts';

/** Why this cannot be a help channel, in one sentence; null when it can. Channel null = none. */
export function helpChannelProblem(platform: string, channel: string | null): string | null {
  const known = platformOf(platform);
  if (known === undefined) return `The chat must be one of ${platformIds.join(', ')}.`;
  return channel === null || known.channelId.test(channel) ? null : known.channelIdHint;
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
