import { countVotes, signalsOf } from '../../../core/feedback/votes.ts';
import { voteSignals } from '../../../core/ports/signal-kinds.ts';
import { readGeneration } from '../../../core/store/meta.ts';
import type { Store } from '../../../core/store/schema.ts';
import { limits } from '../limits.ts';

/** An answer that stands in a chat with a vote against it. */
export type VotedDown = { askedId: string; replyId: string; answerId: string; text: string };

/** What answers are made of now: the state of the documents, and the newest of the team's own answers. */
export async function knowledgeNow(store: Store): Promise<{ generation: number; mark: string }> {
  const newest = await store
    .selectFrom('curated_answers')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  const generation = await readGeneration(store);
  return { generation, mark: `${generation}/${newest?.id ?? ''}` };
}

/**
 * Answers of a platform with standing votes against them that may be put right by now: one of their documents was
 * published anew, the team wrote an answer since, or nothing was found and other documents are there. Each is named once
 * for each state of knowledge.
 */
export async function votedDown(
  store: Store,
  platform: string,
  { since, generation, mark }: { since: string; generation: number; mark: string },
): Promise<VotedDown[]> {
  const rows = await store
    .selectFrom('replies')
    .innerJoin('asked', 'asked.id', 'replies.asked_id')
    .innerJoin('answers', 'answers.id', 'replies.answer_id')
    .select(['asked.id as askedId', 'replies.id as replyId', 'answers.id as answerId', 'answers.text'])
    .where('asked.platform', '=', platform)
    .where('asked.kind', '!=', 'command')
    .where('asked.state', '=', 'replied')
    .where('asked.user_id', '!=', '')
    .where('replies.state', '=', 'delivered')
    .where('replies.kind', 'in', ['answer', 'suggestion', 'receipt'])
    .where('answers.created_at', '>=', since)
    .where('answers.outcome', 'in', ['answered', 'abstained'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('signals')
          .select('signals.id')
          .whereRef('signals.answer_id', '=', 'answers.id')
          .where('signals.signal', 'in', voteSignals)
          .where('signals.polarity', '<', 0),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('receipt_checks')
            .select('receipt_checks.answer_id')
            .whereRef('receipt_checks.answer_id', '=', 'answers.id')
            .where('knowledge', '=', mark),
        ),
      ),
    )
    // Only the answer that stands there now.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('replies as later')
            .select('later.id')
            .whereRef('later.asked_id', '=', 'asked.id')
            .whereRef('later.ordinal', '>', 'replies.ordinal')
            .where('later.kind', '!=', 'notice'),
        ),
      ),
    )
    .where((eb) =>
      eb.or([
        eb.and([eb('answers.outcome', '=', 'abstained'), eb('answers.generation', '<', generation)]),
        eb.exists(
          eb
            .selectFrom('curated_answers')
            .select('curated_answers.id')
            .whereRef('curated_answers.created_at', '>', 'answers.created_at'),
        ),
        eb.exists(
          eb
            .selectFrom('answer_citations')
            .innerJoin('documents', 'documents.id', 'answer_citations.document_id')
            .select('documents.id')
            .whereRef('answer_citations.answer_id', '=', 'answers.id')
            .whereRef('documents.published_at', '>', 'answers.created_at'),
        ),
      ]),
    )
    .orderBy('answers.created_at', 'desc')
    .execute();
  const votes = countVotes(
    await signalsOf(
      store,
      rows.map(({ answerId }) => answerId),
    ),
  );
  // Those whose votes were taken back are left out first: they must not stand before the others for good.
  return rows.filter(({ answerId }) => (votes.get(answerId)?.down ?? 0) > 0).slice(0, limits.receiptsAtATime);
}
