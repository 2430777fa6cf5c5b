import { opinionOf } from '../../../core/feedback/opinion.ts';
import { hashUser, signalsOf } from '../../../core/feedback/votes.ts';
import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { toQuestion } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import { messagesOf } from '../outbox/messages.ts';

/**
 * Ids of members whose vote against an answer stands. The ledger holds hashes alone, so they are found among those whose
 * ids are known anyway: who set a thumb that still stands under the message, and who asked something themselves. Others
 * read the news without being named.
 */
export async function peopleToTell(
  { store, random }: { store: Store; random: Random },
  platform: ChatPlatform | undefined,
  { asked, answerId, replyId }: { asked: AskedTable; answerId: string; replyId: string },
): Promise<string[]> {
  const signals = Map.groupBy(await signalsOf(store, [answerId]), (row) => row.user_hash);
  const against = new Set([...signals].filter(([, own]) => opinionOf(own).vote < 0).map(([hash]) => hash));
  if (against.size === 0) return [];
  const askers = await store
    .selectFrom('asked')
    .select('user_id')
    .distinct()
    .where('platform', '=', asked.platform)
    .where('workspace', '=', asked.workspace)
    .where('user_id', '!=', '')
    .execute();
  const known = new Set(askers.map((row) => row.user_id));
  for (const messageId of await messagesOf(store, replyId)) {
    const thumbs = await platform?.standing?.(toQuestion(asked), messageId).catch(() => null);
    for (const { userId } of thumbs ?? []) known.add(userId);
  }
  const told: string[] = [];
  for (const userId of known)
    if (against.has(await hashUser({ store, random }, asked.platform, userId))) told.push(userId);
  return told.toSorted().slice(0, limits.receiptsTold);
}
