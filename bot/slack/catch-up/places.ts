import { z } from 'zod';
import type { SlackClients } from '../connection/client.ts';
import { type AskDeps, askSlack } from '../pace/ask.ts';
import { slackLimits } from '../text/limits.ts';

const place = z.object({
  id: z.string(),
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
});
const page = z.object({
  channels: z.array(place).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A place that the bot is in; `type` as events name it. */
export type Place = { channel: string; type: 'channel' | 'im' | 'mpim' };

/** Channels and direct messages that the bot is in, within bounds; `isAll` false = there are more. */
export async function placesOf(
  { read }: Pick<SlackClients, 'read'>,
  deps: AskDeps,
): Promise<{ places: Place[]; isAll: boolean }> {
  const places: Place[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < slackLimits.pages; pages += 1) {
    const asked = await askSlack(deps, 'users.conversations', () =>
      read.users.conversations({
        ...{ types: 'public_channel,private_channel,mpim,im', exclude_archived: true },
        ...{ limit: slackLimits.page, ...(cursor === undefined ? {} : { cursor }) },
      }),
    );
    const parsed = 'answer' in asked ? page.safeParse(asked.answer) : undefined;
    if (parsed?.data === undefined) return { places, isAll: false };
    for (const { id, is_im, is_mpim } of parsed.data.channels)
      places.push({ channel: id, type: is_im === true ? 'im' : is_mpim === true ? 'mpim' : 'channel' });
    cursor = parsed.data.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { places, isAll: true };
  }
  return { places, isAll: false };
}
