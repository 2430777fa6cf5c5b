import { z } from 'zod';
import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { param, query, type Room, type Route, type Visit } from '../route.ts';
import { takeTextFile } from '../upload.ts';
import { batchesPage, deleteSetPage, type Imported } from './batches-page.ts';
import { runList } from './run-list.ts';
import { runPage, runView } from './run-page.ts';

const RUNS_SHOWN = 50;

async function showBatches(room: Room, visit: Visit, imported: Imported | null = null): Promise<void> {
  const sets = await room.deps.batches.listSets();
  const runs = await room.deps.batches.listRuns(RUNS_SHOWN);
  const body = batchesPage({ session: visit.session, sets, runs, imported });
  const status = imported !== null && imported.cases === 0 ? 422 : 200;
  await sendPage(room, visit, { title: 'Batches', area: 'batches', body, status });
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

async function importSet(room: Room, visit: Visit): Promise<void> {
  const { req } = visit;
  const form = readForm(req, {
    name: z.string().trim().max(120),
    format: z.enum(['auto', 'csv', 'jsonl']),
    text: z.string(),
  });
  const uploaded = req.file !== undefined && req.file.size > 0 ? req.file : null;
  const text = textOf(uploaded === null ? form.text : uploaded.buffer);
  if (text.trim() === '') throw new BadRequest('Choose a file or paste the questions.', 422);
  const fileName = uploaded?.originalname ?? '';
  const name = form.name === '' ? (fileName === '' ? 'Pasted questions' : fileName.slice(0, 120)) : form.name;
  const result = await room.deps.batches.importSet({
    name,
    format: formatOf(form.format, fileName, text),
    text,
  });
  await showBatches(room, visit, { name, cases: result.cases, rejected: result.rejected });
}

async function foundRun(room: Room, visit: Visit) {
  const shown = await room.deps.batches.showRun(param(visit.req, 'id'));
  if (shown === undefined) throw new BadRequest('There is no such run. Its set may have been deleted.', 404);
  const { scorers } = room.deps.batches;
  return { session: visit.session, ...shown, scorers, onlyFailed: query(visit.req, 'show') === 'failed' };
}

async function start(room: Room, visit: Visit): Promise<void> {
  readForm(visit.req, {});
  const sets = await room.deps.batches.listSets();
  const id = param(visit.req, 'id');
  if (!sets.some((set) => set.id === id)) throw new BadRequest('There is no such set any more.', 404);
  const { runId } = await room.deps.batches.start(id, {});
  visit.res.redirect(303, `/batches/runs/${encodeURIComponent(runId)}`);
}

async function stopOrResume(room: Room, visit: Visit, verb: 'cancel' | 'resume'): Promise<void> {
  const { run } = await foundRun(room, visit);
  readForm(visit.req, {});
  if (verb === 'cancel') await room.deps.batches.cancel(run.id);
  else if (!(await room.deps.batches.resume(run.id)))
    throw new BadRequest('This run has nothing left to do.', 409);
  visit.res.redirect(303, `/batches/runs/${encodeURIComponent(run.id)}`);
}

async function askDeleteSet(room: Room, visit: Visit): Promise<void> {
  const set = (await room.deps.batches.listSets()).find((entry) => entry.id === param(visit.req, 'id'));
  if (set === undefined) throw new BadRequest('There is no such set any more.', 404);
  const body = deleteSetPage(visit.session, set);
  await sendPage(room, visit, { title: `Delete ${set.name}`, area: 'batches', body });
}

async function deleteSet(room: Room, visit: Visit): Promise<void> {
  readForm(visit.req, {});
  await room.deps.batches.deleteSet(param(visit.req, 'id'));
  visit.res.redirect(303, '/batches');
}

export function batchRoutes(room: Room): Route[] {
  const access = 'curator' as const;
  return [
    { method: 'get', path: '/batches', access, handle: (visit) => showBatches(room, visit) },
    {
      method: 'post',
      path: '/batches/import',
      access,
      body: takeTextFile(),
      handle: (visit) => importSet(room, visit),
    },
    {
      method: 'get',
      path: '/batches/runs',
      access,
      background: true,
      async handle({ res }) {
        sendFragment(res, runList(await room.deps.batches.listRuns(RUNS_SHOWN)));
      },
    },
    { method: 'post', path: '/batches/sets/:id/run', access, handle: (visit) => start(room, visit) },
    { method: 'get', path: '/batches/sets/:id/delete', access, handle: (visit) => askDeleteSet(room, visit) },
    { method: 'post', path: '/batches/sets/:id/delete', access, handle: (visit) => deleteSet(room, visit) },
    {
      method: 'get',
      path: '/batches/runs/:id',
      access,
      async handle(visit) {
        const view = await foundRun(room, visit);
        await sendPage(room, visit, { title: view.run.name, area: 'batches', body: runPage(view) });
      },
    },
    {
      method: 'get',
      path: '/batches/runs/:id/live',
      access,
      background: true,
      async handle(visit) {
        sendFragment(visit.res, runView(await foundRun(room, visit)));
      },
    },
    {
      method: 'post',
      path: '/batches/runs/:id/cancel',
      access,
      handle: (visit) => stopOrResume(room, visit, 'cancel'),
    },
    {
      method: 'post',
      path: '/batches/runs/:id/resume',
      access,
      handle: (visit) => stopOrResume(room, visit, 'resume'),
    },
  ];
}
