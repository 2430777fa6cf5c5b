import type { ConsoleDeps } from '../deps.ts';
import { sessionId } from './session.ts';

/** A session as its user and admins see it; `id` names it and signs nobody in. */
export type SessionRow = { id: string; agent: string; since: string; seenAt: string; own: boolean };

type ListDeps = Pick<ConsoleDeps, 'store' | 'clock' | 'sessionLimits'>;

/** Living sessions of a user, last used first. `own` = the one that asks. */
export async function listSessions(deps: ListDeps, userId: string, own: string): Promise<SessionRow[]> {
  const now = deps.clock.now();
  const { idleMs, absoluteMs } = deps.sessionLimits();
  const rows = await deps.store
    .selectFrom('sessions')
    .select(['token_hash', 'agent', 'created_at', 'seen_at'])
    .where('user_id', '=', userId)
    .where('seen_at', '>', now - idleMs)
    .where('created_at', '>', now - absoluteMs)
    .orderBy('seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: sessionId(row.token_hash),
    agent: row.agent,
    since: new Date(row.created_at).toISOString(),
    seenAt: new Date(row.seen_at).toISOString(),
    own: sessionId(row.token_hash) === own,
  }));
}

/** Ends one session of a user. False when there is none of that id. */
export async function endOneSession(
  { store }: Pick<ListDeps, 'store'>,
  userId: string,
  id: string,
): Promise<boolean> {
  const rows = await store
    .selectFrom('sessions')
    .select('token_hash')
    .where('user_id', '=', userId)
    .execute();
  const found = rows.find((row) => sessionId(row.token_hash) === id);
  if (found === undefined) return false;
  await store.deleteFrom('sessions').where('token_hash', '=', found.token_hash).execute();
  return true;
}

/** Ends every session of a user, but for the one to keep. How many there were. */
export async function endAllSessions(
  { store }: Pick<ListDeps, 'store'>,
  userId: string,
  keepHash?: string,
): Promise<number> {
  const ended = await store
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(keepHash !== undefined, (query) => query.where('token_hash', '!=', keepHash ?? ''))
    .executeTakeFirstOrThrow();
  return Number(ended.numDeletedRows);
}
