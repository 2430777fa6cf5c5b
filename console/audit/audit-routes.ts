import type { ConsoleDeps } from '../deps.ts';
import { link } from '../frame/parts.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { type Asked, pageRoute } from '../routes/view-route.ts';
import { isAuditKind } from './actions.ts';
import { actorNames, listEntries } from './audit-log.ts';
import { type AuditView, auditPage } from './audit-page.ts';
import { type AuditTrail, actorOf } from './audit-trail.ts';

const PAGE = 50;

async function load(
  { store }: Pick<ConsoleDeps, 'store'>,
  trail: AuditTrail,
  { query }: Asked,
): Promise<AuditView> {
  const about = query('about');
  const [by, search] = [query('by').slice(0, 100), query('q').slice(0, 200)];
  const before = Number.parseInt(query('before'), 10);
  const rows = await listEntries(store, {
    limit: PAGE + 1,
    ...(isAuditKind(about) ? { about } : {}),
    ...(by === '' ? {} : { by }),
    ...(search === '' ? {} : { search }),
    ...(Number.isNaN(before) ? {} : { before }),
  });
  const entries = rows.slice(0, PAGE).map((entry) => ({ ...entry, canUndo: trail.canUndo(entry) }));
  const filter = { about: isAuditKind(about) ? about : '', by, q: search };
  const last = entries.at(-1);
  return {
    entries,
    names: await actorNames(store),
    filter,
    first: Number.isNaN(before) ? null : link('/audit', filter),
    next:
      rows.length > PAGE && last !== undefined
        ? link('/audit', { ...filter, before: String(last.id) })
        : null,
  };
}

async function undo(
  { log }: Pick<ConsoleDeps, 'log'>,
  trail: AuditTrail,
  { req, session }: Visit,
): Promise<Redirect> {
  readForm(req, {});
  const id = Number.parseInt(param(req, 'id'), 10);
  const done = Number.isNaN(id) ? { kind: 'unknown' as const } : await trail.undo(id, actorOf(session));
  if (done.kind === 'unknown') throw new BadRequest('There is no such entry.', 404);
  if (done.kind === 'refused') throw new BadRequest(done.why, 409);
  log.info({ entry: id, by: session.user.id }, 'a change was undone');
  return redirect('/audit');
}

export function auditRoutes(deps: Pick<ConsoleDeps, 'store' | 'log'>, trail: AuditTrail): Route[] {
  return [
    pageRoute({
      path: '/audit',
      access: 'admin',
      load: (asked) => load(deps, trail, asked),
      page: auditPage,
    }),
    formRoute('/audit/:id/undo', 'admin', 'itself', (visit) => undo(deps, trail, visit)),
  ];
}
