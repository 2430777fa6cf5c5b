import type { CaseDraft } from '../../ports/data-sets.ts';
import type { Store } from '../../store/schema.ts';
import { sameQuestion } from './same-question.ts';

/** Passages that are looked at, and drafts of one document: a set of one long document measures little. */
const PASSAGES = 5_000;
const EACH = 3;

/** `A widget is …`, `Widgets are …`, `The reserve means …`: what is defined, in at most five words. */
const DEFINITION =
  /^(?<what>(?:(?:an?|the) )?[\p{L}\p{N}][\p{L}\p{N}'’/-]*(?: [\p{L}\p{N}][\p{L}\p{N}'’/-]*){0,4}) (?<verb>is|are|means) (?:an?|the|any|all|every|what|how|when|where) /iu;
/** A sentence that points back says nothing by itself. */
const POINTS_BACK =
  /^(?:this|that|these|those|it|they|there|here|he|she|we|you|if|when|what|who|which|one)\b/i;

/**
 * Questions that the documents answer, without a model: headings that are questions, and sentences that say what something
 * is. The document is the expected source. A person must accept each of them.
 */
export async function draftsFromDocuments(
  store: Store,
  has: ReadonlySet<string>,
  limit: number,
): Promise<CaseDraft[]> {
  const rows = await store
    .selectFrom('passages')
    .innerJoin('documents', 'documents.id', 'passages.document_id')
    .select(['documents.id', 'documents.path', 'documents.title', 'headings', 'text'])
    .where('current', '=', 1)
    .where('documents.published_revision', 'is not', null)
    .where('documents.collection', '!=', 'docent')
    .orderBy('documents.id')
    .orderBy('passages.id')
    .limit(PASSAGES)
    .execute();
  const seen = new Set(has);
  const perDocument = new Map<string, number>();
  const drafts: CaseDraft[] = [];
  for (const { id, path, title, headings, text } of rows) {
    for (const question of questionsOf(JSON.parse(headings) as string[], text)) {
      const taken = perDocument.get(id) ?? 0;
      const same = sameQuestion(question.question);
      if (seen.has(same) || taken === EACH) continue;
      seen.add(same);
      perDocument.set(id, taken + 1);
      drafts.push({ ...question, expectedSources: [path || title] });
    }
    if (drafts.length >= limit) return drafts.slice(0, limit);
  }
  return drafts;
}

type Found = Pick<CaseDraft, 'question' | 'expectedAnswer'>;

function questionsOf(headings: readonly string[], text: string): Found[] {
  const asked = headings
    .filter((heading) => /\?\s*$/u.test(heading))
    .map((question) => ({ question: question.trim(), expectedAnswer: null }));
  const defined = text.split(/\n+/).flatMap((line): Found[] => {
    const sentence = /^.*?[.!?](?=\s|$)/u.exec(line.trim())?.[0] ?? '';
    const { what, verb } = DEFINITION.exec(sentence)?.groups ?? {};
    if (what === undefined || POINTS_BACK.test(what)) return [];
    const name = /^(?:An?|The) /u.test(what) ? what[0]?.toLowerCase() + what.slice(1) : what;
    return [{ question: `What ${verb === 'are' ? 'are' : 'is'} ${name}?`, expectedAnswer: sentence }];
  });
  return [...asked, ...defined];
}
