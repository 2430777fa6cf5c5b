import type { Retriever } from '../ports/retriever.ts';
import type { Question, Retrieved } from '../types.ts';
import { retrieve, retrieveAgain } from './retrieve.ts';
import type { TraceBuilder } from './trace-builder.ts';
import { retrieveDetail } from './trace-details.ts';

/** What was found, and the wording of the question that it is an answer to. */
export type Read = { text: string; found: Retrieved };

/**
 * Searches for a question as it is asked and, where the team's synonyms put it otherwise, for that wording too. What both
 * found is one result; from there on the question is the wording with more evidence. Null when no index can serve.
 */
export async function retrieveWithSynonyms(
  deps: { retriever: Retriever; log: { warn(fields: object, message: string): void } },
  { question, standalone, worded }: { question: Question; standalone: string; worded: string | null },
  trace: TraceBuilder,
): Promise<Read | null> {
  const own = await trace.step(
    'retrieve',
    () => retrieve(deps, question, standalone),
    (retrieved) => retrieveDetail(retrieved, question.filter),
  );
  if (own === null || worded === null) return own === null ? null : { text: standalone, found: own };
  await trace.step(
    'synonyms',
    () => worded,
    (text) => ({ text }),
  );
  const found = await trace.step(
    'retrieve',
    () => retrieveAgain(deps, question, own, [worded]),
    (retrieved) => retrieveDetail(retrieved, question.filter),
  );
  return { text: found.evidence > own.evidence ? worded : standalone, found };
}
