import type { Request } from 'express';
import { z } from 'zod';
import type { EvalSet } from '../../core/ports/batches.ts';
import { byId, field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { takeTextFile } from '../requests/upload.ts';
import { isInstead, type Missing, type Page, type Reply, redirect } from '../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { type Asked, pageRoute } from '../routes/view-route.ts';
import { type BatchesView, batchesPage, deleteSetPage } from './batches-page.ts';
import { compareRoutes } from './compare/compare-routes.ts';
import { findSet } from './find-set.ts';
import { gateRoutes } from './gates/gate-routes.ts';
import { RUNS_SHOWN, type RunNeeds, runRoutes } from './runs/run-routes.ts';
import { setRoutes } from './sets/set-routes.ts';
import { type StartNeeds, startRoutes } from './start/start-routes.ts';

type Needs = StartNeeds & RunNeeds & Pick<ConsoleDeps, 'gates'>;

async function loadBatches({ batches }: Needs): Promise<BatchesView> {
  return { sets: await batches.listSets(), runs: await batches.listRuns(RUNS_SHOWN) };
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
    into: z.string().max(80).default(''),
    text: z.string(),
  });
  const uploaded = req.file !== undefined && req.file.size > 0 ? req.file : null;
  const text = textOf(uploaded === null ? form.text : uploaded.buffer);
  if (text.trim() === '') throw new BadRequest('Choose a file or paste the questions.', 422);
  const fileName = uploaded?.originalname ?? '';
  const name = nameIn(req);
  if (form.into !== '' && isInstead(await findSet(deps, form.into)))
    throw new BadRequest('There is no such set any more.', 422);
  const result = await deps.batches.importSet({
    name,
    format: formatOf(form.format, fileName, text),
    text,
    ...(form.into === '' ? {} : { into: form.into }),
  });
  note({ name, cases: result.cases });
  const imported = { name, cases: result.cases, rejected: result.rejected };
  return batchesPage(await loadBatches(deps), session, imported);
}

async function deleteSet(deps: Needs, { req }: Visit): Promise<Reply> {
  readForm(req, {});
  const found = await findSet(deps, param(req, 'id'));
  if (isInstead(found)) return found;
  await deps.batches.deleteSet(found.id);
  return redirect('/batches');
}

async function loadDelete(deps: Needs, { param }: Asked): Promise<{ set: EvalSet } | Missing> {
  const set = await findSet(deps, param('id'));
  return isInstead(set) ? set : { set };
}

export function batchRoutes(deps: Needs): Route[] {
  const access = 'curator';
  return [
    pageRoute({ path: '/batches', access, load: () => loadBatches(deps), page: batchesPage }),
    formRoute(
      '/batches/import',
      access,
      { action: 'eval-set.import', subject: nameIn },
      (visit) => importSet(deps, visit),
      takeTextFile(),
    ),
    ...compareRoutes(deps),
    ...startRoutes(deps),
    ...gateRoutes(deps),
    ...setRoutes(deps),
    pageRoute({
      path: '/batches/sets/:id/delete',
      access,
      load: (asked) => loadDelete(deps, asked),
      page: deleteSetPage,
    }),
    formRoute('/batches/sets/:id/delete', access, { action: 'eval-set.delete', subject: byId }, (visit) =>
      deleteSet(deps, visit),
    ),
    ...runRoutes(deps),
  ];
}
