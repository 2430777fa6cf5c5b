import type { ExactCache } from './caching/exact-cache.ts';
import { fill, wording } from './defensive-ux/wording.ts';
import { messageOf } from './errors.ts';
import type { Guard } from './guardrails/guard.ts';
import { runGuards } from './guardrails/run-guards.ts';
import { createNotebook, type Notebook } from './notebook.ts';
import type { Answerer, Draft } from './ports/answerer.ts';
import type { Clock } from './ports/clock.ts';
import type { Random } from './ports/random.ts';
import type { Retriever } from './ports/retriever.ts';
import { type Resolved, resolveCitations } from './rag/citations.ts';
import { policy } from './rag/policy.ts';
import { saveAnswer } from './rag/traces.ts';
import type { Store } from './store/schema.ts';
import type { Answer, Question, Retrieved, ScoredPassage } from './types.ts';

/**
 * The page to read first: the whole way from question to answer, in order, one step a line (see `answer`).
 * Every outcome is a value; what goes wrong on the way ends as `unavailable`, never as half a text.
 */
export type Answering = {
  /** `alongside` runs inside the transaction that stores the answer: the outbox row of a chat platform. */
  answer(
    question: Question,
    options?: { signal?: AbortSignal; alongside?: (trx: Store, answer: Answer) => Promise<void> },
  ): Promise<Answer>;
};

export type AnsweringDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  retriever: Retriever;
  answerer: Answerer;
  cache: ExactCache;
  guards: readonly Guard[];
  guardsVersion: string;
  log: { warn(fields: object, message: string): void };
};

export function createAnswering(deps: AnsweringDeps): Answering {
  return {
    async answer(question, options = {}) {
      const notebook = createNotebook(question, deps.clock, deps.random);
      const signal = withDeadline(options.signal);
      const { answer, cacheKey } = await decide(deps, question, notebook, signal);
      await deps.store.transaction().execute(async (trx) => {
        await saveAnswer(trx, question, answer);
        if (cacheKey !== null) await deps.cache.write(trx, cacheKey, answer);
        await options.alongside?.(trx, answer);
      });
      return answer;
    },
  };
}

type Decision = { answer: Answer; cacheKey: string | null };

/** The journey of a question; each step either ends it or hands on. */
async function decide(
  deps: AnsweringDeps,
  question: Question,
  notebook: Notebook,
  signal: AbortSignal,
): Promise<Decision> {
  const end = (answer: Answer, cacheKey: string | null = null): Decision => ({ answer, cacheKey });

  const asked = await notebook.step(
    'input-guards',
    () => runGuards(deps.guards, 'input', { text: question.text }),
    guardDetail,
  );
  if (question.text.length > policy.questionLength)
    return end(notebook.refused('too-long', fill(wording.tooLong, { limit: policy.questionLength })));
  if (asked.outcome === 'block')
    return end(notebook.refused(asked.failures[0]?.guard ?? 'guard', wording.outcome.refused));
  if (asked.text.trim() === '') return end(notebook.refused('empty', wording.emptyQuestion));

  const standalone = await notebook.step(
    'standalone',
    () =>
      question.thread.length === 0
        ? asked.text
        : deps.answerer.standalone(asked.text, question.thread, signal),
    (text) => ({ text }),
  );
  notebook.standalone = standalone;

  const key = question.noCache ? null : cacheKeyOf(deps, question, standalone);
  if (key !== null) {
    const cached = await notebook.step(
      'exact-cache',
      () => deps.cache.read(key, (ids) => deps.retriever.currentHashes(ids)),
      (read) =>
        read.kind === 'hit' ? { hit: true, from: read.answer.traceId } : { hit: false, why: read.why },
    );
    if (cached.kind === 'hit') return end(notebook.fromCache(cached.answer));
  }

  const found = await notebook.step('retrieve', () => retrieve(deps, question, standalone), retrieveDetail);
  if (found === null) return end(notebook.unavailable('index', null));
  notebook.found(found);
  if (found.passages.length === 0 || found.evidence < threshold(deps))
    return end(notebook.abstained('no-evidence'));

  const passages = await notebook.step(
    'passage-guards',
    () => guardPassages(deps, found.passages, standalone),
    (kept) => ({ kept: kept.length }),
  );
  if (passages.length === 0) return end(notebook.abstained('no-safe-passage'));

  const draft = await notebook.step(
    'generate',
    () => generate(deps, question, standalone, passages, signal),
    draftDetail,
  );
  if (draft.kind === 'nothing') return end(notebook.abstained('no-answer-in-passages'));
  if (draft.kind === 'failed') return end(notebook.unavailable(`model-${draft.reason}`, draft.message));

  const cited = await notebook.step(
    'citations',
    () => resolveCitations(draft.text, passages, draft.quotes ?? [], policy.quoteLength),
    citationDetail,
  );
  if (cited.citations.length === 0) return end(notebook.abstained('no-citation'));

  const evidence = passages.map((passage) => passage.text);
  const shown = await notebook.step(
    'output-guards',
    () => runGuards(deps.guards, 'output', { text: cited.text, question: standalone, evidence }),
    guardDetail,
  );
  if (shown.outcome === 'block')
    return end(notebook.unavailable(`guard-${shown.failures.at(-1)?.guard}`, null));

  return end(notebook.answered(deps.answerer.servedBy, shown.text, cited.citations, draft.usage), key);
}

function withDeadline(signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(policy.deadlineMs);
  return signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
}

function cacheKeyOf(deps: AnsweringDeps, question: Question, standalone: string): string {
  const scope = { collections: question.collections, answerer: deps.answerer.id, guards: deps.guardsVersion };
  return deps.cache.key(standalone, scope);
}

function threshold(deps: AnsweringDeps): number {
  return deps.answerer.servedBy === 'model' ? policy.askModelAbove : policy.quoteAbove;
}

/** Null when no index can serve: the member still gets an answer that says so. */
async function retrieve(deps: AnsweringDeps, question: Question, text: string): Promise<Retrieved | null> {
  const collections = question.collections === undefined ? {} : { collections: question.collections };
  try {
    return await deps.retriever.search({ text, k: policy.searchPassages, ...collections });
  } catch (error) {
    deps.log.warn({ error: messageOf(error) }, 'search failed');
    return null;
  }
}

/** Passages as the answerer may see them: a blocked one is left out, a repaired one loses its sentence spans. */
async function guardPassages(
  deps: AnsweringDeps,
  found: ScoredPassage[],
  question: string,
): Promise<ScoredPassage[]> {
  const kept: ScoredPassage[] = [];
  for (const passage of found.slice(0, policy.modelPassages)) {
    const result = await runGuards(deps.guards, 'retrieval', { text: passage.text, question });
    if (result.outcome === 'allow') kept.push(passage);
    if (result.outcome === 'transform') kept.push({ ...passage, text: result.text, sentences: [] });
  }
  return kept;
}

async function generate(
  deps: AnsweringDeps,
  question: Question,
  standalone: string,
  passages: ScoredPassage[],
  signal: AbortSignal,
): Promise<Draft> {
  const thread = question.thread.slice(-policy.threadTurns);
  try {
    return await deps.answerer.answer({ question: standalone, thread, passages, signal });
  } catch (error) {
    return {
      kind: 'failed',
      reason: signal.aborted ? 'timeout' : 'provider-error',
      message: messageOf(error),
    };
  }
}

const guardDetail = (result: Awaited<ReturnType<typeof runGuards>>) => ({
  outcome: result.outcome,
  failures: result.failures,
});
const draftDetail = (draft: Draft) =>
  draft.kind === 'failed'
    ? { kind: draft.kind, reason: draft.reason, message: draft.message }
    : { kind: draft.kind };
const citationDetail = (resolved: Resolved) => ({
  cited: resolved.citations.length,
  invented: resolved.invented,
});
const retrieveDetail = (found: Retrieved | null) =>
  found === null
    ? { failed: true }
    : {
        evidence: found.evidence,
        passages: found.passages.map(({ passageId, title, score }) => ({ passageId, title, score })),
      };
