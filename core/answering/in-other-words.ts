import type { Answerer } from '../ports/answerer.ts';
import type { Retriever } from '../ports/retriever.ts';
import { policy } from '../rag/policy.ts';
import type { Question, Retrieved } from '../types.ts';
import { retrieveAgain } from './retrieve.ts';
import type { TraceBuilder } from './trace-builder.ts';
import { retrieveDetail } from './trace-details.ts';

/**
 * Where a question's own words found little, an answerer with a model puts it in the words of documents, and that is searched, too.
 * Whatever fails on the way, what was found stands.
 */
export async function inOtherWords(
  deps: {
    answerer: Answerer;
    retriever: Retriever;
    log: { warn(fields: object, message: string): void };
  },
  asked: { question: Question; standalone: string; found: Retrieved; signal: AbortSignal },
  trace: TraceBuilder,
): Promise<Retrieved> {
  const { question, standalone, found, signal } = asked;
  const { answerer } = deps;
  if (answerer.searches === undefined || found.evidence >= policy.foundAbove) return found;
  const texts = await trace.step(
    'searches',
    () => answerer.searches?.(standalone, signal) ?? [],
    (searches) => ({ texts: searches }),
  );
  if (texts.length === 0) return found;
  return trace.step(
    'retrieve',
    () => retrieveAgain(deps, question, found, texts),
    (retrieved) => retrieveDetail(retrieved, question.filter),
  );
}
