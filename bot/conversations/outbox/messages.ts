import type {
  AskedTable,
  RepliesTable,
  ReplyMessagesTable,
} from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';

/** Names a message of a chat. */
export type MessageName = { platform: string; channel: string; messageId: string };

/** A message of a reply stands in its chat: votes and presses under it find what they are about. */
export async function recordMessage(
  store: Store,
  asked: Pick<AskedTable, 'platform' | 'channel'>,
  reply: RepliesTable,
  messageId: string,
): Promise<void> {
  const message: ReplyMessagesTable = {
    platform: asked.platform,
    channel: asked.channel,
    message_id: messageId,
    reply_id: reply.id,
    // A notice shows no answer, not even where it stands for one.
    answer_id: reply.kind === 'notice' ? null : reply.answer_id,
  };
  await store
    .insertInto('reply_messages')
    .values(message)
    // A reply to a question that was written anew stands in the messages of the one before.
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'channel', 'message_id'])
        .doUpdateSet({ reply_id: message.reply_id, answer_id: message.answer_id }),
    )
    .execute();
}

/** The messages of a reply, oldest first: ids of a platform grow. */
export async function messagesOf(store: Store, replyId: string): Promise<string[]> {
  const rows = await store
    .selectFrom('reply_messages')
    .select('message_id')
    .where('reply_id', '=', replyId)
    .execute();
  const ids = rows.map((row) => row.message_id);
  return ids.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

/**
 * A message of ours, or undefined. Message ids are unique in their channel only; but an answer may stand elsewhere than
 * its question (a thread, a direct message), so another channel serves when none fits.
 */
export async function messageOnRecord(
  store: Store,
  { platform, channel, messageId }: MessageName,
): Promise<ReplyMessagesTable | undefined> {
  const rows = await store
    .selectFrom('reply_messages')
    .selectAll()
    .where('platform', '=', platform)
    .where('message_id', '=', messageId)
    .execute();
  return rows.find((row) => row.channel === channel) ?? rows[0];
}

/** The messages that a reply takes over: those of the one it replaces or, where that was never posted, of the one before. */
export async function messagesToReplace(
  store: Store,
  { replaces }: Pick<RepliesTable, 'replaces'>,
): Promise<string[]> {
  if (replaces === null) return [];
  const ids = await messagesOf(store, replaces);
  if (ids.length > 0) return ids;
  const before = await store
    .selectFrom('replies')
    .select('replaces')
    .where('id', '=', replaces)
    .executeTakeFirst();
  return before === undefined ? [] : messagesToReplace(store, before);
}

/** A reply of ours with its question and the messages that it stands in. */
export type FoundReply = { asked: AskedTable; reply: RepliesTable; messageIds: string[] };

/** The reply that a message of ours is part of; undefined for any other message. */
export async function replyOfMessage(store: Store, message: MessageName): Promise<FoundReply | undefined> {
  const found = await messageOnRecord(store, message);
  if (found === undefined) return undefined;
  const reply = await store
    .selectFrom('replies')
    .selectAll()
    .where('id', '=', found.reply_id)
    .executeTakeFirst();
  const asked =
    reply === undefined
      ? undefined
      : await store.selectFrom('asked').selectAll().where('id', '=', reply.asked_id).executeTakeFirst();
  if (reply === undefined || asked === undefined) return undefined;
  const messages = await store
    .selectFrom('reply_messages')
    .select('message_id')
    .where('reply_id', '=', reply.id)
    .execute();
  return { asked, reply, messageIds: messages.map((one) => one.message_id) };
}
