import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ThreadTurn } from '../../../core/types.ts';
import { limits } from '../limits.ts';

/**
 * What was asked and answered just before in the same direct messages, oldest first: there a question often stands outside
 * any thread. `limit` counts turns. Where the asker is from outside the team, only what was written for them counts.
 */
export async function directTurns(store: Store, asked: AskedTable, limit: number): Promise<ThreadTurn[]> {
  const since = new Date(Date.parse(asked.received_at) - limits.directMemoryMs).toISOString();
  const before = store
    .selectFrom('asked')
    .innerJoin('replies', 'replies.asked_id', 'asked.id')
    .leftJoin('answers', 'answers.id', 'replies.answer_id')
    .select(['asked.id', 'asked.text as question', 'answers.text', 'answers.outcome'])
    .where('asked.platform', '=', asked.platform)
    .where('asked.channel', '=', asked.channel)
    .where('asked.user_id', '=', asked.user_id)
    .where('asked.thread', 'is', null)
    .where('asked.id', '!=', asked.id)
    .where('asked.received_at', '>=', since)
    .where('asked.received_at', '<=', asked.received_at)
    // Who asks on has read the reply, though its delivery may not be on record yet.
    .where('replies.state', '!=', 'undeliverable')
    .where('replies.kind', '!=', 'notice')
    .orderBy('asked.received_at', 'desc')
    .limit(Math.floor(limit / 2));
  const rows = await (asked.outside === null
    ? before
    : before.where('asked.outside', 'is not', null)
  ).execute();
  return rows.reverse().flatMap(({ question, text, outcome }): ThreadTurn[] => [
    { role: 'user', text: question },
    { role: 'assistant', text: text ?? '', ...(outcome === 'answered' ? {} : { answered: false }) },
  ]);
}
