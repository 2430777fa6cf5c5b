import { type Clock, isoNow } from '../ports/clock.ts';
import { platformIds, platformOf, workspaceOf } from '../ports/platforms.ts';
import type { Store } from '../store/schema.ts';

/** Why this cannot be a help channel, in one sentence; null when it can. Channel null = none. */
export function helpChannelProblem(platform: string, channel: string | null): string | null {
  const known = platformOf(platform);
  if (known === undefined) return `The chat must be one of ${platformIds.join(', ')}.`;
  return channel === null || known.channelId.test(channel) ? null : known.channelIdHint;
}

/** The channel where questions of a place are passed on to people, in its own workspace; null where nobody named one. */
export async function helpChannel(
  store: Store,
  { platform, channel }: { platform: string; channel: string },
): Promise<string | null> {
  const row = await store
    .selectFrom('help_channels')
    .select('channel')
    .where('platform', '=', platform)
    .where('workspace', '=', workspaceOf(platform, channel))
    .executeTakeFirst();
  return row?.channel ?? null;
}

/** Those of the first workspaces, by platform. */
export async function helpChannels(store: Store): Promise<Record<string, string>> {
  const rows = await store
    .selectFrom('help_channels')
    .select(['platform', 'channel'])
    .where('workspace', '=', '')
    .execute();
  return Object.fromEntries(rows.map(({ platform, channel }) => [platform, channel]));
}

/**
 * Names the one help channel of the workspace that the channel is in; null = "ask a human" is not offered in `workspace`.
 * It holds from the next press on.
 */
export async function setHelpChannel(
  { store, clock }: { store: Store; clock: Clock },
  platform: string,
  channel: string | null,
  workspace = '',
): Promise<void> {
  if (channel === null) {
    await store
      .deleteFrom('help_channels')
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .execute();
    return;
  }
  const values = { channel, updated_at: isoNow(clock) };
  await store
    .insertInto('help_channels')
    .values({ platform, workspace: workspaceOf(platform, channel), ...values })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doUpdateSet(values))
    .execute();
}
