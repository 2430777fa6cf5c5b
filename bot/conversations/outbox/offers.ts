import { helpChannel } from '../../../core/defensive-ux/help-channel.ts';
import type { Offer } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ServedBy } from '../../../core/types.ts';
import type { NoticeCode } from './notices.ts';

/** What a reply came to; an apology counts as an answer that was not available, other notices and small talk as none. */
export async function outcomeOf(store: Store, reply: RepliesTable): Promise<string | null> {
  if (reply.kind === 'notice')
    return reply.notice === ('apology' satisfies NoticeCode) ? 'unavailable' : null;
  if (reply.answer_id === null) return null;
  const answer = await store
    .selectFrom('answers')
    .select(['outcome', 'served_by'])
    .where('id', '=', reply.answer_id)
    .executeTakeFirst();
  const isNothing = answer === undefined || answer.served_by === ('small-talk' satisfies ServedBy);
  return isNothing ? null : answer.outcome;
}

/**
 * What stands under a reply: people where somebody named a channel for that, another try after a failure, and that it
 * goes, unless only the asker sees it, who can dismiss it without us.
 */
export async function offersOf(store: Store, asked: AskedTable, reply: RepliesTable): Promise<Offer[]> {
  const outcome = await outcomeOf(store, reply);
  if (outcome === null) return [];
  const isNoAnswer = outcome === 'abstained' || outcome === 'unavailable';
  const hasPeople = isNoAnswer && (await helpChannel(store, asked.platform)) !== null;
  return [
    ...(hasPeople ? (['ask-human'] as const) : []),
    ...(outcome === 'unavailable' ? (['try-again'] as const) : []),
    ...(asked.kind === 'command' ? [] : (['delete-reply'] as const)),
  ];
}
