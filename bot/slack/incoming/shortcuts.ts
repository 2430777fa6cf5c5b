import { z } from 'zod';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Identity } from '../connection/identity.ts';
import type { NameOf } from '../text/decode.ts';
import { attachment, file, filesOf, wordsOf } from './contents.ts';
import { platformId } from './events.ts';

const shortcut = z.object({
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  message: z.object({
    ts: z.string(),
    thread_ts: z.string().optional(),
    text: z.string().default(''),
    attachments: z.array(attachment).optional(),
    files: z.array(file).optional(),
  }),
});

/** The words of a message as the question of whoever chose it from its menu; only they see the answer. */
export function toShortcutQuestion(
  body: unknown,
  { botUserId }: Identity,
  nameOf?: NameOf,
): IncomingQuestion | null {
  const parsed = shortcut.safeParse(body);
  if (!parsed.success) return null;
  const { team, user, channel, message, trigger_id: trigger, response_url: url } = parsed.data;
  const unread = filesOf(message.files);
  return {
    eventId: `shortcut:${trigger}`,
    address: {
      ...{ platform: platformId, workspace: team.id, channel: channel.id },
      // The answer stands where its message is read.
      thread: message.thread_ts ?? null,
    },
    messageId: trigger,
    userId: user.id,
    text: wordsOf(message, botUserId, nameOf),
    kind: 'command',
    ...(url === undefined ? {} : { replyToken: url }),
    ...(unread.length === 0 ? {} : { unread }),
  };
}

/** The message that was chosen, with its words; nobody is named in them. */
export function toChosenMessage(
  body: unknown,
  { botUserId }: Identity,
): { channel: string; ts: string; userId: string; text: string } | null {
  const parsed = shortcut.safeParse(body);
  if (!parsed.success) return null;
  const { user, channel, message } = parsed.data;
  const text = wordsOf(message, botUserId, () => 'somebody');
  return { channel: channel.id, ts: message.ts, userId: user.id, text };
}
