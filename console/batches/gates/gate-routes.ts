import { z } from 'zod';
import { messageOf } from '../../../core/errors.ts';
import type { GateCase } from '../../../core/evals/gates/gate.ts';
import { gateReport } from '../../../core/evals/gates/gate-report.ts';
import { byId, field } from '../../audit/subjects.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { BadRequest, readForm } from '../../requests/form.ts';
import { isInstead, type Missing, missing, type Reply, redirect } from '../../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route, type Visit } from '../../routes/route.ts';
import { type Asked, fragmentRoute, pageRoute } from '../../routes/view-route.ts';
import { type GateView, gatePage } from './gate-page.ts';
import { reasonWords, ruleWords } from './gate-words.ts';
import { type GatesView, gatePath, gatesPage } from './gates-page.ts';
import { gateResult, type ResultView, resultPage, type ShownCases } from './result-page.ts';
import { fieldsOfRule, type RuleFields, ruleDefaults, ruleOf } from './rule-form.ts';

type Needs = Pick<ConsoleDeps, 'batches' | 'gates' | 'log'>;

const RESULTS_SHOWN = 20;
/** Cases of each kind that a result shows; its report has all of them. */
const CASES_SHOWN = 50;
const NO_GATE = 'There is no such gate any more.';
const NO_RESULT = 'There is no such result. Its gate may have been removed.';

async function viewGates(
  { batches, gates }: Needs,
  fields: RuleFields,
  problem: string | null,
): Promise<GatesView> {
  const shown = await gates.list();
  const taken = new Set(shown.map(({ lineage }) => lineage));
  const sets = (await batches.listSets()).filter(({ lineage }) => !taken.has(lineage));
  return { gates: shown, sets, fields, problem };
}

async function viewGate(
  { batches, gates }: Needs,
  lineage: string,
  typed?: { fields: RuleFields; problem: string },
): Promise<GateView | Missing> {
  const gate = await gates.find(lineage);
  if (gate === undefined) return missing(NO_GATE);
  return {
    ...{ gate, plan: await batches.plan(gate.set.id, {}) },
    results: await gates.results(lineage, RESULTS_SHOWN),
    ...(typed ?? { fields: fieldsOfRule(gate.rule), problem: null }),
  };
}

const first = (cases: readonly GateCase[]): ShownCases => ({
  all: cases.length,
  cases: cases.slice(0, CASES_SHOWN),
});

/** A result under the address of its gate. */
async function findResult({ gates }: Needs, lineage: string, runId: string) {
  const found = await gates.result(runId);
  return found?.result.lineage === lineage ? found : missing(NO_RESULT);
}

async function loadResult(deps: Needs, { param }: Asked): Promise<ResultView | Missing> {
  const found = await findResult(deps, param('id'), param('run'));
  if (isInstead(found)) return found;
  const { result, gate } = found;
  return {
    result,
    ...{ regressed: first(gate?.regressed ?? []), notMeasured: first(gate?.notMeasured ?? []) },
    fixed: first(gate?.fixed ?? []),
  };
}

function readFields({ req }: Visit): RuleFields & { set: string } {
  const text = (longest: number) => z.string().max(longest).default('');
  return readForm(req, { set: text(80), allowed: text(12), floor: text(12) });
}

async function add(deps: Needs, visit: FormVisit): Promise<Reply> {
  const { set, ...fields } = readFields(visit);
  if (!(await deps.batches.listSets()).some(({ id }) => id === set))
    throw new BadRequest('Choose a question set.', 422);
  const read = ruleOf(fields);
  if (!read.ok) return gatesPage(await viewGates(deps, fields, read.problem), visit.session);
  visit.note({ ...read.rule });
  return redirect(gatePath(await deps.gates.save(set, read.rule)));
}

async function changeRule(deps: Needs, visit: FormVisit): Promise<Reply> {
  const gate = await deps.gates.find(param(visit.req, 'id'));
  if (gate === undefined) return missing(NO_GATE);
  const { set: _set, ...fields } = readFields(visit);
  const read = ruleOf(fields);
  if (read.ok) {
    visit.note({ ...read.rule });
    return redirect(gatePath(await deps.gates.save(gate.set.id, read.rule)));
  }
  const view = await viewGate(deps, gate.lineage, { fields, problem: read.problem });
  return isInstead(view) ? view : gatePage(view, visit.session);
}

async function run({ gates }: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  const lineage = param(req, 'id');
  if ((await gates.find(lineage)) === undefined) return missing(NO_GATE);
  const started = await gates.start(lineage);
  if (started === null)
    throw new BadRequest('The set has no baseline yet: run it, and make a good run the baseline.', 409);
  return redirect(`${gatePath(lineage)}/runs/${encodeURIComponent(started.runId)}`);
}

async function remove({ gates }: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  return (await gates.remove(param(req, 'id'))) ? redirect('/batches/gates') : missing(NO_GATE);
}

/** A result as Markdown, with all its cases. */
async function sendReport(deps: Needs, { req, res }: Visit): Promise<void> {
  const found = await findResult(deps, param(req, 'id'), param(req, 'run'));
  const finding = isInstead(found) ? null : found.result.finding;
  if (isInstead(found) || finding === null) {
    res.status(404).type('text').send('There is no such result, or its run has not ended.');
    return;
  }
  const { result, gate } = found;
  const { run, baseline, rule } = result;
  const notes = [`${run.name}, held against ${baseline.name}.`, ruleWords(rule)];
  const empty = { regressed: [], fixed: [], notMeasured: [], checked: 0, notJudged: 0 };
  res.set('Content-Disposition', `attachment; filename="${run.id}-gate.md"`);
  res
    .type('text/markdown')
    .send(
      gateReport(
        { ...(gate ?? empty), verdict: finding.verdict },
        [...notes, ...reasonWords({ ...result, finding })],
        'Docent gate',
      ),
    );
}

export function gateRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const path = '/batches/gates/:id';
  return [
    pageRoute({
      ...{ path: '/batches/gates', access },
      load: () => viewGates(deps, ruleDefaults, null),
      page: gatesPage,
    }),
    formRoute('/batches/gates', access, { action: 'eval-set.gate', subject: field('set') }, (visit) =>
      add(deps, visit),
    ),
    pageRoute({ path, access, load: ({ param }) => viewGate(deps, param('id')), page: gatePage }),
    formRoute(`${path}/rule`, access, { action: 'eval-set.gate', subject: byId }, (visit) =>
      changeRule(deps, visit),
    ),
    formRoute(`${path}/run`, access, { action: 'eval-set.gate-run', subject: byId }, (visit) =>
      run(deps, visit),
    ),
    formRoute(`${path}/remove`, access, { action: 'eval-set.gate-remove', subject: byId }, (visit) =>
      remove(deps, visit),
    ),
    pageRoute({
      ...{ path: `${path}/runs/:run`, access },
      load: (asked) => loadResult(deps, asked),
      page: resultPage,
    }),
    fragmentRoute({
      ...{ path: `${path}/runs/:run/live`, access, background: true },
      load: (asked) => loadResult(deps, asked),
      fragment: gateResult,
    }),
    {
      ...{ method: 'get', path: `${path}/runs/:run/report`, access },
      listen(visit) {
        sendReport(deps, visit).catch((error: unknown) => {
          deps.log.error({ error: messageOf(error) }, 'the report of a gate could not be written');
          visit.res.destroy();
        });
      },
    },
  ];
}
