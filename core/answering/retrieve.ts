import { messageOf } from '../errors.ts';
import { readQuestion } from '../local/blocks/question-kind.ts';
import type { Retriever } from '../ports/retriever.ts';
import { policy } from '../rag/policy.ts';
import type { Question, Retrieved, ScoredPassage } from '../types.ts';
import { fuse } from './fuse.ts';

type Searching = { retriever: Retriever; log: { warn(fields: object, message: string): void } };

/**
 * What the documents hold for a question. One that asks for two things is searched as a whole and for each of them: the
 * best passage of either comes first. Null when no index can serve: the member still gets an answer that says so.
 */
export async function retrieve(deps: Searching, question: Question, text: string): Promise<Retrieved | null> {
  try {
    const [whole, ...parts] = await searchAll(deps, question, [text, ...twoParts(text)]);
    return whole === undefined ? null : withParts(whole, parts);
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'search failed');
    return null;
  }
}

/** The same with searches in other words beside it: what several of them find, and what a good one finds, comes first. */
export async function retrieveAgain(
  deps: Searching,
  question: Question,
  found: Retrieved,
  searches: readonly string[],
): Promise<Retrieved> {
  try {
    return fuse([found, ...(await searchAll(deps, question, searches))]);
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'search failed');
    return found;
  }
}

function searchAll(
  { retriever }: Searching,
  question: Question,
  texts: readonly string[],
): Promise<Retrieved[]> {
  const { collections, filter } = question;
  return Promise.all(
    texts.map((text) =>
      retriever.search({
        ...{ text, k: policy.searchPassages },
        ...(collections === undefined ? {} : { collections }),
        ...(filter === undefined ? {} : { filter }),
        ...(question.withoutEvals === true ? { memory: 'without-evals' as const } : {}),
        ...(question.withoutMeaning === true ? { meaning: false as const } : {}),
      }),
    ),
  );
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
