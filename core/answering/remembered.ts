import type { AnswerCache, CachePlan, CacheRead } from '../caching/entries/answer-cache.ts';
import type { Curated } from '../caching/entries/curated.ts';
import type { Flight } from '../caching/entries/single-flight.ts';
import type { Retriever } from '../ports/retriever.ts';
import { readGeneration } from '../store/meta.ts';
import type { Store } from '../store/schema.ts';
import type { Answer, Question } from '../types.ts';
import type { TraceBuilder } from './trace-builder.ts';
import { cacheDetail, curatedDetail } from './trace-details.ts';

/** Where an answer stands with the cache; `keep` = others may be served it. */
export type Cached = { plan: CachePlan; read: CacheRead; keep: boolean };

/** What was found of earlier answers: one to give again, or how the fresh one relates to the cache. */
export type Remembered = { answer: Answer | null; cached: Cached | null };

export type RememberingDeps = {
  curated: Curated;
  cache: AnswerCache;
  retriever: Retriever;
  answerer: { readonly id: string };
  guardsVersion: string;
  store: Store;
};

/** The steps before retrieval: the team's own answer, then an equal question, then one that means the same. */
export async function remember(
  deps: RememberingDeps,
  asked: {
    question: Question;
    standalone: string;
    /** The same in the words of the documents, where the team's synonyms put it otherwise. */
    worded: string | null;
    /** Which list of synonyms is in force; '' = none. */
    synonyms: string;
    flight: Flight;
    signal: AbortSignal;
    /** Collections whose personal data is kept out of answers. */
    without: readonly string[];
  },
  trace: TraceBuilder,
): Promise<Remembered> {
  const { question, standalone, worded, synonyms, flight, signal, without } = asked;
  // What the team wrote and what was answered before is not of the allowed passages alone; nor is the reverse kept.
  if (question.filter !== undefined) return { answer: null, cached: null };
  const curated = await trace.step(
    'curated',
    async () => {
      const { collections, outside } = question;
      const own = await deps.curated.find(standalone, collections, outside);
      return own ?? (worded === null ? null : deps.curated.find(worded, collections, outside));
    },
    curatedDetail,
  );
  if (curated !== null) return { answer: trace.curated(curated.answer), cached: null };

  const { rerankedBy } = deps.retriever;
  const writer = rerankedBy === undefined ? deps.answerer.id : `${deps.answerer.id} + ${rerankedBy}`;
  const ruled = without.filter((name) => question.collections?.includes(name) ?? true);
  const rules = ruled.length === 0 ? '' : `+without-personal-data:${ruled.join(',')}`;
  const listed = synonyms === '' ? '' : `+synonyms:${synonyms}`;
  const scope = { answerer: writer, guards: `${deps.guardsVersion}${rules}${listed}` };
  const plan = deps.cache.plan(question, standalone, scope);
  if (plan === null) return { answer: null, cached: null };
  const currentHashes = (ids: string[]) => deps.retriever.currentHashes(ids);
  const read = await trace.step(
    'cache',
    async () => {
      // Reading counts a hit, so it fails where nothing can be written: then the question is answered anew.
      const read = await deps.cache.read(plan, { currentHashes, flight, signal }).catch(unreadable);
      return unlessOvertaken(deps, plan, read);
    },
    cacheDetail,
  );
  const answer = read.kind === 'hit' ? trace.fromCache(read.answer, read.tier) : null;
  // What a thread said may show in an answer that was written in it: others must not be served that.
  return { answer, cached: { plan, read, keep: question.thread.length === 0 } };
}

const unreadable = (): CacheRead => ({ kind: 'miss', why: 'unreadable', gates: [] });

/** Passages of now that a kept answer must have known of. */
const FOREMOST = 3;

/**
 * A kept answer whose sources stand may still be overtaken: something published since that answers better. Once the
 * documents have changed, a search (no model, no reranker) must not find a passage in front that the answer was not
 * written with.
 */
async function unlessOvertaken(deps: RememberingDeps, plan: CachePlan, read: CacheRead): Promise<CacheRead> {
  if (read.kind === 'miss' || (await readGeneration(deps.store)) === read.answer.generation) return read;
  const collections = plan.collections === null ? {} : { collections: plan.collections };
  const request = { text: read.answer.standalone, k: FOREMOST, hitsOnly: true, ownOrder: true };
  // While no index can serve, nothing better can be found either.
  const found = await deps.retriever.search({ ...request, ...collections }).catch(() => null);
  const passages = found?.passages ?? [];
  const known = new Set(foundThen(read.answer));
  return passages.every(({ passageId }) => known.has(passageId))
    ? read
    : { kind: 'miss', why: 'overtaken', gates: read.gates, likeness: read.likeness };
}

/** Ids of the passages that an answer was written with, or that stood behind them. */
function foundThen({ retrieved, citations }: Answer): string[] {
  return [...(retrieved?.passages ?? []), ...citations].map(({ passageId }) => passageId);
}
