import type { GoldenCase } from '../../core/ports/batches.ts';
import type { PreviewOrigin } from '../../core/ports/previews.ts';
import type { Store } from '../../core/store/schema.ts';
import { previewLimits } from './limits.ts';

/** A question that a draft is tried with. `golden` is what is expected, where somebody said so. */
export type TrialQuestion = { text: string; origins: PreviewOrigin[]; golden: GoldenCase | null };

/**
 * The questions worth asking about a document, each once: those that it answers, those with a kept answer from it, golden
 * ones, then the latest of all the others, since a draft may answer what nothing did.
 */
export async function trialQuestions(store: Store, documentId: string): Promise<TrialQuestion[]> {
  const questions = new Map<string, TrialQuestion>();
  const add = (text: string, origin: PreviewOrigin, golden: GoldenCase | null = null): void => {
    const key = text.toLowerCase().replace(/\s+/g, ' ').trim();
    if (key === '') return;
    const known = questions.get(key);
    if (known === undefined) questions.set(key, { text, origins: [origin], golden });
    else {
      if (!known.origins.includes(origin)) known.origins.push(origin);
      known.golden ??= golden;
    }
  };
  for (const text of await askedOf(store, documentId)) add(text, 'asked');
  for (const text of await cachedOf(store, documentId)) add(text, 'cached');
  for (const golden of await goldenCases(store)) add(golden.question, 'eval', golden);
  const asked = () => [...questions.values()].filter((question) => question.origins.includes('asked')).length;
  for (const text of await lately(store)) {
    if (asked() >= previewLimits.asked) break;
    add(text, 'asked');
  }
  return [...questions.values()];
}

/** Different questions whose answers cited the document, latest first. */
export async function askedOf(store: Store, documentId: string): Promise<string[]> {
  const rows = await store
    .selectFrom('answer_citations')
    .innerJoin('answers', 'answers.id', 'answer_citations.answer_id')
    .select(['answers.standalone', 'answer_citations.created_at'])
    .distinct()
    .where('document_id', '=', documentId)
    .where('origin', 'not like', 'eval:%')
    .orderBy('answer_citations.created_at', 'desc')
    .limit(previewLimits.ofDocument * previewLimits.rowsPerQuestion)
    .execute();
  return [...new Set(rows.map((row) => row.standalone))].slice(0, previewLimits.ofDocument);
}

async function cachedOf(store: Store, documentId: string): Promise<string[]> {
  const rows = await store
    .selectFrom('cache_entries')
    .innerJoin('cache_sources', 'cache_sources.key', 'cache_entries.key')
    .innerJoin('passages', 'passages.id', 'cache_sources.passage_id')
    .select(['cache_entries.question', 'cache_entries.created_at'])
    .distinct()
    .where('passages.document_id', '=', documentId)
    .where('quarantined', '=', 0)
    .orderBy('cache_entries.created_at', 'desc')
    .limit(previewLimits.cached)
    .execute();
  return rows.map((row) => row.question);
}

async function goldenCases(store: Store): Promise<GoldenCase[]> {
  const rows = await store
    .selectFrom('eval_cases')
    .innerJoin('eval_sets', 'eval_sets.id', 'eval_cases.set_id')
    .select(['question', 'expected_sources', 'must_abstain', 'expected_answer'])
    .where('replaced', '=', 0)
    .orderBy('eval_sets.created_at', 'desc')
    .orderBy('ordinal')
    .limit(previewLimits.golden)
    .execute();
  return rows.map((row) => ({
    question: row.question,
    expectedSources: JSON.parse(row.expected_sources) as string[],
    mustAbstain: row.must_abstain === 1,
    expectedAnswer: row.expected_answer,
  }));
}

/** Different questions of people, latest first; what was refused, and small talk, says nothing about documents. */
export async function lately(store: Store): Promise<string[]> {
  const rows = await store
    .selectFrom('answers')
    .select('standalone')
    .where('origin', 'not like', 'eval:%')
    .where('outcome', 'in', ['answered', 'abstained'])
    .where((eb) => eb.or([eb('served_by', 'is', null), eb('served_by', '!=', 'small-talk')]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(previewLimits.asked * previewLimits.rowsPerQuestion)
    .execute();
  return [...new Set(rows.map((row) => row.standalone))].slice(0, previewLimits.asked);
}
