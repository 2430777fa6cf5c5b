import type { Store } from '../store/schema.ts';
import type { Answer, Question } from '../types.ts';
import { forgetInRuns } from './forget-in-runs.ts';

/** Which answerer (model and prompt) and which guards were in force. */
export type InForce = { answerer: string; guards: string };

/** Writes one answer with its trace, inside the transaction that also holds cache and outbox. */
export async function saveAnswer(
  trx: Store,
  question: Question,
  answer: Answer,
  inForce: InForce | null = null,
): Promise<void> {
  await trx
    .insertInto('answers')
    .values({
      id: answer.traceId,
      question: answer.question,
      standalone: answer.standalone,
      origin: question.origin,
      asker: question.asker,
      outcome: answer.outcome,
      served_by: answer.servedBy,
      written_by: answer.writtenBy ?? null,
      reason: answer.reason,
      text: answer.text,
      confidence: answer.confidence,
      evidence: answer.evidence,
      contact: answer.contact ?? null,
      citations: JSON.stringify(answer.citations),
      nearest: JSON.stringify(answer.nearest),
      usage: answer.usage === null ? null : JSON.stringify(answer.usage),
      ms: JSON.stringify(answer.ms),
      steps: JSON.stringify(answer.steps),
      generation: answer.generation,
      answerer: inForce?.answerer ?? null,
      guards_version: inForce?.guards ?? null,
      created_at: answer.createdAt,
    })
    .execute();
  if (answer.citations.length === 0) return;
  await trx
    .insertInto('answer_citations')
    .values(
      answer.citations.map(({ n, documentId, passageId }) => ({
        answer_id: answer.traceId,
        n,
        document_id: documentId,
        passage_id: Number(passageId),
        created_at: answer.createdAt,
      })),
    )
    .execute();
}

/** What stands for a text whose source was deleted for good. */
export const SOURCE_DELETED = '(This text is gone: a document it came from was deleted.)';

/**
 * Takes a deleted document out of the answers that cite it, inside the transaction that deletes it: their text,
 * its quotes and what their traces say of it. Question, outcome and votes stay.
 */
export async function forgetSource(trx: Store, documentId: string): Promise<void> {
  const rows = await trx
    .selectFrom('answers')
    .innerJoin('answer_citations', 'answer_citations.answer_id', 'answers.id')
    .select(['answers.id', 'answers.citations'])
    .where('answer_citations.document_id', '=', documentId)
    .execute();
  for (const row of rows) {
    const citations = (JSON.parse(row.citations) as Answer['citations']).filter(
      (one) => one.documentId !== documentId,
    );
    await trx
      .updateTable('answers')
      .set({ text: SOURCE_DELETED, citations: JSON.stringify(citations), steps: '[]' })
      .where('id', '=', row.id)
      .execute();
  }
  await forgetInRuns(trx, documentId, SOURCE_DELETED);
}
