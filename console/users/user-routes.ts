import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { byId, field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { link } from '../frame/parts.ts';
import { BadRequest, readForm } from '../requests/form.ts';
import { type Page, type Redirect, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import { pageRoute } from '../routes/view-route.ts';
import { createSignInLink } from '../session/sign-in-links.ts';
import { type UsersView, usersPage } from './users-page.ts';
import { listUsers, setUserDisabled } from './users-store.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'publicUrl' | 'log'>;

const PAGE = 50;

async function load(
  deps: Pick<Needs, 'store'>,
  { search = '', after = '' }: { search?: string; after?: string } = {},
): Promise<UsersView> {
  const rows = await listUsers(deps, { search, after, limit: PAGE + 1 });
  const users = rows.slice(0, PAGE);
  const last = users.at(-1);
  return {
    users,
    search,
    first: after === '' ? null : link('/users', { q: search }),
    next: rows.length > PAGE && last !== undefined ? link('/users', { q: search, after: last.name }) : null,
  };
}

/** The link stands on this one page and nowhere else: only its hash is stored. */
async function makeLink(deps: Needs, { req, session }: Visit): Promise<Page> {
  const form = readForm(req, {
    name: z.string().max(200),
    role: z.enum(['admin', 'curator']).optional(),
  });
  try {
    const made = await createSignInLink(deps, form.name, form.role);
    deps.log.info({ userId: made.user.id, by: session.user.id }, 'sign-in link made');
    return usersPage(await load(deps), session, made);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new BadRequest(`${error.message} ${error.hint}`, 422);
  }
}

async function setDisabled(
  deps: Pick<Needs, 'store' | 'log'>,
  { req, session }: Visit,
  disabled: boolean,
): Promise<Redirect> {
  readForm(req, {});
  const id = param(req, 'id');
  if (disabled && id === session.user.id) {
    throw new BadRequest('You cannot disable yourself. Ask another admin.', 409);
  }
  const result = await setUserDisabled(deps, id, disabled);
  if (result === 'unknown') throw new BadRequest('There is no such user.', 404);
  if (result === 'last-admin') throw new BadRequest('This is the last admin. Make another one first.', 409);
  deps.log.info({ userId: id, by: session.user.id, disabled }, 'user changed');
  return redirect('/users');
}

export function userRoutes(deps: Needs): Route[] {
  return [
    pageRoute({
      path: '/users',
      access: 'admin',
      load: ({ query }) =>
        load(deps, { search: query('q').slice(0, 200), after: query('after').slice(0, 200) }),
      page: usersPage,
    }),
    formRoute('/users/link', 'admin', { action: 'user.link', subject: field('name') }, (visit) =>
      makeLink(deps, visit),
    ),
    formRoute('/users/:id/disable', 'admin', { action: 'user.disable', subject: byId }, (visit) =>
      setDisabled(deps, visit, true),
    ),
    formRoute('/users/:id/enable', 'admin', { action: 'user.enable', subject: byId }, (visit) =>
      setDisabled(deps, visit, false),
    ),
  ];
}
