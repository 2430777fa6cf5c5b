import { z } from 'zod';
import type { Source, SourceKind } from '../../core/ports/sources.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendFragment, sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';
import { removePage, sourcePage } from './source-page.ts';
import { goneRow, sourceRow } from './source-row.ts';
import { type AddFields, EMPTY_FIELDS, sourcesPage } from './sources-page.ts';

/** Files and pages that a source's page lists. */
const ITEMS = 200;
const KINDS = ['folder', 'page', 'sitemap', 'site'] as const satisfies readonly SourceKind[];

async function found(room: Room, visit: Visit): Promise<Source> {
  const source = await room.deps.sources.find(param(visit.req, 'id'));
  if (source === undefined) throw new BadRequest('There is no such source. It may have been removed.', 404);
  return source;
}

async function showList(
  room: Room,
  visit: Visit,
  refused: { fields: AddFields; problem: string } | null = null,
): Promise<void> {
  const body = sourcesPage({
    session: visit.session,
    sources: await room.deps.sources.list(),
    collections: await room.deps.library.collections(),
    fields: refused?.fields ?? EMPTY_FIELDS,
    problem: refused?.problem ?? null,
  });
  const status = refused === null ? 200 : 422;
  await sendPage(room, visit, { title: 'Sources', area: 'sources', body, status });
}

async function showOne(room: Room, visit: Visit): Promise<void> {
  const source = await found(room, visit);
  const items = await room.deps.sources.problems(source.sourceId, ITEMS);
  const body = sourcePage({ session: visit.session, source, items });
  await sendPage(room, visit, { title: source.address, area: 'sources', body });
}

const text = (longest: number) => z.string().max(longest).default('');
const number = z.string().regex(/^\d{0,5}$/);

async function add(room: Room, visit: Visit): Promise<void> {
  const fields = readForm(visit.req, {
    address: z.string().max(2_000),
    kind: z.enum(KINDS),
    collection: z.string().trim().max(64),
    every: number.default(''),
    depth: number.default(''),
    include: text(1_000),
    exclude: text(1_000),
  });
  const added = await room.deps.sources.add({
    address: fields.address,
    kind: fields.kind,
    collection: fields.collection,
    everyMinutes: fields.every === '' ? undefined : Number(fields.every),
    depth: fields.depth === '' ? undefined : Number(fields.depth),
    include: fields.include,
    exclude: fields.exclude,
    by: visit.session.user.name,
  });
  if (added.kind === 'refused') {
    await showList(room, visit, { fields, problem: added.reason });
    return;
  }
  const { sourceId, address } = added.source;
  room.deps.log.info({ sourceId, address, by: visit.session.user.id }, 'source added');
  visit.res.redirect(303, '/sources');
}

async function run(room: Room, visit: Visit): Promise<void> {
  const source = await found(room, visit);
  const form = readForm(visit.req, {
    confirm: z.literal('yes').optional(),
    back: z.enum(['list', 'source']).optional(),
  });
  const confirm = form.confirm === 'yes';
  await room.deps.sources.run(source.sourceId, { confirm });
  room.deps.log.info(
    { sourceId: source.sourceId, by: visit.session.user.id, confirm },
    'source read by hand',
  );
  visit.res.redirect(303, form.back === 'source' ? `/sources/${source.sourceId}` : '/sources');
}

async function setEnabled(room: Room, visit: Visit, enabled: boolean): Promise<void> {
  const source = await found(room, visit);
  readForm(visit.req, {});
  await room.deps.sources.setEnabled(source.sourceId, enabled);
  room.deps.log.info({ sourceId: source.sourceId, by: visit.session.user.id, enabled }, 'source changed');
  visit.res.redirect(303, `/sources/${source.sourceId}`);
}

async function remove(room: Room, visit: Visit): Promise<void> {
  const source = await found(room, visit);
  const { documents } = readForm(visit.req, { documents: z.enum(['keep', 'remove']) });
  const removed = await room.deps.sources.remove(source.sourceId, { documents: documents === 'remove' });
  room.deps.log.info(
    { sourceId: source.sourceId, by: visit.session.user.id, documents: removed },
    'source removed',
  );
  visit.res.redirect(303, '/sources');
}

export function sourceRoutes(room: Room): Route[] {
  const { sources } = room.deps;
  const [curator, admin] = ['curator', 'admin'] as const;
  return [
    { method: 'get', path: '/sources', access: curator, handle: (visit) => showList(room, visit) },
    { method: 'post', path: '/sources/add', access: admin, handle: (visit) => add(room, visit) },
    { method: 'get', path: '/sources/:id', access: curator, handle: (visit) => showOne(room, visit) },
    {
      method: 'get',
      path: '/sources/:id/row',
      access: curator,
      background: true,
      async handle({ req, res, session }) {
        const source = await sources.find(param(req, 'id'));
        sendFragment(res, source === undefined ? goneRow() : sourceRow(session, source));
      },
    },
    { method: 'post', path: '/sources/:id/run', access: curator, handle: (visit) => run(room, visit) },
    {
      method: 'post',
      path: '/sources/:id/enable',
      access: admin,
      handle: (visit) => setEnabled(room, visit, true),
    },
    {
      method: 'post',
      path: '/sources/:id/disable',
      access: admin,
      handle: (visit) => setEnabled(room, visit, false),
    },
    {
      method: 'get',
      path: '/sources/:id/remove',
      access: admin,
      async handle(visit) {
        const source = await found(room, visit);
        const body = removePage(visit.session, source);
        await sendPage(room, visit, { title: `Remove ${source.address}`, area: 'sources', body });
      },
    },
    { method: 'post', path: '/sources/:id/remove', access: admin, handle: (visit) => remove(room, visit) },
  ];
}
