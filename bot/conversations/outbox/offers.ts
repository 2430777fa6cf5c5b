import { isDirect } from '../../../core/defensive-ux/channels.ts';
import { helpChannel } from '../../../core/defensive-ux/help-channel.ts';
import type { Offer } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ServedBy } from '../../../core/types.ts';
import type { NoticeCode } from './notices.ts';

const unanswered: readonly string[] = ['apology', 'stopped'] satisfies NoticeCode[];

/** What a reply came to; an apology, or a stopped answer, counts as one that was not available, other notices and small talk as none. */
export async function outcomeOf(store: Store, reply: RepliesTable): Promise<string | null> {
  if (reply.kind === 'notice') return unanswered.includes(reply.notice ?? '') ? 'unavailable' : null;
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
 * What stands under a reply: its sources, another try, people where somebody named a channel for that, and that it goes.
 * What only its asker sees they can dismiss without us, and show to the others.
 */
export async function offersOf(store: Store, asked: AskedTable, reply: RepliesTable): Promise<Offer[]> {
  const outcome = await outcomeOf(store, reply);
  if (outcome === null || outcome === 'refused') return outcome === null ? [] : deletionOf(asked);
  const hasSources = outcome === 'answered' && (await hasCitations(store, reply.answer_id));
  const hasPeople = (await helpChannel(store, asked)) !== null;
  if (reply.kind === 'share') return hasSources ? ['sources', 'delete-reply'] : ['delete-reply'];
  const isAlone = asked.kind === 'command' && !isDirect(asked);
  return [
    ...(hasSources ? (['sources'] as const) : []),
    ...(isAlone && outcome === 'answered' ? (['share'] as const) : []),
    'try-again',
    ...(hasPeople ? (['ask-human'] as const) : []),
    ...deletionOf(asked),
  ];
}

const deletionOf = ({ kind }: AskedTable): Offer[] => (kind === 'command' ? [] : ['delete-reply']);

async function hasCitations(store: Store, answerId: string | null): Promise<boolean> {
  const row = await store
    .selectFrom('answer_citations')
    .select('n')
    .where('answer_id', '=', answerId ?? '')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
