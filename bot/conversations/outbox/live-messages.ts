import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import type { LiveRecord } from '../../../core/ports/live-reply.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { removeMessages } from '../inbox/withdrawn.ts';

/** The messages in which the answer to a question is being shown, in order; `isAstray` = another one may stand. */
export async function liveMessages(
  store: Store,
  askedId: string,
): Promise<{ ids: string[]; isAstray: boolean }> {
  const rows = await store
    .selectFrom('live_messages')
    .select('message_id')
    .where('asked_id', '=', askedId)
    .orderBy('part')
    .execute();
  const ids = rows.flatMap(({ message_id }) => message_id ?? []);
  return { ids, isAstray: ids.length < rows.length };
}

/** Keeps with a question in which messages its answer is shown while it is written. */
export function createLiveRecord(store: Store, askedId: string): LiveRecord {
  const keep = async (part: number, messageId: string | null): Promise<void> => {
    await store
      .insertInto('live_messages')
      .values({ asked_id: askedId, part, message_id: messageId })
      .onConflict((conflict) => conflict.columns(['asked_id', 'part']).doUpdateSet({ message_id: messageId }))
      .execute();
  };
  return {
    begin: (part) => keep(part, null),
    stands: keep,
    async refused(part) {
      await store
        .deleteFrom('live_messages')
        .where('asked_id', '=', askedId)
        .where('part', '=', part)
        .execute();
    },
  };
}

/** The reply that stands in these messages now has them on its own record. */
export async function endLive(store: Store, askedId: string): Promise<void> {
  await store.deleteFrom('live_messages').where('asked_id', '=', askedId).execute();
}

/** Takes what was shown of an answer out of the chat: nobody is owed it any more, or others could read it. */
export async function removeLiveMessages(
  store: Store,
  platform: ChatPlatform,
  asked: AskedTable,
): Promise<void> {
  const { ids } = await liveMessages(store, asked.id);
  await removeMessages(platform, asked, ids);
  await endLive(store, asked.id);
}
