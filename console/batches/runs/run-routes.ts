import { z } from 'zod';
import { compareRuns } from '../../../core/evals/gates/compare-runs.ts';
import { priceOf } from '../../../core/evals/prices/prices.ts';
import type { Verdict } from '../../../core/ports/batches.ts';
import type { Passage } from '../../../core/types.ts';
import { byId } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { isInstead, type Missing, missing, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, fragmentRoute, pageRoute } from '../../routes/view-route.ts';
import { WORTH_SEEING } from '../compare/worth-seeing.ts';
import { type AgainstView, againstLine } from './against.ts';
import { type CaseListView, caseList } from './case-list.ts';
import { type CaseView, caseDrawer, casePage } from './case-page.ts';
import { exportRoutes } from './export-routes.ts';
import { runList, runPath } from './run-list.ts';
import { type ProgressView, type RunView, runPage, runProgress } from './run-page.ts';

export type RunNeeds = Pick<ConsoleDeps, 'batches' | 'feedback' | 'library' | 'log'>;

export const RUNS_SHOWN = 50;
const CASES_SHOWN = 50;
/** Passages of a case that are shown. */
const PASSAGES_SHOWN = 8;
const NO_RUN = 'There is no such run. Its set may have been deleted.';

const verdicts: readonly Verdict[] = ['failed', 'error', 'unjudged', 'passed'];

/** Scorers carry their functions; a page needs their words. */
export const shownScorers = ({ batches }: Pick<ConsoleDeps, 'batches'>) =>
  batches.scorers.map(({ name, label, help }) => ({ name, label, help }));

async function loadProgress(deps: RunNeeds, id: string): Promise<ProgressView | Missing> {
  const run = await deps.batches.readRun(id);
  if (run === undefined) return missing(NO_RUN);
  return { run, scorers: shownScorers(deps), baseline: await deps.batches.baselineOf(run.lineage) };
}

async function loadRun(deps: RunNeeds, { param, query }: Asked): Promise<RunView | Missing> {
  const progress = await loadProgress(deps, param('id'));
  if (isInstead(progress)) return progress;
  const verdict = verdicts.find((one) => one === query('show')) ?? null;
  const after = query('after').slice(0, 40) || null;
  const page = await deps.batches.listCases(progress.run.id, {
    limit: CASES_SHOWN,
    ...(verdict === null ? {} : { verdict }),
    ...(after === null ? {} : { after }),
  });
  return { ...progress, ...page, chosen: { verdict, after } };
}

async function loadCase(deps: RunNeeds, { param }: Asked): Promise<CaseView | Missing> {
  const run = await deps.batches.readRun(param('id'));
  if (run === undefined) return missing(NO_RUN);
  const found = await deps.batches.readCase(run.id, param('case'));
  if (found === undefined) return missing('The run has no such case.');
  const { result, calls } = found;
  const record = result.traceId === null ? undefined : await deps.feedback.answer(result.traceId);
  const passages: Passage[] = [];
  for (const { passageId } of record?.answer.retrieved?.passages.slice(0, PASSAGES_SHOWN) ?? []) {
    const passage = await deps.library.passage(passageId);
    if (passage !== undefined) passages.push(passage);
  }
  const priced = calls.map((call) => {
    const { inputTokens: input = null, outputTokens: output = null } = call.usage ?? {};
    const usd = input === null || output === null ? null : priceOf(call.model, { input, output });
    return { ...call, usd };
  });
  return {
    ...{ run: { id: run.id, name: run.name }, result, calls: priced, passages, scorers: shownScorers(deps) },
    answer:
      record === undefined
        ? null
        : { ms: record.answer.ms, usage: record.answer.usage, evidence: record.answer.evidence },
  };
}

async function loadAgainst({ batches }: RunNeeds, { param }: Asked): Promise<AgainstView | Missing> {
  const run = await batches.readRun(param('id'));
  if (run === undefined) return missing(NO_RUN);
  const id = await batches.baselineOf(run.lineage);
  const [mine, theirs] = [
    await batches.showRun(run.id, 'outline'),
    id === null ? undefined : await batches.showRun(id, 'outline'),
  ];
  if (mine === undefined || theirs === undefined) return missing('There is no baseline any more.');
  const compared = compareRuns(mine.cases, theirs.cases, { scorers: [], points: WORTH_SEEING });
  return {
    ...{ runId: run.id, baseline: { id: theirs.run.id, name: theirs.run.name } },
    compared:
      compared === null
        ? null
        : {
            difference: compared.difference,
            interval: compared.interval,
            p: compared.p,
            verdict: compared.verdict,
            statement: compared.statement,
          },
  };
}

/** Where a form may lead back to: a page of batches. */
function backTo(given: string, otherwise: string): string {
  return /^\/batches\/runs\/[\w-]+(?:\?[\w=&:%-]*)?$/.test(given) ? given : otherwise;
}

async function judge(deps: RunNeeds, { req }: Visit): Promise<Reply> {
  const { right, back } = readForm(req, {
    right: z.enum(['yes', 'no']),
    back: z.string().max(300).default(''),
  });
  const [runId, caseId] = [param(req, 'id'), param(req, 'case')];
  if ((await deps.batches.readCase(runId, caseId)) === undefined) return missing('The run has no such case.');
  if (!(await deps.batches.judge(runId, caseId, right === 'yes')))
    throw new BadRequest('This case was judged already, or has no answer to judge.', 409);
  return redirect(`${backTo(back, runPath(runId))}#cases`);
}

async function change(
  { batches }: RunNeeds,
  { req }: Visit,
  verb: 'cancel' | 'resume' | 'baseline',
): Promise<Reply> {
  const run = await batches.readRun(param(req, 'id'));
  if (run === undefined) return missing(NO_RUN);
  if (verb === 'resume') {
    const { maxUsd } = readForm(req, { maxUsd: z.string().max(12).optional() });
    const limit = maxUsd === undefined ? {} : { maxUsd: limitOf(maxUsd) };
    if (!(await batches.resume(run.id, limit))) throw new BadRequest('This run has nothing left to do.', 409);
  } else {
    readForm(req, {});
    await (verb === 'cancel' ? batches.cancel(run.id) : batches.setBaseline(run.id));
  }
  return redirect(runPath(run.id));
}

/** An empty field takes the limit away. */
function limitOf(text: string): number | null {
  if (text.trim() === '') return null;
  const usd = Number(text);
  if (usd > 0 && Number.isFinite(usd)) return usd;
  throw new BadRequest('The limit in dollars must be above 0.', 422);
}

export function runRoutes(deps: RunNeeds): Route[] {
  const access = 'curator';
  const background = true;
  const path = '/batches/runs/:id';
  return [
    fragmentRoute({
      ...{ path: '/batches/runs', access, background },
      load: async () => ({ runs: await deps.batches.listRuns(RUNS_SHOWN) }),
      fragment: ({ runs }) => runList(runs),
    }),
    pageRoute({ path, access, load: (asked) => loadRun(deps, asked), page: runPage }),
    fragmentRoute({
      ...{ path: `${path}/live`, access, background },
      load: ({ param }) => loadProgress(deps, param('id')),
      fragment: runProgress,
    }),
    fragmentRoute({
      ...{ path: `${path}/cases`, access },
      load: (asked): Promise<CaseListView | Missing> => loadRun(deps, asked),
      fragment: caseList,
    }),
    fragmentRoute({
      path: `${path}/against`,
      access,
      load: (asked) => loadAgainst(deps, asked),
      fragment: againstLine,
    }),
    pageRoute({
      path: `${path}/cases/:case`,
      access,
      load: (asked) => loadCase(deps, asked),
      page: casePage,
    }),
    fragmentRoute({
      ...{ path: `${path}/cases/:case/drawer`, access },
      load: (asked) => loadCase(deps, asked),
      fragment: caseDrawer,
    }),
    formRoute(`${path}/cases/:case/judge`, access, { action: 'eval-set.judge', subject: byId }, (visit) =>
      judge(deps, visit),
    ),
    formRoute(`${path}/cancel`, access, { action: 'eval-set.cancel', subject: byId }, (visit) =>
      change(deps, visit, 'cancel'),
    ),
    formRoute(`${path}/resume`, access, { action: 'eval-set.resume', subject: byId }, (visit) =>
      change(deps, visit, 'resume'),
    ),
    formRoute(`${path}/baseline`, access, { action: 'eval-set.baseline', subject: byId }, (visit) =>
      change(deps, visit, 'baseline'),
    ),
    ...exportRoutes(deps),
  ];
}
