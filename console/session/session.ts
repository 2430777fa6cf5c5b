import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { sha256Hex } from '../../core/text/hashes.ts';
import { isDiskFull } from '../../knowledge/ingest/disk-full.ts';
import type { ConsoleDeps } from '../deps.ts';
import { isSecure } from '../requests/hosts.ts';
import { browserName } from './browser-name.ts';
import { type Role, roleOf } from './role.ts';

/** `seen_at` is written at most this often, so that reading pages is not writing rows. */
const TOUCH_MS = 60_000;
const TOKEN_BYTES = 32;

export type SessionUser = { id: string; name: string; role: Role };
export type Session = { tokenHash: string; csrf: string; seenAt: number; user: SessionUser };

export type SessionNeeds = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'publicUrl' | 'sessionLimits'>;

/** What is stored of a token: whoever reads the store cannot sign in with it. */
export function hashToken(token: string): string {
  return sha256Hex(token);
}

/** Names a session where it is listed; nobody signs in with it. */
export function sessionId(tokenHash: string): string {
  return hashToken(tokenHash).slice(0, 20);
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-docent' : 'docent';
}

function setCookie(deps: SessionNeeds, req: Request, res: Response, value: string, maxAgeMs: number): void {
  const secure = isSecure(req, deps.publicUrl());
  res.append(
    'Set-Cookie',
    stringifySetCookie({
      name: cookieName(secure),
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: Math.floor(maxAgeMs / 1000),
    }),
  );
}

function tokenOf(deps: SessionNeeds, req: Request): string | undefined {
  return parseCookie(req.get('Cookie') ?? '')[cookieName(isSecure(req, deps.publicUrl()))];
}

/** The living session of a request: known, neither idle too long nor too old, its user not disabled. */
export async function findSession(deps: SessionNeeds, req: Request): Promise<Session | null> {
  const token = tokenOf(deps, req);
  if (token === undefined || token === '') return null;
  const now = deps.clock.now();
  const { idleMs, absoluteMs } = deps.sessionLimits();
  const row = await deps.store
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['token_hash', 'csrf', 'seen_at', 'users.id', 'users.name', 'users.role'])
    .where('token_hash', '=', hashToken(token))
    .where('seen_at', '>', now - idleMs)
    .where('sessions.created_at', '>', now - absoluteMs)
    .where('disabled', '=', 0)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    tokenHash: row.token_hash,
    csrf: row.csrf,
    seenAt: row.seen_at,
    user: { id: row.id, name: row.name, role: roleOf(row.role) },
  };
}

/** Notes that the session is in use. */
export async function touchSession(deps: SessionNeeds, session: Session): Promise<void> {
  const now = deps.clock.now();
  if (now - session.seenAt < TOUCH_MS) return;
  await deps.store
    .updateTable('sessions')
    .set({ seen_at: now })
    .where('token_hash', '=', session.tokenHash)
    .execute()
    .catch((error: unknown) => {
      // Whoever comes to make room must get in.
      if (!isDiskFull(error)) throw error;
    });
}

/** Signs a user in: a new token each time, the one that the browser had before is ended. */
export async function startSession(
  deps: SessionNeeds,
  req: Request,
  res: Response,
  userId: string,
): Promise<void> {
  const now = deps.clock.now();
  const { idleMs, absoluteMs } = deps.sessionLimits();
  const before = tokenOf(deps, req);
  if (before !== undefined) await endSession(deps, hashToken(before));
  await deps.store
    .deleteFrom('sessions')
    .where((row) => row.or([row('seen_at', '<=', now - idleMs), row('created_at', '<=', now - absoluteMs)]))
    .execute();
  const token = deps.random.secret(TOKEN_BYTES);
  await deps.store
    .insertInto('sessions')
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      csrf: deps.random.secret(TOKEN_BYTES),
      created_at: now,
      seen_at: now,
      agent: browserName(req.get('User-Agent') ?? ''),
    })
    .execute();
  setCookie(deps, req, res, token, absoluteMs);
}

export async function endSession(deps: SessionNeeds, tokenHash: string): Promise<void> {
  await deps.store.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

/** Removes the cookie from the browser. */
export function forgetCookie(deps: SessionNeeds, req: Request, res: Response): void {
  setCookie(deps, req, res, '', 0);
}
