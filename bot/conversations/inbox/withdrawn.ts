import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { toQuestion } from './questions.ts';

/** Whether a reply is no longer wanted: its question was deleted, or its member had their data deleted. */
export async function isWithdrawn(store: Store, replyId: string): Promise<boolean> {
  const row = await store.selectFrom('replies').select('state').where('id', '=', replyId).executeTakeFirst();
  return row?.state === 'dropped';
}

/** Whether another reply takes the place of one, or will. */
export async function isReplaced(store: Store, { id, asked_id }: RepliesTable): Promise<boolean> {
  const asked = await store
    .selectFrom('asked')
    .select('replaces')
    .where('id', '=', asked_id)
    .where('state', '!=', 'dropped')
    .executeTakeFirst();
  const next = await store.selectFrom('replies').select('id').where('replaces', '=', id).executeTakeFirst();
  return asked?.replaces === id || next !== undefined;
}

/** Takes messages of a reply out of the chat. */
export async function removeMessages(
  platform: ChatPlatform,
  asked: AskedTable,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return;
  if (platform.removeMessages !== undefined) await platform.removeMessages(toQuestion(asked), messageIds);
  else await platform.remove(asked.channel, messageIds);
}
