import { countVotes, signalsOf } from '../../core/feedback/votes.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Confirmed } from './confirmed.ts';
import { MEMORY_LIMITS } from './limits.ts';

/** Answers whose votes are read with one query. */
const PAGE = 200;

/**
 * Questions whose answers people voted on, for every document that the answer cites; of a quoted answer for the first, since
 * others stand there because they came near. Runs of evals are left out: they
 * must not teach what they measure.
 */
export async function confirmedByVotes(store: Store): Promise<Confirmed[]> {
  const voted = await store
    .selectFrom('signals')
    .select((eb) => ['answer_id', eb.fn.max('id').as('newest')])
    .groupBy('answer_id')
    .orderBy('newest', 'desc')
    .limit(MEMORY_LIMITS.votedAnswers)
    .execute();
  const all: Confirmed[] = [];
  for (let at = 0; at < voted.length; at += PAGE) {
    const ids = voted.slice(at, at + PAGE).map((row) => row.answer_id);
    const votes = countVotes(await signalsOf(store, ids));
    const answers = await store
      .selectFrom('answers')
      .innerJoin('answer_citations', 'answer_citations.answer_id', 'answers.id')
      .select([
        'answers.id',
        'standalone',
        'served_by',
        'answers.created_at',
        'document_id',
        'passage_id',
        'n',
      ])
      .where('answers.id', 'in', ids)
      .where('outcome', '=', 'answered')
      .where('origin', 'not like', 'eval:%')
      // Asked by somebody who had their data deleted (`core/answering/people.ts`).
      .where('answers.id', 'not in', (eb) =>
        eb.selectFrom('forgotten_questions').select('ref').where('source', '=', 'vote'),
      )
      .orderBy('answers.id')
      .orderBy('n')
      .execute();
    const found = new Map<string, Confirmed>();
    const firstOf = new Map<string, string>();
    for (const row of answers) {
      // By its number: where the first document was deleted, the next one is not what was confirmed.
      if (row.n === 1) firstOf.set(row.id, row.document_id);
      if (row.served_by === 'extract' && row.document_id !== firstOf.get(row.id)) continue;
      const { up, down } = votes.get(row.id) ?? { up: 0, down: 0 };
      if (up === down) continue;
      const key = `${row.id}\n${row.document_id}`;
      const one: Confirmed = found.get(key) ?? {
        source: 'vote',
        ref: row.id,
        documentId: row.document_id,
        question: row.standalone,
        passageIds: [],
        weight: up - down,
        createdAt: row.created_at,
      };
      if (!one.passageIds.includes(row.passage_id)) one.passageIds.push(row.passage_id);
      found.set(key, one);
    }
    all.push(...found.values());
  }
  return all;
}
