import { type Clock, isoNow } from '../../ports/clock.ts';
import type { QuestionVectors } from '../../ports/question-vectors.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import type { Answer, CacheMiss, Question } from '../../types.ts';
import { addEvidence, evidenceOf } from '../gates/evidence.ts';
import type { GateResult } from '../gates/gates.ts';
import { questionForm } from '../gates/question-form.ts';
import { createQuestionIndex, type QuestionIndex } from '../lookup/question-index.ts';
import { type Bypass, bypassOf } from './bypass.ts';
import { type Candidate, chooseEntry, choosing } from './choose-entry.ts';
import { createExactCache, type EntryRead, parseAnswer, scopeOf } from './exact-cache.ts';
import { sameAnswer } from './same-answer.ts';
import { createSingleFlight, type Flight } from './single-flight.ts';

/** Where in the cache a question stands. */
export type CachePlan = {
  key: string;
  scope: string;
  question: string;
  collections: string[] | null;
  models: string[] | null;
  /** Neither served nor kept. */
  bypass: Bypass;
  /** False = answered anew and kept. */
  read: boolean;
};

export type CacheTier = 'exact-cache' | 'semantic-cache';

/** What the cache said, with all that it looked at. */
export type CacheRead =
  | {
      kind: 'hit';
      tier: CacheTier;
      key: string;
      answer: Answer;
      likeness: number;
      gates: GateResult[];
      tokens: number;
      ms: number;
    }
  | {
      kind: 'miss';
      why: CacheMiss;
      gates: GateResult[];
      /** The question that came nearest to being served. */
      nearest?: string;
      /** How like the likest kept question is, 0 to 1, whatever the gates say; absent where none was compared. */
      likeness?: number;
      /** An entry that could have answered but for its subject: compared with the fresh answer. */
      near?: { key: string; likeness: number };
    };

export type AnswerCache = {
  /** Null = the question stays away from the cache. `contextual` = it was made out of a thread's words. */
  plan(question: Question, standalone: string, scope: { answerer: string; guards: string }): CachePlan | null;
  /** Exact tier, then semantic tier; waits for an equal question that is being answered. */
  read(
    plan: CachePlan,
    options: { currentHashes: CurrentHashes; flight: Flight; signal: AbortSignal },
  ): Promise<CacheRead>;
  flight(): Flight;
  /** Inside the answer's transaction: keeps a fresh answer (`keep`), or writes down a hit. */
  settle(
    trx: Store,
    done: { plan: CachePlan; read: CacheRead; answer: Answer; keep: boolean },
  ): Promise<void>;
  /** Called once the transaction is through. */
  settled(): Promise<void>;
  readonly index: QuestionIndex;
};

export type CurrentHashes = (passageIds: string[]) => Promise<Map<string, string>>;

export type AnswerCacheDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  vectors: QuestionVectors;
  log: { warn(fields: object, message: string): void };
  /** Told of every hit, inside its transaction: may ask for it to be answered again in the background. */
  onHit?: (answerId: string, tier: CacheTier) => void;
};

/** The cache of answers: equal questions first, then questions that mean the same. */
export function createAnswerCache(deps: AnswerCacheDeps): AnswerCache {
  const { store, clock, random } = deps;
  const exact = createExactCache(deps);
  const index = createQuestionIndex(deps);
  const flights = createSingleFlight();

  async function lookUp(
    plan: CachePlan,
    currentHashes: CurrentHashes,
    signal: AbortSignal,
  ): Promise<CacheRead> {
    const equal = await exact.read(plan.key, currentHashes);
    if (equal.kind === 'hit') return hitOf('exact-cache', plan.key, equal, 1, []);
    // An entry of this very question that was voted down or has changed sources is not worked around.
    if (equal.why === 'quarantined' || equal.why === 'source-changed')
      return { kind: 'miss', why: equal.why, gates: [] };
    const near = (await index.nearest(plan.question, plan.scope, choosing.nearest, signal)).filter(
      (entry) => entry.key !== plan.key,
    );
    const evidence = await evidenceOf(
      store,
      near.map((entry) => entry.key),
    );
    const candidates = near.map(
      (entry): Candidate => ({ ...entry, evidence: evidence.get(entry.key) ?? [] }),
    );
    const likest = near[0] === undefined ? {} : { likeness: near[0].likeness };
    const choice = chooseEntry(questionForm(plan.question), candidates, () => random.float());
    const { candidate, gates } = choice;
    if (choice.kind === 'none')
      return {
        kind: 'miss',
        why: choice.why === 'absent' ? equal.why : choice.why,
        gates,
        ...likest,
        ...(candidate === null ? {} : { nearest: candidate.question }),
        ...(choice.near === null ? {} : { near: { key: choice.near.key, likeness: choice.near.likeness } }),
      };
    const found = await exact.read(choice.candidate.key, currentHashes);
    if (found.kind === 'miss')
      return { kind: 'miss', why: found.why, gates, ...likest, nearest: choice.candidate.question };
    return hitOf('semantic-cache', choice.candidate.key, found, choice.candidate.likeness, gates);
  }

  return {
    index,
    flight: () => flights.flight(),
    plan(question, standalone, { answerer, guards }) {
      if (question.noCache) return null;
      const scope = { collections: question.collections, answerer, guards };
      return {
        key: exact.key(standalone, scope),
        scope: scopeOf(scope, questionForm(standalone).locale),
        question: standalone,
        collections: question.collections ?? null,
        models: question.models ?? null,
        bypass: contextual(question, standalone) ? 'context-bound' : bypassOf(standalone),
        read: question.refresh !== true,
      };
    },
    async read(plan, { currentHashes, flight, signal }) {
      if (plan.bypass !== null) return { kind: 'miss', why: plan.bypass, gates: [] };
      if (!plan.read) return { kind: 'miss', why: 'refresh', gates: [] };
      const first = await lookUp(plan, currentHashes, signal);
      if (first.kind === 'hit' || (await flight.enter(plan.key, signal)) === 'first') return first;
      return lookUp(plan, currentHashes, signal);
    },
    async settle(trx, { plan, read, answer, keep }) {
      if (read.kind === 'hit') {
        await trx
          .insertInto('cache_hits')
          .values({
            answer_id: answer.traceId,
            key: read.key,
            entry_answer_id: read.answer.traceId,
            tier: read.tier,
            question: plan.question,
            collections: plan.collections === null ? null : JSON.stringify(plan.collections),
            models: plan.models === null ? null : JSON.stringify(plan.models),
            likeness: read.likeness,
            gates: JSON.stringify(read.gates),
            tokens: read.tokens,
            ms: Math.max(0, read.ms - answer.ms.total),
            shadow: null,
            created_at: isoNow(clock),
          })
          .execute();
        deps.onHit?.(answer.traceId, read.tier);
        return;
      }
      if (!keep || plan.bypass !== null) return;
      if (read.near !== undefined && answer.outcome === 'answered') await compareNear(trx, read.near, answer);
      if (await exact.write(trx, plan.key, answer, plan.scope))
        index.add({ key: plan.key, scope: plan.scope, question: answer.standalone });
    },
    settled: () => index.settled(),
  };

  /** A fresh answer beside one that was nearly served: an observation for the entry, at no cost. */
  async function compareNear(
    trx: Store,
    near: { key: string; likeness: number },
    answer: Answer,
  ): Promise<void> {
    const row = await trx
      .selectFrom('cache_entries')
      .select('answer')
      .where('key', '=', near.key)
      .executeTakeFirst();
    const kept = row === undefined ? null : parseAnswer(row.answer);
    // Between two states of the documents a difference says nothing about the questions.
    if (kept === null || kept.generation !== answer.generation) return;
    const correct = sameAnswer(kept, answer);
    await addEvidence(trx, deps, { key: near.key, likeness: near.likeness, correct, source: 'near' });
  }
}

function hitOf(
  tier: CacheTier,
  key: string,
  entry: Extract<EntryRead, { kind: 'hit' }>,
  likeness: number,
  gates: GateResult[],
): CacheRead {
  return {
    kind: 'hit',
    tier,
    key,
    answer: entry.answer,
    likeness,
    gates,
    tokens: entry.tokens,
    ms: entry.ms,
  };
}

/** Put together out of several turns of a thread: what it means hangs on the others, too. */
function contextual(question: Question, standalone: string): boolean {
  return question.thread.length > 0 && standalone !== question.text && /[.?!]\s+\S/.test(standalone.trim());
}
