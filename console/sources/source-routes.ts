import { z } from 'zod';
import type { Source, SourceKind } from '../../core/ports/sources.ts';
import { byId, field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { readForm } from '../requests/form.ts';
import { isInstead, type Missing, missing, type Reply, redirect } from '../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { fragmentRoute, pageRoute } from '../routes/view-route.ts';
import { removePage, type SourceView, sourcePage } from './source-page.ts';
import { goneRow, sourceRow } from './source-row.ts';
import { type SourcesView, sourcesPage } from './sources-page.ts';

/** Files and pages that a source's page lists. */
const ITEMS = 200;
const KINDS = ['folder', 'page', 'sitemap', 'site'] as const satisfies readonly SourceKind[];

type Needs = Pick<ConsoleDeps, 'sources' | 'library' | 'log'>;
type Reads = Pick<Needs, 'sources'>;
type Changes = Pick<Needs, 'sources' | 'log'>;

async function find({ sources }: Reads, id: string): Promise<Source | Missing> {
  return (await sources.find(id)) ?? missing('There is no such source. It may have been removed.');
}

async function loadList({ sources, library }: Pick<Needs, 'sources' | 'library'>): Promise<SourcesView> {
  return { sources: await sources.list(), collections: await library.collections() };
}

async function loadOne({ sources }: Reads, id: string): Promise<SourceView | Missing> {
  const source = await find({ sources }, id);
  if (isInstead(source)) return source;
  return { source, items: await sources.problems(source.sourceId, ITEMS) };
}

async function loadSource(deps: Reads, id: string): Promise<{ source: Source } | Missing> {
  const source = await find(deps, id);
  return isInstead(source) ? source : { source };
}

const text = (longest: number) => z.string().max(longest).default('');
const number = z.string().regex(/^\d{0,5}$/);

async function add(deps: Needs, { req, session, note }: FormVisit): Promise<Reply> {
  const fields = readForm(req, {
    address: z.string().max(2_000),
    kind: z.enum(KINDS),
    collection: z.string().trim().max(64),
    every: number.default(''),
    depth: number.default(''),
    include: text(1_000),
    exclude: text(1_000),
  });
  const added = await deps.sources.add({
    address: fields.address,
    kind: fields.kind,
    collection: fields.collection,
    everyMinutes: fields.every === '' ? undefined : Number(fields.every),
    depth: fields.depth === '' ? undefined : Number(fields.depth),
    include: fields.include,
    exclude: fields.exclude,
    by: session.user.name,
  });
  if (added.kind === 'refused') {
    return sourcesPage(await loadList(deps), session, { fields, problem: added.reason });
  }
  const { sourceId, address } = added.source;
  note({ address, kind: fields.kind, collection: added.source.collection });
  deps.log.info({ sourceId, address, by: session.user.id }, 'source added');
  return redirect('/sources');
}

async function run(deps: Changes, { req, session }: Visit): Promise<Reply> {
  const source = await find(deps, param(req, 'id'));
  if (isInstead(source)) return source;
  const { sourceId } = source;
  const form = readForm(req, {
    confirm: z.literal('yes').optional(),
    back: z.enum(['list', 'source']).optional(),
  });
  const confirm = form.confirm === 'yes';
  await deps.sources.run(sourceId, { confirm });
  deps.log.info({ sourceId, by: session.user.id, confirm }, 'source read by hand');
  return redirect(form.back === 'source' ? `/sources/${sourceId}` : '/sources');
}

async function setEnabled(deps: Changes, { req, session }: Visit, enabled: boolean): Promise<Reply> {
  const source = await find(deps, param(req, 'id'));
  if (isInstead(source)) return source;
  const { sourceId } = source;
  readForm(req, {});
  await deps.sources.setEnabled(sourceId, enabled);
  deps.log.info({ sourceId, by: session.user.id, enabled }, 'source changed');
  return redirect(`/sources/${sourceId}`);
}

async function remove(deps: Changes, { req, session }: Visit): Promise<Reply> {
  const source = await find(deps, param(req, 'id'));
  if (isInstead(source)) return source;
  const { sourceId } = source;
  const { documents } = readForm(req, { documents: z.enum(['keep', 'remove']) });
  const removed = await deps.sources.remove(sourceId, { documents: documents === 'remove' });
  deps.log.info({ sourceId, by: session.user.id, documents: removed }, 'source removed');
  return redirect('/sources');
}

export function sourceRoutes(deps: Needs): Route[] {
  return [
    pageRoute({
      path: '/sources',
      access: 'curator',
      load: () => loadList(deps),
      page: sourcesPage,
    }),
    formRoute('/sources/add', 'admin', { action: 'source.add', subject: field('address') }, (visit) =>
      add(deps, visit),
    ),
    pageRoute({
      path: '/sources/:id',
      access: 'curator',
      load: ({ param }) => loadOne(deps, param('id')),
      page: sourcePage,
    }),
    fragmentRoute({
      path: '/sources/:id/row',
      access: 'curator',
      background: true,
      load: async ({ param }) => ({ source: (await deps.sources.find(param('id'))) ?? null }),
      fragment: ({ source }, session) => (source === null ? goneRow() : sourceRow(session, source)),
    }),
    formRoute('/sources/:id/run', 'curator', { action: 'source.run', subject: byId }, (visit) =>
      run(deps, visit),
    ),
    formRoute('/sources/:id/enable', 'admin', { action: 'source.enable', subject: byId }, (visit) =>
      setEnabled(deps, visit, true),
    ),
    formRoute('/sources/:id/disable', 'admin', { action: 'source.disable', subject: byId }, (visit) =>
      setEnabled(deps, visit, false),
    ),
    pageRoute({
      path: '/sources/:id/remove',
      access: 'admin',
      load: ({ param }) => loadSource(deps, param('id')),
      page: removePage,
    }),
    formRoute('/sources/:id/remove', 'admin', { action: 'source.remove', subject: byId }, (visit) =>
      remove(deps, visit),
    ),
  ];
}
