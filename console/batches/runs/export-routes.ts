import { once } from 'node:events';
import { messageOf } from '../../../core/errors.ts';
import {
  type ExportFormat,
  exportFormats,
  exportHead,
  exportLine,
  runResults,
} from '../../../core/evals/export/run-lines.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { param, type Route, type Visit } from '../../routes/route.ts';

type Needs = Pick<ConsoleDeps, 'batches' | 'log'>;

/** Cases that are read and written at once: a run of any size fits through. */
const CHUNK = 500;

function isFormat(name: string): name is ExportFormat {
  return Object.hasOwn(exportFormats, name);
}

async function send({ batches }: Needs, { req, res }: Visit): Promise<void> {
  const format = param(req, 'format');
  const run = await batches.readRun(param(req, 'id'));
  if (run === undefined || (format !== 'results' && !isFormat(format))) {
    res.status(404).type('text').send('There is no such run, or no such format.');
    return;
  }
  const ending = isFormat(format) ? exportFormats[format].ending : 'json';
  // What follows the id is ours; a name may hold anything.
  res.set('Content-Disposition', `attachment; filename="${run.id}-${format}.${ending}"`);
  if (!isFormat(format)) {
    res.type('application/json').send(JSON.stringify(runResults(run), null, 2));
    return;
  }
  res.type(exportFormats[format].type);
  res.write(exportHead(format, batches.scorers));
  let [after, at] = [undefined as string | undefined, 0];
  for (;;) {
    const page = { limit: CHUNK, order: 'set' as const, ...(after === undefined ? {} : { after }) };
    const { cases, next } = await batches.listCases(run.id, page);
    const lines = cases.map((result, index) => exportLine(format, result, batches.scorers, at + index));
    at += cases.length;
    if (!res.write(lines.join('')) && !res.destroyed)
      await Promise.race([once(res, 'drain'), once(res, 'close')]);
    if (next === null || res.destroyed) break;
    after = next;
  }
  res.end();
}

/** A run as a file. */
export function exportRoutes(deps: Needs): Route[] {
  return [
    {
      ...{ method: 'get', path: '/batches/runs/:id/export/:format', access: 'curator' },
      listen(visit) {
        send(deps, visit).catch((error: unknown) => {
          deps.log.error({ error: messageOf(error) }, 'a run could not be exported');
          visit.res.destroy();
        });
      },
    },
  ];
}
