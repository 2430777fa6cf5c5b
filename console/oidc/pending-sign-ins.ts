import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { ConsoleDeps } from '../deps.ts';
import { isSecure } from '../requests/hosts.ts';

/** Within this long somebody has to be back from the provider. */
export const PENDING_MS = 10 * 60_000;
const SECRET_BYTES = 32;

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'publicUrl'>;

/** What binds the way there and back to one browser and one try. */
export type Pending = { state: string; nonce: string; verifier: string };

/** All three come from one secret that only the browser has: whoever reads the store learns none of them. */
function pendingOf(secret: string): Pending {
  const part = (name: string) => createHmac('sha256', secret).update(name).digest('base64url');
  return { state: part('state'), nonce: part('nonce'), verifier: part('verifier') };
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-docent-oidc' : 'docent-oidc';
}

function setCookie(deps: Needs, req: Request, res: Response, value: string, maxAgeMs: number): void {
  const secure = isSecure(req, deps.publicUrl());
  const name = cookieName(secure);
  res.append(
    'Set-Cookie',
    stringifySetCookie({
      ...{ name, value, secure, path: '/', httpOnly: true, sameSite: 'lax' },
      maxAge: Math.floor(maxAgeMs / 1000),
    }),
  );
}

/** Begins a sign-in in this browser; one that was begun there before is over. */
export async function beginPending(deps: Needs, req: Request, res: Response): Promise<Pending> {
  const now = deps.clock.now();
  const secret = deps.random.secret(SECRET_BYTES);
  await deps.store.deleteFrom('oidc_sign_ins').where('expires_at', '<=', now).execute();
  await deps.store
    .insertInto('oidc_sign_ins')
    .values({ secret_hash: sha256Hex(secret), expires_at: now + PENDING_MS })
    .execute();
  setCookie(deps, req, res, secret, PENDING_MS);
  return pendingOf(secret);
}

/** Uses up the sign-in that this browser began, if `state` is its own. The deletion itself decides who was first. */
export async function takePending(
  deps: Needs,
  req: Request,
  res: Response,
  state: string,
): Promise<Pending | null> {
  const secret = parseCookie(req.get('Cookie') ?? '')[cookieName(isSecure(req, deps.publicUrl()))] ?? '';
  if (secret === '') return null;
  const pending = pendingOf(secret);
  const [mine, theirs] = [Buffer.from(pending.state), Buffer.from(state)];
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return null;
  setCookie(deps, req, res, '', 0);
  const taken = await deps.store
    .deleteFrom('oidc_sign_ins')
    .where('secret_hash', '=', sha256Hex(secret))
    .where('expires_at', '>', deps.clock.now())
    .executeTakeFirst();
  return Number(taken.numDeletedRows) === 1 ? pending : null;
}
