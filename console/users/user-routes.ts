import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { BadRequest, readForm } from '../form.ts';
import { sendPage } from '../layout.ts';
import { param, type Room, type Route, type Visit } from '../route.ts';
import { createSignInLink, type SignInLink } from '../sign-in-links.ts';
import { usersPage } from './users-page.ts';
import { listUsers, setUserDisabled } from './users-store.ts';

async function show(room: Room, visit: Visit, made: SignInLink | null = null): Promise<void> {
  const users = await listUsers(room.deps);
  await sendPage(room, visit, {
    title: 'Users',
    area: 'users',
    body: usersPage({ session: visit.session, users, made }),
  });
}

/** The link stands on this one page and nowhere else: only its hash is stored. */
async function makeLink(room: Room, visit: Visit): Promise<void> {
  const form = readForm(visit.req, {
    name: z.string().max(200),
    role: z.enum(['admin', 'curator']).optional(),
  });
  try {
    const made = await createSignInLink(room.deps, form.name, form.role);
    room.deps.log.info({ userId: made.user.id, by: visit.session.user.id }, 'sign-in link made');
    await show(room, visit, made);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new BadRequest(`${error.message} ${error.hint}`, 422);
  }
}

async function setDisabled(room: Room, visit: Visit, disabled: boolean): Promise<void> {
  readForm(visit.req, {});
  const id = param(visit.req, 'id');
  if (disabled && id === visit.session.user.id) {
    throw new BadRequest('You cannot disable yourself. Ask another admin.', 409);
  }
  const result = await setUserDisabled(room.deps, id, disabled);
  if (result === 'unknown') throw new BadRequest('There is no such user.', 404);
  if (result === 'last-admin') throw new BadRequest('This is the last admin. Make another one first.', 409);
  room.deps.log.info({ userId: id, by: visit.session.user.id, disabled }, 'user changed');
  visit.res.redirect(303, '/users');
}

export function userRoutes(room: Room): Route[] {
  const access = 'admin' as const;
  return [
    { method: 'get', path: '/users', access, handle: (visit) => show(room, visit) },
    { method: 'post', path: '/users/link', access, handle: (visit) => makeLink(room, visit) },
    { method: 'post', path: '/users/:id/disable', access, handle: (visit) => setDisabled(room, visit, true) },
    { method: 'post', path: '/users/:id/enable', access, handle: (visit) => setDisabled(room, visit, false) },
  ];
}
