import { messageOf } from '../errors.ts';
import { readQuestion } from '../local/blocks/question-kind.ts';
import type { Retriever } from '../ports/retriever.ts';
import { policy } from '../rag/policy.ts';
import type { Question, Retrieved, ScoredPassage } from '../types.ts';

/**
 * What the documents hold for a question. One that asks for two things is searched as a whole and for each of them: the
 * best passage of either comes first. Null when no index can serve: the member still gets an answer that says so.
 */
export async function retrieve(
  deps: { retriever: Retriever; log: { warn(fields: object, message: string): void } },
  question: Question,
  text: string,
): Promise<Retrieved | null> {
  const { collections, filter } = question;
  const search = (wanted: string): Promise<Retrieved> =>
    deps.retriever.search({
      ...{ text: wanted, k: policy.searchPassages },
      ...(collections === undefined ? {} : { collections }),
      ...(filter === undefined ? {} : { filter }),
      ...(question.withoutEvals === true ? { memory: 'without-evals' as const } : {}),
    });
  try {
    const [whole, ...parts] = await Promise.all([text, ...twoParts(text)].map(search));
    return whole === undefined ? null : withParts(whole, parts);
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'search failed');
    return null;
  }
}

/** The two questions in one, or none where only one thing is asked or two are compared. */
function twoParts(text: string): string[] {
  const { whole, parts } = readQuestion(text);
  return parts.length === 2 && whole.kind !== 'difference' ? parts.map((part) => part.text) : [];
}

/** The best passage of each part, then the whole's, each passage once. */
function withParts(whole: Retrieved, parts: readonly Retrieved[]): Retrieved {
  const best = parts.flatMap(({ passages }) => passages.slice(0, 1));
  const first = new Map<string, ScoredPassage>(best.map((passage) => [passage.passageId, passage]));
  const others = whole.passages.filter(({ passageId }) => !first.has(passageId));
  return { ...whole, passages: [...first.values(), ...others].slice(0, policy.searchPassages) };
}
