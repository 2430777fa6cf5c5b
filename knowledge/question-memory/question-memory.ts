import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { QuestionMemory } from '../../core/ports/question-memory.ts';
import type { Store } from '../../core/store/schema.ts';
import type { LiveIndex, ModelIndex } from '../search/live-index.ts';
import { admit } from './admit.ts';
import { toRemember } from './confirmed.ts';
import { confirmedByImports } from './from-imports.ts';
import { confirmedByPeople } from './from-people.ts';
import { confirmedByVotes } from './from-votes.ts';
import { documentsBySearch, keepHeldBack } from './held-back.ts';
import { MEMORY_LIMITS } from './limits.ts';
import { forgetRow, rememberedOf, writeRemembered } from './memory-rows.ts';
import { dropOrphanVectors, rememberedQuestions } from './question-vectors.ts';

export type RunningMemory = QuestionMemory & {
  /** Tells the index what the store remembers; for the start, before the first search. */
  load(): Promise<void>;
  /** Embeds all in the space of an index that is to serve next, and tells it. Throws where the provider gives nothing. */
  prepare(opened: ModelIndex, signal: AbortSignal): Promise<void>;
  /** Follows what has changed, then nothing more. */
  stop(): Promise<void>;
};

/**
 * Keeps the table of remembered questions, and the index, at what votes, curated answers and eval cases say. Everything
 * is worked out anew after each change (a few ms for hundreds of questions), so that nothing can be missed for good: a
 * killed process catches up with its next start.
 */
export function createQuestionMemory(deps: {
  store: Store;
  clock: Pick<Clock, 'sleep'>;
  live: Pick<LiveIndex, 'use'>;
  log: { warn(fields: object, message: string): void };
}): RunningMemory {
  const { store, clock, live, log } = deps;
  /** What each index was told last: numbers of questions, and whether they had a vector. */
  const told = new WeakMap<ModelIndex['index'], Map<number, boolean>>();
  /** The index that was prepared last: not serving yet, it must follow all the same. */
  let next: ModelIndex | null = null;
  let due = false;
  let running: Promise<void> | null = null;
  let quiet: AbortController | null = null;
  let stopped = false;

  const tell = async (opened: ModelIndex, signal?: AbortSignal, onlyKept = false): Promise<void> => {
    const questions = await rememberedQuestions({ store, vectors: opened.vectors, onlyKept }, signal);
    const known = told.get(opened.index) ?? new Map<number, boolean>();
    const now = new Map(questions.map(({ id, vector }) => [id, vector !== undefined]));
    const add = questions.filter(({ id }) => known.get(id) !== now.get(id));
    const remove = [...known.keys()].filter((id) => !now.has(id));
    if (add.length > 0 || remove.length > 0) await opened.index.remember({ add, remove });
    told.set(opened.index, now);
  };
  const tellAll = async (): Promise<void> => {
    await live.use((opened) => tell(opened));
    // An index that was given up is closed: its provider is not sent questions any more.
    if (next?.index.condition().state === 'closed') next = null;
    if (next !== null) await tell(next).catch(() => undefined);
  };
  const follow = async (): Promise<void> => {
    while (due) {
      due = false;
      const said = [...(await confirmedByVotes(store)), ...(await confirmedByPeople(store))];
      const { admitted, held } = await admit(said, documentsBySearch(store, live));
      if (await keepHeldBack(store, held)) log.warn({ held }, 'what is held back of question memory changed');
      // Imported votes passed their gate when they were trained with.
      await writeRemembered(store, toRemember([...admitted, ...(await confirmedByImports(store))]));
      await tellAll();
      await dropOrphanVectors(store);
    }
  };
  const start = (): Promise<void> => {
    quiet?.abort();
    running ??= follow()
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'question memory could not follow'))
      .finally(() => {
        running = null;
      });
    return running;
  };
  const settled = async (): Promise<void> => {
    while (due || running !== null) await start();
  };

  return {
    // A provider that is down must not hold up the start: what has no vector yet is embedded afterwards.
    load: () => live.use((opened) => tell(opened, undefined, true)),
    async prepare(opened, signal) {
      await tell(opened, signal);
      next = opened;
    },
    changed() {
      if (stopped) return;
      due = true;
      quiet?.abort();
      const waiting = new AbortController();
      quiet = waiting;
      clock.sleep(MEMORY_LIMITS.quietMs, waiting.signal).then(start, () => undefined);
    },
    settled,
    ofDocument: (documentId) => rememberedOf(store, documentId),
    async forget(documentId, id) {
      if (!(await forgetRow(store, documentId, id))) return false;
      due = true;
      await settled();
      return true;
    },
    async stop() {
      stopped = true;
      await settled();
    },
  };
}
