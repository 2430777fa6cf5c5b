import { z } from 'zod';
import type { IncomingEdit, IncomingGone } from '../../../core/ports/chat-platform.ts';
import type { Identity } from '../connection/identity.ts';
import type { NameOf } from '../text/decode.ts';
import { attachment, wordsOf } from './contents.ts';
import { platformId } from './events.ts';

const said = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(''),
  attachments: z.array(attachment).optional(),
});
const edit = z.object({
  event: z.object({
    type: z.literal('message'),
    subtype: z.literal('message_changed'),
    channel: z.string(),
    message: said,
    previous_message: said.optional(),
  }),
});
const mentionedAnew = z.object({
  event: said.extend({
    type: z.literal('app_mention'),
    channel: z.string(),
    edited: z.object({ ts: z.string() }),
  }),
});
const tombstone = z.object({ subtype: z.literal('tombstone'), ts: z.string() });
const removal = z.object({
  event: z.object({
    type: z.literal('message'),
    subtype: z.enum(['message_deleted', 'message_changed']),
    channel: z.string(),
    deleted_ts: z.string().optional(),
    message: tombstone.optional().catch(undefined),
  }),
});

/**
 * The new words of a message that a person wrote anew. Slack sends the same event for previews of links and for replies in a
 * thread: null where the text stayed. In channels, where only mentions are heard, it sends the mention again.
 */
export function toEdit(body: unknown, { botUserId }: Identity, nameOf?: NameOf): IncomingEdit | null {
  const again = mentionedAnew.safeParse(body).data?.event;
  if (again !== undefined)
    return {
      ...{ platform: platformId, channel: again.channel, messageId: again.ts },
      text: wordsOf(again, botUserId, nameOf),
    };
  const parsed = edit.safeParse(body);
  if (!parsed.success) return null;
  const { channel, message, previous_message: before } = parsed.data.event;
  if (message.user === undefined || message.user === botUserId || message.bot_id !== undefined) return null;
  if (before?.text === message.text) return null;
  const text = wordsOf(message, botUserId, nameOf);
  return { platform: platformId, channel, messageId: message.ts, text };
}

/** A message that is gone: deleted, or with replies below it left as a tombstone. */
export function toGone(body: unknown): IncomingGone | null {
  const parsed = removal.safeParse(body);
  if (!parsed.success) return null;
  const { subtype, channel, deleted_ts, message } = parsed.data.event;
  const messageId = subtype === 'message_deleted' ? deleted_ts : message?.ts;
  return messageId === undefined ? null : { platform: platformId, channel, messageId };
}
