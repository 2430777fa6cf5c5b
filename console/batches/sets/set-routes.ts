import { z } from 'zod';
import type { EvalRun } from '../../../core/ports/batches.ts';
import type { Audited } from '../../audit/audit-trail.ts';
import { byId, field } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, manyText, readForm } from '../../requests/form.ts';
import { isInstead, type Missing, missing, type Reply, redirect } from '../../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, pageRoute } from '../../routes/view-route.ts';
import { findSet } from '../find-set.ts';
import { type CaseEditView, caseEditPage } from './case-edit-page.ts';
import { type CaseFields, caseOf, fieldsOf, problemWith } from './case-form.ts';
import { type DraftSource, type DraftsView, draftsPage } from './drafts-page.ts';
import { type SetView, setPage, setPath } from './set-page.ts';

type Needs = Pick<ConsoleDeps, 'batches' | 'dataSets'>;

const CASES_SHOWN = 50;
const DRAFTS_SHOWN = 50;
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

async function loadDrafts(
  { dataSets }: Needs,
  { param }: Asked,
  source: DraftSource,
): Promise<DraftsView | Missing> {
  const set = await findSet({ dataSets }, param('id'));
  if (isInstead(set)) return set;
  const drafts =
    source === 'votes'
      ? await dataSets.fromVotes(set.id, DRAFTS_SHOWN)
      : await dataSets.fromDocuments(set.id, DRAFTS_SHOWN);
  return { set, source, drafts };
}

const draft = z.strictObject({
  question: z.string().trim().min(1).max(2_000),
  expectedSources: z.array(z.string()),
  expectedAnswer: z.string().nullable(),
  from: z.string().max(80).optional(),
});

async function takeDrafts(deps: Needs, { req }: Visit): Promise<Reply> {
  const { take } = readForm(req, { take: manyText });
  const set = await findSet(deps, param(req, 'id'));
  if (isInstead(set)) return set;
  if (take.length === 0) throw new BadRequest('Tick the questions to take first.', 422);
  const cases = take.map((json) => {
    const read = draft.safeParse(parsed(json));
    if (!read.success) throw new BadRequest('The form has a draft that cannot be used.');
    const { from, ...golden } = read.data;
    return { ...golden, mustAbstain: false, ...(from === undefined ? {} : { from }) };
  });
  return redirect(`${setPath(await deps.dataSets.add(set.id, cases))}#questions`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

async function create(deps: Needs, { req }: Visit): Promise<Reply> {
  const { name } = readForm(req, { name: z.string().trim().max(120) });
  if (name === '') throw new BadRequest('Give the set a name.', 422);
  return redirect(setPath(await deps.dataSets.create(name)));
}

export function setRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const path = '/batches/sets/:id';
  const edited: Audited = { action: 'eval-set.edit', subject: byId };
  const drafts = (source: DraftSource): Route[] => [
    pageRoute({
      ...{ path: `${path}/drafts/${source}`, access },
      load: (asked) => loadDrafts(deps, asked, source),
      page: draftsPage,
    }),
    formRoute(`${path}/drafts/${source}`, access, edited, (visit) => takeDrafts(deps, visit)),
  ];
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
    ...drafts('votes'),
    ...drafts('documents'),
  ];
}
