import type { AnswerCache } from '../caching/entries/answer-cache.ts';
import type { Curated } from '../caching/entries/curated.ts';
import type { Flight } from '../caching/entries/single-flight.ts';
import { type Ceiling, ceilingReason, nothingAtCeiling } from '../defensive-ux/ceiling-wording.ts';
import { smallTalk } from '../defensive-ux/small-talk/small-talk.ts';
import { fill, QUOTE_INSTEAD, wording } from '../defensive-ux/wording.ts';
import { messageOf } from '../errors.ts';
import { collectionsWithoutPersonalData } from '../guardrails/collection-rules.ts';
import type { Guard, GuardResult } from '../guardrails/guard.ts';
import { countGuardHits } from '../guardrails/guard-hits.ts';
import { runGuards } from '../guardrails/run-guards.ts';
import type { Answerer } from '../ports/answerer.ts';
import { type Clock, createDeadline } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Retriever } from '../ports/retriever.ts';
import { policy } from '../rag/policy.ts';
import { inDocumentWords } from '../rag/synonyms/in-document-words.ts';
import { listSynonyms, synonymsVersion } from '../rag/synonyms/synonym-list.ts';
import { saveAnswer } from '../rag/traces.ts';
import type { Store } from '../store/schema.ts';
import { type ObserveQuestion, type WatchSteps, watchTogether } from '../trace/watch-steps.ts';
import type { Answer, Question } from '../types.ts';
import type { Ceilings } from './ceilings/ceilings.ts';
import { modelCalls } from './ceilings/model-calls.ts';
import { conversationOf, lastAskedIn } from './conversation.ts';
import { guardPassages, guardThread } from './guarding.ts';
import { inOtherWords } from './in-other-words.ts';
import { readOn } from './read-on.ts';
import { type Cached, remember } from './remembered.ts';
import { contactFor } from './sensitive.ts';
import type { OnShown } from './showing.ts';
import { createTraceBuilder, type TraceBuilder } from './trace-builder.ts';
import { guardDetail, passagesDetail } from './trace-details.ts';
import { withPersona } from './with-persona.ts';
import { retrieveWithSynonyms } from './with-synonyms.ts';
import { writeOrQuote } from './writing-ladder.ts';

/**
 * The page to read first: the whole way from question to answer, in order, one step a line (see `decide`).
 * Every outcome is a value; what goes wrong on the way ends as `unavailable`, never as half a text.
 */
export type Answering = {
  answer(question: Question, options?: AnswerOptions): Promise<Answer>;
};

export type AnswerOptions = {
  signal?: AbortSignal;
  /** Runs inside the transaction that stores the answer: the outbox row of a chat platform. */
  alongside?: (trx: Store, answer: Answer) => Promise<void>;
  /** Watches the answer being written, where a model writes one. */
  onShown?: OnShown;
  /** Told of each step of the trace as it begins and ends. */
  watch?: WatchSteps;
};

type Watched = Pick<AnswerOptions, 'signal' | 'onShown'> & { watch?: WatchSteps | undefined };

export type Rehearsing = {
  /** Decides as `answer` does, but over another retriever, without the cache, and leaves no trace. */
  rehearse(question: Question, retriever: Retriever, signal?: AbortSignal): Promise<Answer>;
};

export type AnsweringDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  retriever: Retriever;
  answerer: Answerer;
  /** Who answers where a channel names models of its own; absent: the answerer above. */
  answererOf?(models: readonly string[]): Promise<Answerer>;
  /** Answers on sensitive topics: quotes and never writes. */
  quoter: Answerer;
  curated: Curated;
  cache: AnswerCache;
  /** How often models may be asked a day; absent: as often as anybody likes. */
  ceilings?: Ceilings;
  guards: readonly Guard[];
  guardsVersion: string;
  /** Told of each answer once it is decided. */
  told?(question: Question, answer: Answer): void;
  /** Watches each question on its way, for whoever measures; absent: nobody does. */
  observe?: ObserveQuestion | undefined;
  /** Whom the team named for what Docent cannot answer; absent or '' = nobody. */
  askInstead?: string;
  log: { warn(fields: object, message: string): void };
};

/** `depsNow` is asked once a question, so that settings changed meanwhile do not mix two answerers in one answer. */
export function createAnswering(depsNow: () => AnsweringDeps): Answering & Rehearsing {
  async function settle(
    deps: AnsweringDeps,
    question: Question,
    flight: Flight,
    { signal: outer, onShown, watch }: Watched,
  ): Promise<Decision> {
    const trace = createTraceBuilder(question, deps.clock, deps.random, {
      askInstead: question.askInstead ?? deps.askInstead,
      watch,
    });
    const deadline = createDeadline(deps.clock, policy.deadlineMs, outer);
    return decide(deps, question, trace, { signal: deadline.signal, flight, onShown })
      .catch((error: unknown) => {
        deps.log.warn({ error: messageOf(error) }, 'answering failed');
        return end(trace.unavailable('internal', messageOf(error)));
      })
      .finally(deadline.clear);
  }

  return {
    async answer(question, options = {}) {
      const deps = depsNow();
      const flight = deps.cache.flight();
      const observed = deps.observe?.(question);
      const watched = { ...options, watch: watchTogether(options.watch, observed?.watch) };
      try {
        const answerer = await answererFor(deps, question);
        const { answer, cached } = await settle({ ...deps, answerer }, question, flight, watched);
        observed?.ended(answer);
        if (answerer.servedBy === 'model') await countCalls(deps, question, answer);
        deps.told?.(question, answer);
        const keep = deps.store.transaction().execute(async (trx) => {
          await saveAnswer(trx, question, answer, { answerer: answerer.id, guards: deps.guardsVersion });
          await countGuardHits(trx, answer);
          if (cached !== null) await deps.cache.settle(trx, { ...cached, answer });
          await options.alongside?.(trx, answer);
        });
        // A full disk keeps nobody from reading an answer, unless something hangs on its being stored.
        await (options.alongside === undefined
          ? keep.catch((error: unknown) =>
              deps.log.warn({ error: messageOf(error) }, 'an answer could not be stored'),
            )
          : keep);
        return answer;
      } finally {
        flight.leave();
      }
    },

    async rehearse(question, retriever, signal) {
      const deps = depsNow();
      const options = signal === undefined ? {} : { signal };
      const unkept = { ...question, noCache: true };
      return (await settle({ ...deps, retriever }, unkept, deps.cache.flight(), options)).answer;
    },
  };
}

/** Models are paid for whatever becomes of the answer, so this hangs on no transaction of its own. */
async function countCalls(
  { ceilings, log }: AnsweringDeps,
  question: Question,
  answer: Answer,
): Promise<void> {
  await ceilings
    ?.count(question, modelCalls(answer, question.thread.length > 0))
    .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'model calls could not be counted'));
}

async function answererFor(deps: AnsweringDeps, { models, persona }: Question): Promise<Answerer> {
  const own = models === undefined ? undefined : deps.answererOf?.(models);
  return withPersona((await own) ?? deps.answerer, persona);
}

type Decision = { answer: Answer; cached: Cached | null };

const end = (answer: Answer, cached: Cached | null = null): Decision => ({ answer, cached });

/** The journey of a question; each step either ends it or hands on. */
async function decide(
  all: AnsweringDeps,
  question: Question,
  trace: TraceBuilder,
  { signal, flight, onShown }: { signal: AbortSignal; flight: Flight; onShown: OnShown | undefined },
): Promise<Decision> {
  const { guards, clock } = all;
  const budget = { clock, signal };
  if (question.text.length > policy.questionLength)
    return end(trace.refused('too-long', fill(wording.tooLong, { limit: policy.questionLength })));

  const asked = await trace.step(
    'input-guards',
    () => runGuards(guards, 'input', { text: question.text }, { ...budget, stopAtBlock: true }),
    guardDetail,
  );
  if (brokeDown(asked)) return end(trace.unavailable(`guard-${asked.blockedBy}`, null));
  if (asked.outcome === 'block')
    return end(trace.refused(asked.blockedBy ?? 'guard', wording.outcome.refused));
  trace.asked(asked.text);
  if (asked.text.trim() === '') return end(trace.refused('empty', wording.emptyQuestion));
  trace.contact = contactFor(asked.failures);
  const deps = trace.contact === null ? all : { ...all, answerer: all.quoter };

  const recent = conversationOf(question.thread.slice(-policy.threadTurns));
  const said = trace.contact === null ? smallTalk(asked.text, lastAskedIn(recent)) : null;
  if (said !== null) return end(await trace.smallTalk(said));

  // Whoever has used up their model calls is served by what was kept and by quotes, and told so.
  const ceiling = deps.answerer.servedBy === 'model' ? await ceilingFor(deps, question) : null;
  const writing = ceiling === null ? deps : { ...deps, answerer: deps.quoter };
  const abstain = (reason: string) =>
    ceiling === null
      ? trace.abstained(reason)
      : trace.refused(ceilingReason[ceiling], nothingAtCeiling(ceiling));

  const thread = await guardThread(guards, recent, budget);
  const standalone = await trace.step(
    'standalone',
    () => (thread.length === 0 ? asked.text : writing.answerer.standalone(asked.text, thread, signal)),
    (text) => ({ text }),
  );
  trace.standalone = standalone;

  // What may be read is part of what an answer is kept under: a new collection changes the default set.
  const scoped = {
    ...question,
    collections: question.collections ?? (await deps.retriever.defaultCollections()),
  };
  const without = await collectionsWithoutPersonalData(deps.store);
  const scope = { question: scoped, standalone, flight, signal, without };
  const synonyms = await listSynonyms(deps.store);
  const worded = inDocumentWords(standalone, synonyms);
  const { answer: known, cached } = await remember(
    deps,
    { ...scope, worded, synonyms: synonymsVersion(synonyms) },
    trace,
  );
  if (known !== null) return end(known, cached);

  const read = await retrieveWithSynonyms(deps, { question: scoped, standalone, worded }, trace);
  if (read === null) return end(trace.unavailable('index', null));
  const { text } = read;
  const found = await inOtherWords(
    writing,
    { question: scoped, standalone: text, found: read.found, signal },
    trace,
  );
  trace.found(found);
  if (found.passages.length === 0 || found.evidence < threshold(writing.answerer))
    return end(abstain('no-evidence'));

  const { passages } = await trace.step(
    'passage-guards',
    () => guardPassages(guards, readOn(found.passages), text, budget, without),
    passagesDetail,
  );
  if (passages.length === 0) return end(abstain('no-safe-passage'));

  if (ceiling !== null)
    await trace.step(QUOTE_INSTEAD, () => ({ because: ceilingReason[ceiling], passedOver: [] }), same);
  const { written, by } = await writeOrQuote(
    { answerer: writing.answerer, guards, clock, onShown },
    {
      ...{ question: text, thread, passages, signal },
      unsure: found.evidence < policy.foundAbove,
    },
    trace,
    found.evidence,
  );
  if (written.kind === 'nothing') return end(abstain('no-answer-in-passages'));
  if (written.kind === 'failed') return end(trace.unavailable(`model-${written.reason}`, written.message));
  if (written.kind === 'blocked') return end(trace.unavailable(`guard-${written.blockedBy}`, null));
  if (written.citations.length === 0) return end(abstain('no-citation'));

  const answer = trace.answered(by.servedBy, written);
  // What is quoted because a model failed serves this one question: the next one asks the model again.
  return end(answer, by === deps.answerer || cached === null ? cached : { ...cached, keep: false });
}

const same = <T>(detail: T): T => detail;

/** A store that cannot be read keeps nobody from an answer. */
async function ceilingFor({ ceilings, log }: AnsweringDeps, question: Question): Promise<Ceiling | null> {
  if (ceilings === undefined) return null;
  return ceilings.reached(question).catch((error: unknown) => {
    log.warn({ error: messageOf(error) }, 'the ceilings of model calls could not be read');
    return null;
  });
}

/** A check that could not be made blocks, but it says nothing against the question. */
function brokeDown({ blockedBy, history }: GuardResult): boolean {
  return history.some(
    ({ guard, verdict }) => guard === blockedBy && (verdict === 'error' || verdict === 'timeout'),
  );
}

function threshold(answerer: Answerer): number {
  return answerer.servedBy === 'model' ? policy.askModelAbove : policy.quoteAbove;
}
