import type { Store } from '../../core/store/schema.ts';
import type { Confirmed } from './confirmed.ts';
import { MEMORY_LIMITS } from './limits.ts';
import { type NamedSources, nameDocuments } from './name-documents.ts';

/** A name that fits more documents than this says nothing. */
const MOST_DOCUMENTS = 3;

/** Questions of curated answers and of eval cases, for the documents that those name. */
export async function confirmedByPeople(store: Store): Promise<Confirmed[]> {
  const named = nameDocuments(store);
  return [...(await ofCurated(store, named)), ...(await ofEvals(store, named))];
}

/** The same of curated answers alone. */
export async function confirmedByCurated(store: Store): Promise<Confirmed[]> {
  return ofCurated(store, nameDocuments(store));
}

/** A curated answer names a document with a link: to its page in the console, its path or its id. */
async function ofCurated(store: Store, named: NamedSources): Promise<Confirmed[]> {
  const rows = await store
    .selectFrom('curated_answers')
    .innerJoin('curated_questions', 'curated_questions.curated_id', 'curated_answers.id')
    .select(['id', 'answer', 'created_at', 'ordinal', 'question'])
    .orderBy('id', 'desc')
    .orderBy('ordinal')
    .limit(MEMORY_LIMITS.curated)
    .execute();
  const all: Confirmed[] = [];
  for (const { id, answer, created_at, ordinal, question } of rows) {
    const names = linksOf(answer);
    const ref = `${id}/${ordinal}`;
    all.push(...(await confirm({ source: 'curated', ref, question, createdAt: created_at }, names, named)));
  }
  return all;
}

async function ofEvals(store: Store, named: NamedSources): Promise<Confirmed[]> {
  const rows = await store
    .selectFrom('eval_cases')
    .innerJoin('eval_sets', 'eval_sets.id', 'eval_cases.set_id')
    .select(['eval_cases.id', 'question', 'expected_sources', 'created_at'])
    .where('replaced', '=', 0)
    .where('must_abstain', '=', 0)
    .where('expected_sources', '!=', '[]')
    .orderBy('created_at', 'desc')
    .orderBy('ordinal')
    .limit(MEMORY_LIMITS.evalCases)
    .execute();
  const all: Confirmed[] = [];
  for (const { id, question, expected_sources, created_at } of rows) {
    const names = JSON.parse(expected_sources) as string[];
    all.push(...(await confirm({ source: 'eval', ref: id, question, createdAt: created_at }, names, named)));
  }
  return all;
}

async function confirm(
  one: Pick<Confirmed, 'source' | 'ref' | 'question' | 'createdAt'>,
  names: readonly string[],
  named: NamedSources,
): Promise<Confirmed[]> {
  const documents = new Map<string, Confirmed>();
  for (const name of names) {
    const found = await named(name);
    if (found.length > MOST_DOCUMENTS) continue;
    for (const { documentId, passageIds } of found) {
      const known = documents.get(documentId)?.passageIds ?? [];
      documents.set(documentId, { ...one, documentId, passageIds: [...known, ...passageIds], weight: 1 });
    }
  }
  return [...documents.values()];
}

/** Where the links of a Markdown text lead: the id of a document's page, or the address itself. */
export function linksOf(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)].flatMap(([, target = '']) => {
    const page = /\/documents\/([^/?#]+)/.exec(target)?.[1];
    try {
      return [decodeURIComponent(page ?? target)];
    } catch {
      return [];
    }
  });
}
