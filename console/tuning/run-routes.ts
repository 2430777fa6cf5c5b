import { z } from 'zod';
import { JOB_LIMITS } from '../../core/fine-tuning/jobs/limits.ts';
import { priceOf } from '../../core/fine-tuning/jobs/prices.ts';
import { serviceIds } from '../../core/fine-tuning/jobs/service.ts';
import { approaches, methods } from '../../core/fine-tuning/recipes/plan.ts';
import { labelKinds } from '../../core/fine-tuning/runs/choices.ts';
import type { TuningRun } from '../../core/fine-tuning/runs/tuning-run.ts';
import { byId, field } from '../audit/subjects.ts';
import { BadRequest, manyText, readForm } from '../requests/form.ts';
import { type Download, missing, type Page, type Reply, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { type TuningNeeds, viewOf } from './load-tuning.ts';
import { runPage } from './run-page.ts';
import { tarOf } from './tar.ts';

const whole = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const LOCKED = 'This step is locked: the one before it is not done.';

async function runOf(deps: TuningNeeds, visit: Visit): Promise<TuningRun> {
  const run = await deps.tuningRuns.get(param(visit.req, 'id'));
  if (run === undefined) throw new BadRequest('There is no such run.', 404);
  return run;
}

/** Keeps what was chosen at a step, and leads back to it. */
function stepRoute(
  deps: TuningNeeds,
  step: string,
  choose: (run: TuningRun, visit: Visit) => Promise<boolean>,
): Route {
  return formRoute(
    `/tuning/runs/:id/${step}`,
    'admin',
    { action: 'training.run', subject: byId },
    async (visit) => {
      const run = await runOf(deps, visit);
      if (!(await choose(run, visit))) throw new BadRequest(LOCKED, 422);
      return redirect(`/tuning/runs/${run.id}#step-${step}`);
    },
  );
}

async function chooseMetric(deps: TuningNeeds, run: TuningRun, { req }: Visit): Promise<boolean> {
  const { setId } = readForm(req, { setId: z.string() });
  const set = (await viewOf(deps, run)).sets.find(({ id }) => id === setId);
  if (set === undefined) throw new BadRequest('There is no such golden set.', 422);
  const baseline = (await deps.batches.listRuns(200)).find(({ id }) => id === set.runId);
  const passed = baseline === undefined || baseline.total === 0 ? 0 : baseline.passed / baseline.total;
  const choice = { setId, setName: set.name, baselineRun: set.runId ?? '', passed };
  return deps.tuningRuns.choose(run.id, 'metric', choice);
}

async function download(deps: TuningNeeds, visit: Visit): Promise<Download> {
  readForm(visit.req, {});
  const run = await runOf(deps, visit);
  const files = await deps.tuningRuns.files(run.id);
  if (files === null) throw new BadRequest('The run is not finished.', 422);
  return { download: tarOf(run.id, files), name: `${run.id}.tar.gz`, type: 'application/gzip' };
}

async function createJob(deps: TuningNeeds, visit: Visit): Promise<Reply> {
  const run = await runOf(deps, visit);
  const form = readForm(visit.req, {
    method: z.enum(['sft', 'dpo']),
    service: z.enum(serviceIds),
    model: z.string().trim().min(1).max(200),
    price: z.union([z.literal(''), z.coerce.number().min(0)]),
    budget: z.coerce.number().min(0),
  });
  if (run.steps.some(({ state }) => state !== 'done')) throw new BadRequest('The run is not finished.', 422);
  const made = await deps.trainingJobs.create(form.service, '', {
    ...{ baseModel: form.model, method: form.method, budget: form.budget, epochs: JOB_LIMITS.epochs },
    price: form.price === '' ? priceOf(form.service, form.model, form.method) : form.price,
    seed: run.choices.data?.seed ?? 0,
  });
  if ('job' in made) return redirect(`/tuning#${made.job.id}`);
  return {
    ...runPage(await viewOf(deps, run), visit.session, { text: made.refusal, good: false }),
    status: 422,
  };
}

export function runRoutes(deps: TuningNeeds): Route[] {
  const { tuningRuns } = deps;
  return [
    formRoute(
      '/tuning/runs',
      'admin',
      { action: 'training.run', subject: field('name') },
      async ({ req, session }) => {
        const { name } = readForm(req, { name: z.string().trim().min(1).max(80) });
        return redirect(`/tuning/runs/${await tuningRuns.start(name, session.user.name)}`);
      },
    ),
    pageRoute({
      path: '/tuning/runs/:id',
      access: 'curator',
      load: async (asked) => {
        const run = await tuningRuns.get(asked.param('id'));
        return run === undefined ? missing('There is no such run.') : viewOf(deps, run);
      },
      page: (view, session): Page => runPage(view, session),
    }),
    stepRoute(deps, 'data', async ({ id }, { req }) => {
      const { labels, seed } = readForm(req, { labels: z.enum(labelKinds), seed: whole });
      return tuningRuns.chooseData(id, labels, seed);
    }),
    stepRoute(deps, 'metric', (run, visit) => chooseMetric(deps, run, visit)),
    stepRoute(deps, 'model', async ({ id }, { req }) => {
      const form = { base: z.string().max(200), memory: z.coerce.number().min(1).max(10_000) };
      return tuningRuns.choose(id, 'model', readForm(req, form));
    }),
    stepRoute(deps, 'architecture', async ({ id }, { req }) =>
      tuningRuns.choose(
        id,
        'architecture',
        readForm(req, { approach: z.enum(approaches), targets: manyText }),
      ),
    ),
    stepRoute(deps, 'approach', async ({ id }, { req }) =>
      tuningRuns.choose(id, 'approach', readForm(req, { method: z.enum(methods) })),
    ),
    stepRoute(deps, 'hyperparameters', async ({ id }, { req }) => {
      const form = { rank: whole, virtualTokens: whole, reduction: whole };
      return tuningRuns.choose(id, 'hyperparameters', readForm(req, form));
    }),
    formRoute('/tuning/runs/:id/download', 'admin', { action: 'training.download', subject: byId }, (visit) =>
      download(deps, visit),
    ),
    formRoute('/tuning/runs/:id/job', 'admin', { action: 'training.job', subject: byId }, (visit) =>
      createJob(deps, visit),
    ),
  ];
}
