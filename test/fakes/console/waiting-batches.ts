import { createBatches } from '../../../core/evals/batches.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { Batches } from '../../../core/ports/batches.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { JobQueue } from '../../../core/ports/job-queue.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { Answer, Question } from '../../../core/types.ts';
import { anAnswer } from '../../fixtures/answers.ts';

export type WaitingBatches = Batches & {
  /** Takes every run that is under way to its end. */
  finishRuns(): Promise<void>;
  /** Gives its ids. */
  random: Random;
};

/**
 * Docent's own batches over a store, whose jobs wait until a test wants them done. Every second question ends in an error.
 * Ids count from 1.
 */
export function createWaitingBatches(deps: {
  store: Store;
  clock: Clock;
  ask?: (question: Question) => Promise<Answer>;
}): WaitingBatches {
  const made = new Map<string, number>();
  const random = {
    ...systemRandom,
    id(prefix: string) {
      made.set(prefix, (made.get(prefix) ?? 0) + 1);
      return `${prefix}_${made.get(prefix)}`;
    },
  };
  const waiting: Record<string, unknown>[] = [];
  const queue = {
    async add(_kind: string, payload: object) {
      waiting.push(payload as Record<string, unknown>);
      return `job_${waiting.length}`;
    },
    get: async () => ({ state: 'queued' }),
    cancel: async () => undefined,
  } as unknown as JobQueue;
  let asked = 0;
  const everySecond = async ({ text }: Question) => {
    asked += 1;
    if (asked % 2 === 0) throw new Error('The model did not answer.');
    return anAnswer({ question: text, traceId: 'tr_case', text: 'Five days carry over [1].' });
  };
  const { batches, evalJob } = createBatches({
    ...deps,
    ...{ random, jobs: queue, ask: deps.ask ?? everySecond },
    about: (models) => ({ answerer: 'scripted-1', version: '1.2.3', models: models ?? ['extractive'] }),
  });
  return {
    ...batches,
    random,
    async finishRuns() {
      for (const payload of waiting.splice(0)) {
        const job = { payload } as Parameters<typeof evalJob>[0];
        await evalJob(job, { signal: new AbortController().signal, progress: async () => undefined });
      }
    },
  };
}
