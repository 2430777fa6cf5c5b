import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { RunOptions } from '../../../core/ports/batches.ts';
import { byId } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { readForm } from '../../requests/form.ts';
import { isInstead, type Missing, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { pageRoute } from '../../routes/view-route.ts';
import { findSet } from '../find-set.ts';
import { runPath } from '../runs/run-list.ts';
import { type StartFields, type StartView, startDefaults, startPage } from './start-page.ts';

export type StartNeeds = Pick<ConsoleDeps, 'batches' | 'dataSets' | 'modelsProblem'>;

const TRIALS = 20;

type Read = { ok: true; options: RunOptions } | { ok: false; problem: string };

/** What the fields ask for; a field that cannot be used is named. */
async function optionsOf({ modelsProblem }: StartNeeds, fields: StartFields): Promise<Read> {
  const problem = (words: string): Read => ({ ok: false, problem: words });
  const models = fields.models.split(',').flatMap((model) => model.trim() || []);
  const wrong = models.length === 0 ? null : await modelsProblem(models);
  if (wrong !== null) return problem(`These models cannot be used. ${wrong}`);
  const [trials, maxCalls, maxUsd] = [fields.trials, fields.maxCalls, fields.maxUsd].map((text) =>
    text.trim() === '' ? null : Number(text),
  );
  const isCount = (value: number) => Number.isInteger(value) && value >= 1;
  if (trials != null && !(isCount(trials) && trials <= TRIALS))
    return problem(`Each question can be asked 1 to ${TRIALS} times.`);
  if (maxCalls != null && !isCount(maxCalls))
    return problem('The limit of questions must be a whole number from 1.');
  if (maxUsd != null && !(maxUsd > 0 && Number.isFinite(maxUsd)))
    return problem('The limit in dollars must be above 0.');
  return {
    ok: true,
    options: {
      ...(fields.name.trim() === '' ? {} : { name: fields.name.trim() }),
      ...(models.length === 0 ? {} : { models }),
      ...(fields.meaning === 'off' ? { meaning: false as const } : {}),
      ...(trials == null ? {} : { trials }),
      ...(maxCalls == null ? {} : { maxCalls }),
      ...(maxUsd == null ? {} : { maxUsd }),
    },
  };
}

async function viewOf(
  deps: StartNeeds,
  id: string,
  fields: StartFields,
  refused: string | null,
): Promise<StartView | Missing> {
  const set = await findSet(deps, id);
  if (isInstead(set)) return set;
  const read = await optionsOf(deps, fields);
  return {
    ...{ set, fields, problem: refused ?? (read.ok ? null : read.problem) },
    plan: await deps.batches.plan(set.id, read.ok ? read.options : {}),
  };
}

function fieldsIn({ req }: Visit): StartFields {
  const text = (longest: number) => z.string().max(longest).default('');
  return readForm(req, {
    ...{ name: text(120), models: text(400), trials: text(10), maxCalls: text(12), maxUsd: text(12) },
    meaning: z.enum(['settings', 'off']).default('settings'),
  });
}

async function estimate(deps: StartNeeds, visit: Visit, refused: string | null = null): Promise<Reply> {
  const view = await viewOf(deps, param(visit.req, 'id'), fieldsIn(visit), refused);
  return isInstead(view) ? view : startPage(view, visit.session);
}

/** The page again where a field cannot be used, with the reason: nothing was started then. */
async function start(deps: StartNeeds, visit: Visit): Promise<Reply> {
  const found = await findSet(deps, param(visit.req, 'id'));
  if (isInstead(found)) return found;
  const read = await optionsOf(deps, fieldsIn(visit));
  let refused: string | null = null;
  if (read.ok) {
    try {
      const { runId } = await deps.batches.start(found.id, read.options);
      return redirect(runPath(runId));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'evals.unknown-price') throw error;
      refused = `${error.message} ${error.hint}`;
    }
  }
  return estimate(deps, visit, refused);
}

export function startRoutes(deps: StartNeeds): Route[] {
  const access = 'curator';
  return [
    pageRoute({
      path: '/batches/sets/:id/run',
      access,
      load: ({ param }) => viewOf(deps, param('id'), startDefaults, null),
      page: startPage,
    }),
    formRoute('/batches/sets/:id/run', access, { action: 'eval-set.run', subject: byId }, (visit) =>
      start(deps, visit),
    ),
    formRoute('/batches/sets/:id/estimate', access, 'nothing', (visit) => estimate(deps, visit)),
  ];
}
