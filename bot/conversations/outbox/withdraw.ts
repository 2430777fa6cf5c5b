import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import { type Clock, isoNow } from '../../../core/ports/clock.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { outsideOf, placeOf } from '../inbox/outside.ts';

/**
 * An answer that was written for the team is not posted where others can read by now, be it that a curator held it or
 * that the channel was shared meanwhile: it is dropped, and the question decided anew. True when that happened.
 */
export async function withdrawFromOthers(
  { store, clock }: { store: Store; clock: Clock },
  asked: AskedTable,
  reply: RepliesTable,
  platform: ChatPlatform,
): Promise<boolean> {
  if (reply.kind === 'notice' || asked.outside !== null) return false;
  const isShared = reply.kind === 'share';
  const isExtra = isShared || reply.kind === 'receipt';
  const place = isShared ? { ...placeOf(asked), alone: false } : placeOf(asked);
  if (asked.user_id === '' || (await outsideOf(platform, place)) === null) return false;
  const now = isoNow(clock);
  await store.transaction().execute(async (trx) => {
    await trx
      .updateTable('replies')
      .set({ state: 'dropped', last_error: 'others can read there by now', updated_at: now })
      .where('id', '=', reply.id)
      .execute();
    // The question has its reply already.
    if (isExtra) return;
    await trx
      .updateTable('asked')
      .set({ state: 'accepted', updated_at: now })
      .where('id', '=', asked.id)
      .execute();
  });
  return true;
}
