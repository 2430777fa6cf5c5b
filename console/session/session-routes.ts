import { byId } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Missing, missing, type Redirect, redirect } from '../routes/replies.ts';
import { type FormVisit, formRoute, param, type Route } from '../routes/route.ts';
import { type Asked, pageRoute } from '../routes/view-route.ts';
import { endAllSessions, endOneSession, listSessions } from './session-list.ts';
import { sessionOf } from './sessions-of-requests.ts';
import { type SessionsView, sessionsPage } from './sessions-page.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'sessionLimits' | 'log'>;

const userOf = ({ store }: Pick<Needs, 'store'>, id: string) =>
  store.selectFrom('users').select(['id', 'name']).where('id', '=', id).executeTakeFirst();

async function load(
  deps: Needs,
  { user, sessionId }: Asked,
  userId: string,
): Promise<SessionsView | Missing> {
  const of = userId === user.id ? { id: user.id, name: user.name } : await userOf(deps, userId);
  if (of === undefined) return missing('There is no such user.');
  return { of, own: of.id === user.id, sessions: await listSessions(deps, userId, sessionId) };
}

async function endOne(deps: Needs, { req, session }: FormVisit): Promise<Redirect> {
  const userId = param(req, 'id');
  readForm(req, {});
  if (!(await endOneSession(deps, userId, param(req, 'session'))))
    throw new BadRequest('This session is over already.', 404);
  deps.log.info({ userId, by: session.user.id }, 'session ended');
  return redirect(pageOf(userId, session.user.id));
}

async function endAll(deps: Needs, { req, session, note }: FormVisit): Promise<Redirect> {
  const userId = param(req, 'id');
  readForm(req, {});
  if ((await userOf(deps, userId)) === undefined) throw new BadRequest('There is no such user.', 404);
  const ended = await endAllSessions(deps, userId);
  note({ sessions: ended });
  deps.log.info({ userId, ended, by: session.user.id }, 'signed out everywhere');
  return redirect(pageOf(userId, session.user.id));
}

async function endOwn(deps: Needs, { req, session }: FormVisit): Promise<Redirect> {
  readForm(req, {});
  if (!(await endOneSession(deps, session.user.id, param(req, 'session'))))
    throw new BadRequest('This session is over already.', 404);
  return redirect('/sessions');
}

/** Everywhere but here: whoever does it wants to go on. */
async function endOthers(deps: Needs, { req, session, note }: FormVisit): Promise<Redirect> {
  readForm(req, {});
  note({ sessions: await endAllSessions(deps, session.user.id, session.tokenHash) });
  return redirect('/sessions');
}

const pageOf = (userId: string, ownId: string): string =>
  userId === ownId ? '/sessions' : `/users/${encodeURIComponent(userId)}/sessions`;

/** Where somebody is signed in; everybody sees their own, admins those of others. */
export function sessionRoutes(deps: Needs): Route[] {
  const mine = { action: 'user.end-sessions', subject: ownId } as const;
  const theirs = { action: 'user.end-sessions', subject: byId } as const;
  return [
    pageRoute({
      path: '/sessions',
      access: 'curator',
      load: (asked) => load(deps, asked, asked.user.id),
      page: sessionsPage,
    }),
    formRoute('/sessions/others/end', 'curator', mine, (visit) => endOthers(deps, visit)),
    formRoute('/sessions/:session/end', 'curator', mine, (visit) => endOwn(deps, visit)),
    pageRoute({
      path: '/users/:id/sessions',
      access: 'admin',
      load: (asked) => load(deps, asked, asked.param('id')),
      page: sessionsPage,
    }),
    formRoute('/users/:id/sessions/all/end', 'admin', theirs, (visit) => endAll(deps, visit)),
    formRoute('/users/:id/sessions/:session/end', 'admin', theirs, (visit) => endOne(deps, visit)),
  ];
}

function ownId(req: Parameters<typeof sessionOf>[0]): string {
  return sessionOf(req)?.user.id ?? '';
}
