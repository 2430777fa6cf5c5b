import { z } from 'zod';
import type { EvalRun } from '../../../core/ports/batches.ts';
import type { Audited } from '../../audit/audit-trail.ts';
import { byId, field } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { isInstead, type Missing, missing, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { findSet } from '../find-set.ts';
import { type CaseEditView, caseEditPage } from './case-edit-page.ts';
import { type CaseFields, caseOf, fieldsOf, problemWith } from './case-form.ts';
import { draftRoutes, draftsPath } from './draft-routes.ts';
import { type SetView, setPage, setPath } from './set-page.ts';

export type SetNeeds = Pick<ConsoleDeps, 'batches' | 'dataSets' | 'library'>;
type Needs = SetNeeds;

const CASES_SHOWN = 50;
/** Latest runs among which those of a set are looked for. */
const RUNS_READ = 200;
const NO_CASE = 'The set has no such question any more.';

async function loadSet({ batches, dataSets }: Needs, { param, query }: Asked): Promise<SetView | Missing> {
  const set = await findSet({ dataSets }, param('id'));
  if (isInstead(set)) return set;
  const after = Number.parseInt(query('after'), 10);
  const search = query('q').slice(0, 200);
  const place = Number.isNaN(after) ? {} : { after };
  const page = await dataSets.cases(set.id, { limit: CASES_SHOWN, search, ...place });
  const runs = (await batches.listRuns(RUNS_READ)).filter(({ lineage }: EvalRun) => lineage === set.lineage);
  return {
    ...{ set, ...page, search, after: Number.isNaN(after) ? null : after },
    ...{ versions: await dataSets.versions(set.lineage), runs: runs.reverse() },
  };
}

async function loadCase({ dataSets }: Needs, { param }: Asked): Promise<CaseEditView | Missing> {
  const set = await findSet({ dataSets }, param('id'));
  if (isInstead(set)) return set;
  const found = await dataSets.case(set.id, param('case'));
  return found === undefined
    ? missing(NO_CASE)
    : { set, caseId: found.id, fields: fieldsOf(found), problem: null };
}

const text = (longest: number) => z.string().max(longest).default('');

function readCase({ req }: Visit): CaseFields {
  const { mustAbstain, ...fields } = readForm(req, {
    ...{ question: text(2_000), expectedAnswer: text(20_000), expectedFacts: text(20_000) },
    ...{ expectedSources: text(20_000), tags: text(200) },
    mustAbstain: z.literal('yes').optional(),
  });
  return { ...fields, mustAbstain: mustAbstain === 'yes' };
}

/** Adds or changes a case; what cannot be kept comes back with its problem. */
async function saveCase(deps: Needs, visit: Visit, caseId: string | null): Promise<Reply> {
  const fields = readCase(visit);
  const set = await findSet(deps, param(visit.req, 'id'));
  if (isInstead(set)) return set;
  const problem = problemWith(fields);
  if (problem !== null) return caseEditPage({ set, caseId, fields, problem }, visit.session);
  if (caseId === null)
    return redirect(`${setPath(await deps.dataSets.add(set.id, [caseOf(fields)]))}#questions`);
  const before = await deps.dataSets.case(set.id, caseId);
  // What people judged wrong stays wrong while the question is the same.
  const wrong =
    before?.wrongAnswers === undefined || before.question !== fields.question.trim()
      ? {}
      : { wrongAnswers: before.wrongAnswers };
  const id = await deps.dataSets.change(set.id, caseId, { ...caseOf(fields), ...wrong });
  return id === null ? missing(NO_CASE) : redirect(`${setPath(id)}#questions`);
}

async function removeCase(deps: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  const set = await findSet(deps, param(req, 'id'));
  if (isInstead(set)) return set;
  const id = await deps.dataSets.remove(set.id, param(req, 'case'));
  return id === null ? missing(NO_CASE) : redirect(`${setPath(id)}#questions`);
}

async function create(deps: Needs, { req }: Visit): Promise<Reply> {
  const { name, document } = readForm(req, { name: z.string().trim().max(120), document: text(80) });
  if (name === '') throw new BadRequest('Give the set a name.', 422);
  const id = await deps.dataSets.create(name);
  return redirect(document === '' ? setPath(id) : draftsPath(id, document));
}

export function setRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const path = '/batches/sets/:id';
  const edited: Audited = { action: 'eval-set.edit', subject: byId };
  return [
    formRoute('/batches/sets', access, { action: 'eval-set.create', subject: field('name') }, (visit) =>
      create(deps, visit),
    ),
    pageRoute({ path, access, load: (asked) => loadSet(deps, asked), page: setPage }),
    formRoute(`${path}/cases`, access, edited, (visit) => saveCase(deps, visit, null)),
    pageRoute({
      path: `${path}/cases/:case`,
      access,
      load: (asked) => loadCase(deps, asked),
      page: caseEditPage,
    }),
    formRoute(`${path}/cases/:case`, access, edited, (visit) =>
      saveCase(deps, visit, param(visit.req, 'case')),
    ),
    formRoute(`${path}/cases/:case/delete`, access, edited, (visit) => removeCase(deps, visit)),
    ...draftRoutes(deps),
  ];
}
