import { sql } from 'kysely';
import type { Store } from '../../core/store/schema.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Role, roleOf } from '../session/role.ts';
import { isLastAdmin } from './last-admin.ts';

export type UserRow = {
  id: string;
  name: string;
  role: Role;
  disabled: boolean;
  createdAt: string;
  /** Last use of a session that still exists, as ISO time. */
  seenAt: string | null;
};

type UserDeps = Pick<ConsoleDeps, 'store'>;

/** Users by name: all, or those whose name holds a text, after a name, so many. Also for `docent users list`. */
export async function listUsers(
  deps: UserDeps,
  { search = '', after = '', limit }: { search?: string; after?: string; limit?: number } = {},
): Promise<UserRow[]> {
  let query = deps.store
    .selectFrom('users')
    .leftJoin('sessions', 'sessions.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.role', 'users.disabled', 'users.created_at as since'])
    .select((row) => row.fn.max('sessions.seen_at').as('seen'))
    .groupBy(['users.id', 'users.name', 'users.role', 'users.disabled', 'users.created_at'])
    .orderBy('users.name');
  if (search !== '')
    query = query.where(sql<boolean>`users.name like ${`%${search.replace(/[!%_]/g, '!$&')}%`} escape '!'`);
  if (after !== '') query = query.where('users.name', '>', after);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: roleOf(row.role),
    disabled: row.disabled === 1,
    createdAt: row.since,
    seenAt: row.seen === null ? null : new Date(Number(row.seen)).toISOString(),
  }));
}

/**
 * Disables a user (sessions and open links end at once) or enables one again.
 * `last-admin`: nobody could administrate any more, so nothing was done.
 */
export async function setUserDisabled(
  deps: UserDeps,
  userId: string,
  disabled: boolean,
): Promise<'done' | 'unknown' | 'last-admin'> {
  return await deps.store.transaction().execute(async (trx) => {
    const user = await trx.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
    if (user === undefined) return 'unknown';
    if (disabled && (await isLastAdmin(trx, user))) return 'last-admin';
    // An admin decided: groups of a provider do not undo it.
    await trx.updateTable('user_identities').set({ withdrawn: 0 }).where('user_id', '=', userId).execute();
    if (disabled) await shutOut(trx, userId);
    else await trx.updateTable('users').set({ disabled: 0 }).where('id', '=', userId).execute();
    return 'done';
  });
}

/** Disables a user; sessions and open links end at once. */
export async function shutOut(store: Store, userId: string): Promise<void> {
  await store.updateTable('users').set({ disabled: 1 }).where('id', '=', userId).execute();
  await store.deleteFrom('sessions').where('user_id', '=', userId).execute();
  await store
    .deleteFrom('sign_in_links')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}
