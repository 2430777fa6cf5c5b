import { z } from 'zod';
import type { JoinedPlace } from '../../../core/ports/chat-places.ts';
import type { Identity } from '../connection/identity.ts';
import { platformId } from './events.ts';

const joined = z.object({
  event: z.object({
    type: z.literal('member_joined_channel'),
    user: z.string(),
    channel: z.string(),
    inviter: z.string().optional(),
  }),
});

/** The channel that the bot was brought to; null where somebody else came. */
export function toJoined(body: unknown, identity: Identity | null): JoinedPlace | null {
  const event = joined.safeParse(body).data?.event;
  if (event === undefined || event.user !== identity?.botUserId) return null;
  const { channel, inviter, user } = event;
  return { platform: platformId, place: channel, channel, userId: inviter ?? user };
}
