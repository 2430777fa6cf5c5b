import { effectiveVote, inEventOrder } from '../../core/feedback/votes.ts';
import type { Store } from '../../core/store/schema.ts';
import { upkeepLimits } from './limits.ts';

/** How members voted on the answers of a document. */
export type Dispute = { documentId: string; down: number; up: number; people: number; answers: string[] };

/** Answers named per dispute. */
const NAMED = 5;

/** Signals read at most: the newest ones of a very busy team. */
const MOST_SIGNALS = 50_000;

/**
 * Documents whose answers were voted down by at least two different people, and more often down than up, in signals
 * since then. A person counts once an answer, with the vote that stands.
 */
export async function disputedDocuments(store: Store, since: string): Promise<Dispute[]> {
  const signals = await store
    .selectFrom('signals')
    .select(['id', 'answer_id', 'user_hash', 'signal', 'polarity', 'retracts', 'emoji', 'message_id'])
    .select(['happened_us', 'created_at'])
    .where('created_at', '>=', since)
    .orderBy('id')
    .limit(MOST_SIGNALS)
    .execute();
  const byVoter = Map.groupBy(inEventOrder(signals), (signal) => `${signal.answer_id}\n${signal.user_hash}`);
  const votes = [...byVoter.values()].flatMap((own) => {
    const first = own[0];
    const vote = effectiveVote(own);
    return first === undefined || vote === 0
      ? []
      : [{ answer: first.answer_id, person: first.user_hash, vote }];
  });
  const documentsOf = await citedBy(store, [...new Set(votes.map((vote) => vote.answer))]);
  const byDocument = new Map<
    string,
    { down: number; up: number; people: Set<string>; answers: Set<string> }
  >();
  for (const { answer, person, vote } of votes) {
    for (const document of documentsOf.get(answer) ?? []) {
      const count = byDocument.get(document) ?? { down: 0, up: 0, people: new Set(), answers: new Set() };
      byDocument.set(document, count);
      if (vote > 0) count.up += 1;
      else {
        count.down += 1;
        count.people.add(person);
        count.answers.add(answer);
      }
    }
  }
  return [...byDocument]
    .filter(([, { down, up, people }]) => people.size >= upkeepLimits.disputers && down > up)
    .map(([documentId, { down, up, people, answers }]) => ({
      documentId,
      down,
      up,
      people: people.size,
      answers: [...answers].slice(-NAMED),
    }));
}

const CHUNK = 500;

/** The documents that each of these answers cites. */
async function citedBy(store: Store, answers: string[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (let at = 0; at < answers.length; at += CHUNK) {
    const rows = await store
      .selectFrom('answer_citations')
      .select(['answer_id', 'document_id'])
      .where('answer_id', 'in', answers.slice(at, at + CHUNK))
      .execute();
    for (const row of rows)
      found.set(row.answer_id, (found.get(row.answer_id) ?? new Set()).add(row.document_id));
  }
  return found;
}
