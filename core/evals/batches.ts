import { AppError } from '../errors.ts';
import type { Batches, EvalSet, RunOptions } from '../ports/batches.ts';
import { isoNow } from '../ports/clock.ts';
import type { JobHandler, JobQueue } from '../ports/job-queue.ts';
import { readGeneration } from '../store/meta.ts';
import { listSets, readSet, readVersions, removeSet, type SetDeps, writeSet } from './datasets/eval-sets.ts';
import { readGoldenCases } from './datasets/golden-cases.ts';
import { readBaseline, setBaseline } from './runs/baseline.ts';
import { pageOfCases } from './runs/case-pages.ts';
import { countAsked, createEvalJob } from './runs/eval-job.ts';
import { judgeCase } from './runs/judge-case.ts';
import { planRun, unpricedAmong } from './runs/plan.ts';
import type { Ask } from './runs/run-case.ts';
import {
  countCases,
  moveRun,
  type RunConfig,
  type RunRow,
  readRun,
  recount,
  totalsFor,
  writeConfig,
} from './runs/run-rows.ts';
import { viewCase, viewCases, viewRun, viewRuns } from './runs/run-view.ts';
import { countTrials, forgetFailedTrials } from './runs/trials.ts';
import { allScorers } from './scorers/all-scorers.ts';

/** Kind of the job that does an eval run. */
export const EVAL_JOB = 'eval-run';

const RUNS = 50;

/** What answers: the answerer's id, the models behind it in order, and Docent's version. */
export type AboutAnswers = Pick<RunConfig, 'answerer' | 'version'> & { models?: readonly string[] };

export type BatchesDeps = SetDeps & {
  jobs: JobQueue;
  ask: Ask;
  /** What answers now, or would with these models, for a run's record. */
  about(models?: readonly string[]): AboutAnswers | Promise<AboutAnswers>;
};

/** Golden question sets and their runs over the store; `evalJob` belongs to the job kind `EVAL_JOB`. */
export function createBatches(deps: BatchesDeps): { batches: Batches; evalJob: JobHandler } {
  const { store, clock, random, jobs } = deps;

  /** `maxCalls` is kept as the number of answers to end at, so that a job begun anew asks no more than was meant. */
  async function queue(run: Pick<RunRow, 'id' | 'config' | 'totals'>, maxCalls?: number): Promise<void> {
    const budget = maxCalls === undefined ? {} : { endAt: (await countAsked(store, run)) + maxCalls };
    const job = await jobs.add(EVAL_JOB, { runId: run.id, ...budget }, { key: `${EVAL_JOB}:${run.id}` });
    await writeConfig(store, run, { job });
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

  async function knownSet(setId: string): Promise<EvalSet> {
    const set = await readSet(store, setId);
    if (set !== undefined) return set;
    throw new AppError(
      'evals.unknown-set',
      `There is no question set ${setId}.`,
      'Import it, or pick another.',
    );
  }

  async function configFor(options: RunOptions): Promise<RunConfig> {
    const { models, meaning, maxUsd, trials = 1 } = options;
    const about = await deps.about(models);
    const unpriced = maxUsd === undefined ? [] : unpricedAmong(about.models ?? []);
    if (unpriced.length > 0)
      throw new AppError(
        'evals.unknown-price',
        `Nobody told Docent what ${unpriced.join(', ')} costs, so a limit in dollars would not hold.`,
        'Limit the number of questions instead.',
      );
    return {
      ...about,
      ...{ generation: await readGeneration(store), job: null },
      ...(models === undefined ? {} : { ownModels: true as const }),
      ...(meaning === undefined ? {} : { meaning }),
      ...(maxUsd === undefined ? {} : { maxUsd }),
      ...(trials > 1 ? { trials } : {}),
    };
  }

  const batches: Batches = {
    scorers: allScorers,

    async importSet({ name, format, text, into }) {
      const { cases, rejected } = readGoldenCases(format, text);
      const latest =
        into === undefined ? undefined : (await readVersions(store, (await knownSet(into)).lineage))[0];
      const place = latest === undefined ? { name } : { name: latest.name, next: latest };
      // Half a set would measure something else under the same name.
      if (cases.length === 0 || rejected.length > 0) return { setId: '', cases: 0, rejected };
      return { setId: await writeSet(deps, place, cases), cases: cases.length, rejected };
    },

    listSets: () => listSets(store),

    async plan(setId, { models, trials = 1 }) {
      const { cases } = await knownSet(setId);
      const about = await deps.about(models);
      return planRun(store, { cases, trials, models: about.models ?? [] });
    },

    async start(setId, options) {
      const set = await knownSet(setId);
      const now = isoNow(clock);
      const run = { id: random.id('run'), config: await configFor(options), totals: null };
      const name = options.name?.trim() || `${set.name}, ${now.slice(0, 16).replace('T', ' ')}`;
      await store
        .insertInto('eval_runs')
        .values({
          ...{ id: run.id, set_id: setId, name, state: 'queued', created_at: now, finished_at: null },
          ...{ config: JSON.stringify(run.config), totals: null, spent: null, baseline: 0 },
        })
        .execute();
      await queue(run, options.maxCalls);
      return { runId: run.id };
    },

    listRuns: (limit = RUNS) => viewRuns(deps, limit),

    async readRun(runId) {
      const run = await readRun(store, runId);
      return run === undefined ? undefined : viewRun(deps, run);
    },

    listCases: (runId, page) => pageOfCases(store, runId, page),

    async readCase(runId, caseId) {
      const run = await readRun(store, runId);
      return run === undefined ? undefined : viewCase(store, run, caseId);
    },

    async showRun(runId, how) {
      const run = await readRun(store, runId);
      if (run === undefined) return undefined;
      return { run: await viewRun(deps, run), cases: await viewCases(store, run, how) };
    },

    async judge(runId, caseId, right) {
      const shown = await batches.readCase(runId, caseId);
      return shown === undefined ? false : judgeCase(store, { result: shown.result, right });
    },

    setBaseline: (runId) => setBaseline(store, runId),
    baselineOf: (lineage) => readBaseline(store, lineage),

    async cancel(runId) {
      const run = await readRun(store, runId);
      if (run !== undefined) await cancel(run);
    },

    async resume(runId, { maxCalls, maxUsd } = {}) {
      const found = await readRun(store, runId);
      if (found === undefined) return false;
      if (await isUnderWay(found)) return true;
      const { passed, failed, unjudged } = await totalsFor(store, found);
      const whole = passed + failed + unjudged === (await countCases(store, found.set_id));
      if (found.state === 'done' && whole && (await countTrials(store, runId)).errors === 0) return false;
      // A case that ended in an error was not measured: it is asked again.
      await forgetFailedTrials(store, runId);
      await store
        .deleteFrom('eval_results')
        .where('run_id', '=', runId)
        .where('error', 'is not', null)
        .execute();
      await recount(store, runId);
      await moveRun(store, runId, [found.state], { state: 'queued', finishedAt: null });
      const run = (await readRun(store, runId)) ?? found;
      if (maxUsd !== undefined) {
        const { maxUsd: _old, ...config } = run.config;
        run.config = maxUsd === null ? config : { ...config, maxUsd };
      }
      await queue(run, maxCalls);
      return true;
    },

    async deleteSet(setId) {
      const set = await readSet(store, setId);
      if (set === undefined) return false;
      const versions = await readVersions(store, set.lineage);
      const runs = await store
        .selectFrom('eval_runs')
        .select('id')
        .where(
          'set_id',
          'in',
          versions.map(({ id }) => id),
        )
        .execute();
      for (const { id } of runs) await batches.cancel(id);
      return removeSet(store, setId);
    },
  };

  return { batches, evalJob: createEvalJob(deps) };
}
