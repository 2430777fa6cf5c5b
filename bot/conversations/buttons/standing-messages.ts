import type { AskedTable, ReplyMessagesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { limits } from '../limits.ts';
import { type MessageName, messageOnRecord } from '../outbox/messages.ts';

/** A message that shows an answer, with the question that it answers. */
export type StandingMessage = ReplyMessagesTable & { answer_id: string; asked: AskedTable };

/** Messages of a platform that show answers which were delivered since then (ms), newest first, so many at most. */
export async function standingMessages(
  store: Store,
  platform: string,
  since: number,
): Promise<MessageName[]> {
  const rows = await store
    .selectFrom('reply_messages')
    .innerJoin('replies', 'replies.id', 'reply_messages.reply_id')
    .select('reply_messages.message_id')
    .select('reply_messages.channel')
    .where('reply_messages.platform', '=', platform)
    .where('reply_messages.answer_id', 'is not', null)
    .where('replies.created_at', '>=', new Date(since).toISOString())
    .orderBy('replies.created_at', 'desc')
    .limit(limits.reconciled)
    .execute();
  return rows.map(({ message_id: messageId, channel }) => ({ platform, channel, messageId }));
}

/** One such message; undefined for any other. */
export async function standingMessage(store: Store, name: MessageName): Promise<StandingMessage | undefined> {
  const message = await messageOnRecord(store, name);
  if (message === undefined || message.answer_id === null) return undefined;
  const asked = await store
    .selectFrom('asked')
    .innerJoin('replies', 'replies.asked_id', 'asked.id')
    .selectAll('asked')
    .where('replies.id', '=', message.reply_id)
    .executeTakeFirst();
  return asked === undefined ? undefined : { ...message, answer_id: message.answer_id, asked };
}
