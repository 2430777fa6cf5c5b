import { AppError } from '../errors.ts';
import type { Batches } from '../ports/batches.ts';
import { type Clock, isoNow } from '../ports/clock.ts';
import type { JobHandler, JobQueue } from '../ports/job-queue.ts';
import type { Random } from '../ports/random.ts';
import { readGeneration } from '../store/meta.ts';
import type { Store } from '../store/schema.ts';
import { countAsked, createEvalJob } from './eval-job.ts';
import { listSets, removeSet, writeSet } from './eval-sets.ts';
import { readGoldenCases } from './golden-cases.ts';
import type { Ask } from './run-case.ts';
import {
  countCases,
  finishedCases,
  moveRun,
  type RunConfig,
  type RunRow,
  readRun,
  writeJob,
} from './run-rows.ts';
import { viewCases, viewRun, viewRuns } from './run-view.ts';
import { allScorers } from './scorers/all-scorers.ts';
import { countTrials, forgetFailedTrials } from './trials.ts';

/** Kind of the job that does an eval run. */
export const EVAL_JOB = 'eval-run';

const RUNS = 50;

export type BatchesDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  jobs: JobQueue;
  ask: Ask;
  /** What answers right now, for a run's record: answerer id and Docent's version. */
  about(): Pick<RunConfig, 'answerer' | 'version'>;
};

/** Golden question sets and their runs over the store; `evalJob` belongs to the job kind `EVAL_JOB`. */
export function createBatches(deps: BatchesDeps): { batches: Batches; evalJob: JobHandler } {
  const { store, clock, random, jobs } = deps;

  /** `maxCalls` is kept as the number of answers to end at, so that a job begun anew asks no more than was meant. */
  async function queue(run: Pick<RunRow, 'id' | 'config'>, maxCalls: number | undefined): Promise<void> {
    const budget = maxCalls === undefined ? {} : { endAt: (await countAsked(store, run)) + maxCalls };
    const job = await jobs.add(EVAL_JOB, { runId: run.id, ...budget }, { key: `${EVAL_JOB}:${run.id}` });
    await writeJob(store, run, job);
  }

  async function cancel(run: RunRow): Promise<void> {
    const end = { state: 'cancelled', finishedAt: isoNow(clock) } as const;
    if (!(await moveRun(store, run.id, ['queued', 'running'], end))) return;
    if (run.config.job !== null) await jobs.cancel(run.config.job);
  }

  async function isUnderWay(run: RunRow): Promise<boolean> {
    if ((run.state !== 'queued' && run.state !== 'running') || run.config.job === null) return false;
    const state = (await jobs.get(run.config.job))?.state;
    return state === 'queued' || state === 'running';
  }

  const batches: Batches = {
    scorers: allScorers,

    async importSet({ name, format, text }) {
      const { cases, rejected } = readGoldenCases(format, text);
      const setId = cases.length === 0 ? '' : await writeSet(deps, name, cases);
      return { setId, cases: cases.length, rejected };
    },

    listSets: () => listSets(store),

    async start(setId, options) {
      const set = await store.selectFrom('eval_sets').selectAll().where('id', '=', setId).executeTakeFirst();
      if (set === undefined)
        throw new AppError(
          'evals.unknown-set',
          `There is no question set ${setId}.`,
          'Import it, or pick another.',
        );
      const config: RunConfig = {
        ...deps.about(),
        ...{ generation: await readGeneration(store), job: null },
        ...(options.trials !== undefined && options.trials > 1 && { trials: options.trials }),
      };
      const run = { id: random.id('run'), config };
      const now = isoNow(clock);
      const name = options.name?.trim() || `${set.name}, ${now.slice(0, 16).replace('T', ' ')}`;
      await store
        .insertInto('eval_runs')
        .values({
          id: run.id,
          set_id: setId,
          name,
          state: 'queued',
          config: JSON.stringify(config),
          created_at: now,
          finished_at: null,
        })
        .execute();
      await queue(run, options.maxCalls);
      return { runId: run.id };
    },

    listRuns: (limit = RUNS) => viewRuns(deps, limit),

    async showRun(runId) {
      const run = await readRun(store, runId);
      if (run === undefined) return undefined;
      return { run: await viewRun(deps, run), cases: await viewCases(store, run) };
    },

    async cancel(runId) {
      const run = await readRun(store, runId);
      if (run !== undefined) await cancel(run);
    },

    async resume(runId, { maxCalls } = {}) {
      const run = await readRun(store, runId);
      if (run === undefined) return false;
      if (await isUnderWay(run)) return true;
      const finished = await finishedCases(store, runId);
      const scored = finished.filter((one) => one.error === null).length;
      const whole = scored === (await countCases(store, run.set_id));
      if (run.state === 'done' && whole && (await countTrials(store, runId)).errors === 0) return false;
      // A case that ended in an error was not measured: it is asked again.
      await forgetFailedTrials(store, runId);
      await store
        .deleteFrom('eval_results')
        .where('run_id', '=', runId)
        .where('error', 'is not', null)
        .execute();
      await moveRun(store, runId, [run.state], { state: 'queued', finishedAt: null });
      await queue(run, maxCalls);
      return true;
    },

    async deleteSet(setId) {
      const runs = await store.selectFrom('eval_runs').select('id').where('set_id', '=', setId).execute();
      for (const { id } of runs) await batches.cancel(id);
      return removeSet(store, setId);
    },
  };

  return { batches, evalJob: createEvalJob(deps) };
}
