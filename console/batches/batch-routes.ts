import type { Request } from 'express';
import { z } from 'zod';
import type { EvalSet } from '../../core/ports/batches.ts';
import { byId, field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { takeTextFile } from '../requests/upload.ts';
import { isInstead, type Missing, missing, type Page, type Reply, redirect } from '../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { type Asked, fragmentRoute, pageRoute } from '../routes/view-route.ts';
import { type BatchesView, batchesPage, deleteSetPage } from './batches-page.ts';
import { runList } from './run-list.ts';
import { type RunView, runPage, runView } from './run-page.ts';

type Needs = Pick<ConsoleDeps, 'batches'>;

const RUNS_SHOWN = 50;
const NO_RUN = 'There is no such run. Its set may have been deleted.';

async function loadBatches({ batches }: Needs): Promise<BatchesView> {
  return { sets: await batches.listSets(), runs: await batches.listRuns(RUNS_SHOWN) };
}

async function loadRun({ batches }: Needs, { param, query }: Asked): Promise<RunView | Missing> {
  const shown = await batches.showRun(param('id'));
  if (shown === undefined) return missing(NO_RUN);
  // Scorers carry their functions; the page needs their words.
  const scorers = batches.scorers.map(({ name, label, help }) => ({ name, label, help }));
  return { ...shown, scorers, onlyFailed: query('show') === 'failed' };
}

async function loadSet({ batches }: Needs, id: string): Promise<{ set: EvalSet } | Missing> {
  const set = (await batches.listSets()).find((entry) => entry.id === id);
  return set === undefined ? missing('There is no such set any more.') : { set };
}

/** JSONL begins with a brace; a file's ending says it too. */
function formatOf(chosen: 'auto' | 'csv' | 'jsonl', fileName: string, text: string): 'csv' | 'jsonl' {
  if (chosen !== 'auto') return chosen;
  if (/\.jsonl?$/i.test(fileName)) return 'jsonl';
  if (/\.csv$/i.test(fileName)) return 'csv';
  return text.trimStart().startsWith('{') ? 'jsonl' : 'csv';
}

/** Browsers send pasted lines with CR LF; a file must be UTF-8, or its words would be damaged unseen. */
function textOf(given: string | Buffer): string {
  try {
    const text = typeof given === 'string' ? given : new TextDecoder('utf-8', { fatal: true }).decode(given);
    return text.replaceAll(/\r\n?/g, '\n');
  } catch {
    throw new BadRequest('The file is not UTF-8 text. Save it as UTF-8 and import it again.', 422);
  }
}

/** A set without a name takes that of its file. */
function nameIn(req: Request): string {
  const file = req.file !== undefined && req.file.size > 0 ? req.file.originalname : '';
  return field('name')(req) || file.slice(0, 120) || 'Pasted questions';
}

async function importSet(deps: Needs, { req, session, note }: FormVisit): Promise<Page> {
  const form = readForm(req, {
    name: z.string().trim().max(120),
    format: z.enum(['auto', 'csv', 'jsonl']),
    text: z.string(),
  });
  const uploaded = req.file !== undefined && req.file.size > 0 ? req.file : null;
  const text = textOf(uploaded === null ? form.text : uploaded.buffer);
  if (text.trim() === '') throw new BadRequest('Choose a file or paste the questions.', 422);
  const fileName = uploaded?.originalname ?? '';
  const name = nameIn(req);
  const result = await deps.batches.importSet({
    name,
    format: formatOf(form.format, fileName, text),
    text,
  });
  note({ name, cases: result.cases });
  const imported = { name, cases: result.cases, rejected: result.rejected };
  return batchesPage(await loadBatches(deps), session, imported);
}

async function start(deps: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  const found = await loadSet(deps, param(req, 'id'));
  if (isInstead(found)) return found;
  const { runId } = await deps.batches.start(found.set.id, {});
  return redirect(`/batches/runs/${encodeURIComponent(runId)}`);
}

async function stopOrResume({ batches }: Needs, { req }: Visit, verb: 'cancel' | 'resume'): Promise<Reply> {
  const shown = await batches.showRun(param(req, 'id'));
  if (shown === undefined) return missing(NO_RUN);
  const { id } = shown.run;
  readForm(req, {});
  if (verb === 'cancel') await batches.cancel(id);
  else if (!(await batches.resume(id))) throw new BadRequest('This run has nothing left to do.', 409);
  return redirect(`/batches/runs/${encodeURIComponent(id)}`);
}

async function deleteSet(deps: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  const found = await loadSet(deps, param(req, 'id'));
  if (isInstead(found)) return found;
  await deps.batches.deleteSet(found.set.id);
  return redirect('/batches');
}

export function batchRoutes(deps: Needs): Route[] {
  const access = 'curator';
  const background = true;
  return [
    pageRoute({ path: '/batches', access, load: () => loadBatches(deps), page: batchesPage }),
    formRoute(
      '/batches/import',
      access,
      { action: 'eval-set.import', subject: nameIn },
      (visit) => importSet(deps, visit),
      takeTextFile(),
    ),
    fragmentRoute({
      ...{ path: '/batches/runs', access, background },
      load: async () => ({ runs: await deps.batches.listRuns(RUNS_SHOWN) }),
      fragment: ({ runs }) => runList(runs),
    }),
    formRoute('/batches/sets/:id/run', access, { action: 'eval-set.run', subject: byId }, (visit) =>
      start(deps, visit),
    ),
    pageRoute({
      path: '/batches/sets/:id/delete',
      access,
      load: ({ param }) => loadSet(deps, param('id')),
      page: deleteSetPage,
    }),
    formRoute('/batches/sets/:id/delete', access, { action: 'eval-set.delete', subject: byId }, (visit) =>
      deleteSet(deps, visit),
    ),
    pageRoute({ path: '/batches/runs/:id', access, load: (asked) => loadRun(deps, asked), page: runPage }),
    fragmentRoute({
      ...{ path: '/batches/runs/:id/live', access, background },
      load: (asked) => loadRun(deps, asked),
      fragment: runView,
    }),
    formRoute('/batches/runs/:id/cancel', access, { action: 'eval-set.cancel', subject: byId }, (visit) =>
      stopOrResume(deps, visit, 'cancel'),
    ),
    formRoute('/batches/runs/:id/resume', access, { action: 'eval-set.resume', subject: byId }, (visit) =>
      stopOrResume(deps, visit, 'resume'),
    ),
  ];
}
