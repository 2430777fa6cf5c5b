import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';

/** An answer that was given before in the same conversation. */
export type EarlierAnswer = {
  answerId: string;
  askedId: string;
  userId: string;
  question: string;
  /** When its question came in, ISO 8601. */
  askedAt: string;
};

/**
 * The latest answer before a message, in its thread or, outside of one, of the same person in the same place; undefined
 * where there is none since then (ISO 8601).
 */
export async function earlierAnswer(
  store: Store,
  asked: AskedTable,
  since: string,
): Promise<EarlierAnswer | undefined> {
  const before = store
    .selectFrom('asked')
    .innerJoin('replies', 'replies.asked_id', 'asked.id')
    .innerJoin('answers', 'answers.id', 'replies.answer_id')
    .select(['answers.id as answerId', 'asked.id as askedId', 'asked.user_id as userId'])
    .select(['asked.text as question', 'asked.received_at as askedAt'])
    .where('asked.platform', '=', asked.platform)
    .where('asked.channel', '=', asked.channel)
    .where('asked.id', '!=', asked.id)
    .where('asked.received_at', '>=', since)
    .where('asked.received_at', '<=', asked.received_at)
    .where('replies.kind', '!=', 'notice')
    // What curators look at first was not read by anybody.
    .where('replies.state', '=', 'delivered')
    .where('answers.outcome', 'in', ['answered', 'abstained'])
    // What was said back to a "thanks" is no answer.
    .where((eb) => eb.or([eb('served_by', 'is', null), eb('served_by', '!=', 'small-talk')]))
    .orderBy('asked.received_at', 'desc')
    .orderBy('replies.ordinal', 'desc')
    .limit(1);
  const { thread } = asked;
  const here =
    thread === null
      ? before.where('asked.thread', 'is', null).where('asked.user_id', '=', asked.user_id)
      : before.where((eb) => eb.or([eb('asked.thread', '=', thread), eb('asked.message_id', '=', thread)]));
  return here.executeTakeFirst();
}
