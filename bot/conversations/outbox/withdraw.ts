import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import { type Clock, isoNow } from '../../../core/ports/clock.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { outsideOf, placeOf } from '../inbox/outside.ts';
import type { NoticeCode } from './notices.ts';

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

/** The word that an answer was put right is not posted where the new answer does not stand. True when it was dropped. */
export async function withdrawVainWord(
  { store, clock }: { store: Store; clock: Clock },
  { id, asked_id, ordinal, notice }: RepliesTable,
): Promise<boolean> {
  if (notice !== ('receipt' satisfies NoticeCode)) return false;
  const update = await store
    .selectFrom('replies')
    .select('state')
    .where('asked_id', '=', asked_id)
    .where('kind', '=', 'receipt')
    .where('ordinal', '<', ordinal)
    .orderBy('ordinal', 'desc')
    .executeTakeFirst();
  if (update?.state === 'delivered') return false;
  await store
    .updateTable('replies')
    .set({ state: 'dropped', last_error: 'the answer was not put right', updated_at: isoNow(clock) })
    .where('id', '=', id)
    .execute();
  return true;
}
