import type { Retriever } from '../ports/retriever.ts';
import { policy } from '../rag/policy.ts';
import { inDocumentWords, type Synonym } from '../rag/synonyms/in-document-words.ts';
import type { Store } from '../store/schema.ts';
import type { Retrieved } from '../types.ts';

/** What a search finds first, and how it would be said. */
export type Finding = { title: string | null; evidence: number; said: 'found' | 'partly' | 'not-found' };

/** A question with what is found for it now, and with the synonym. */
export type SynonymEffect = { question: string; before: Finding; after: Finding };

/** So many of the latest questions are looked through, and so many of them shown. */
const LOOKED_THROUGH = 2_000;
const SHOWN = 8;

/** What a synonym would change: for what is said alone, and for the latest questions in which it was said. */
export async function synonymEffect(
  { store, retriever }: { store: Store; retriever: Retriever },
  synonym: Synonym,
): Promise<SynonymEffect[]> {
  const latest = await store
    .selectFrom('answers')
    .select('standalone')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(LOOKED_THROUGH)
    .execute();
  const questions = [...new Set([synonym.said, ...latest.map((row) => row.standalone)])]
    .flatMap((question) => {
      const worded = inDocumentWords(question, [synonym]);
      return worded === null ? [] : [{ question, worded }];
    })
    .slice(0, SHOWN + 1);
  const find = async (text: string): Promise<Finding> =>
    findingOf(await retriever.search({ text, k: policy.searchPassages }));
  const effects: SynonymEffect[] = [];
  for (const { question, worded } of questions) {
    const before = await find(question);
    const put = await find(worded);
    effects.push({ question, before, after: put.evidence > before.evidence ? put : before });
  }
  return effects;
}

function findingOf({ passages, evidence }: Retrieved): Finding {
  const title = passages[0]?.title ?? null;
  if (title === null || evidence < policy.quoteAbove) return { title: null, evidence, said: 'not-found' };
  return { title, evidence, said: evidence >= policy.foundAbove ? 'found' : 'partly' };
}
