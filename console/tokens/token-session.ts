import type { Request } from 'express';
import type { ConsoleDeps } from '../deps.ts';
import { wantsJson } from '../routes/route.ts';
import { roleOf } from '../session/role.ts';
import type { Session } from '../session/session.ts';
import { holderOf } from './api-tokens.ts';

/** Read pages as JSON in the name of a token that is good for that: nothing can be changed with one. */
export async function findTokenSession(
  deps: Pick<ConsoleDeps, 'store' | 'clock' | 'random'>,
  req: Request,
): Promise<Session | null> {
  if (req.method !== 'GET' || !wantsJson(req) || req.get('Origin') !== undefined) return null;
  const holder = await holderOf(deps, req.get('Authorization'), 'admin');
  if (holder === null) return null;
  const { user } = holder;
  if (user !== null && roleOf(user.role) !== 'admin') return null;
  return {
    // No row has it, so nothing is kept alive; and nobody is ever told this form token.
    tokenHash: '',
    csrf: deps.random.secret(32),
    seenAt: deps.clock.now(),
    user: { id: user?.id ?? holder.id, name: user?.name ?? holder.name, role: 'admin' },
  };
}
