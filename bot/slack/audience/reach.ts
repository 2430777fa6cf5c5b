import { z } from 'zod';
import type { Clock } from '../../../core/ports/clock.ts';
import type { SlackClients } from '../connection/client.ts';
import type { SlackFailure } from '../delivery/failure.ts';
import { slackLimits } from '../text/limits.ts';

const flags = z.object({
  is_ext_shared: z.boolean().optional(),
  is_shared: z.boolean().optional(),
  is_org_shared: z.boolean().optional(),
});
const page = z.object({
  channels: z.array(flags.extend({ id: z.string() })).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Whether Slack says of a channel that another company is in it; null = it says nothing. */
export function sharedOf(channel: unknown): boolean | null {
  const { data } = flags.safeParse(channel);
  if (data === undefined) return null;
  const { is_ext_shared, is_shared, is_org_shared } = data;
  // Shared within the company only is not shared outside.
  return is_ext_shared ?? (is_shared === undefined ? null : is_shared && is_org_shared !== true);
}

/** A channel as a list told of it; `at` = when the list was asked for, by the monotonic clock. */
export type Told = { channel: string; isShared: boolean; at: number };

type Asked<T> = { answer: T } | { failure: SlackFailure } | 'limited';

/**
 * What Slack tells of all channels that the bot is in: one call for 200 of them. Pages that `ask` finds no room for, or that
 * fail, are left out; where that is so of the first one, it says why.
 */
export async function listChannels(
  { read }: Pick<SlackClients, 'read'>,
  clock: Clock,
  ask: <T>(call: () => Promise<T>) => Promise<Asked<T>>,
): Promise<Told[] | SlackFailure | 'limited'> {
  const told: Told[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < slackLimits.pages; pages += 1) {
    let at = clock.monotonic();
    const asked = await ask(() => {
      at = clock.monotonic();
      return read.users.conversations({
        ...{ types: 'public_channel,private_channel,mpim', exclude_archived: true },
        ...{ limit: slackLimits.page, ...(cursor === undefined ? {} : { cursor }) },
      });
    });
    if (asked === 'limited' || 'failure' in asked) {
      if (pages > 0) return told;
      return asked === 'limited' ? asked : asked.failure;
    }
    const { channels = [], response_metadata } = page.safeParse(asked.answer).data ?? {};
    for (const channel of channels) {
      const isShared = sharedOf(channel);
      if (isShared !== null) told.push({ channel: channel.id, isShared, at });
    }
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return told;
}
