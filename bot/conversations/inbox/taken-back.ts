import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { toQuestion } from './questions.ts';

/** Whether a reply is no longer wanted: its question was deleted, or its member had their data deleted. */
export async function isWithdrawn(store: Store, replyId: string): Promise<boolean> {
  const row = await store.selectFrom('replies').select('state').where('id', '=', replyId).executeTakeFirst();
  return row?.state === 'dropped';
}

/** Takes messages of a reply out of the chat. */
export async function takeBack(
  platform: ChatPlatform,
  asked: AskedTable,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return;
  if (platform.takeBack !== undefined) await platform.takeBack(toQuestion(asked), messageIds);
  else await platform.remove(asked.channel, messageIds);
}
