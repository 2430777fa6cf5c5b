import type { Store } from '../store/schema.ts';
import type { Answer, Question } from '../types.ts';

/** Writes one answer with its trace, inside the transaction that also holds cache and outbox. */
export async function saveAnswer(trx: Store, question: Question, answer: Answer): Promise<void> {
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
      reason: answer.reason,
      text: answer.text,
      confidence: answer.confidence,
      evidence: answer.evidence,
      citations: JSON.stringify(answer.citations),
      nearest: JSON.stringify(answer.nearest),
      usage: answer.usage === null ? null : JSON.stringify(answer.usage),
      ms: JSON.stringify(answer.ms),
      steps: JSON.stringify(answer.steps),
      generation: answer.generation,
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
