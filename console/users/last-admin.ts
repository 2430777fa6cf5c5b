import type { Store } from '../../core/store/schema.ts';

/** Whether nobody but this user could administrate: the last admin is neither disabled nor made a curator. */
export async function isLastAdmin(store: Store, user: { id: string; role: string; disabled: number }) {
  if (user.role !== 'admin' || user.disabled === 1) return false;
  const other = await store
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .where('id', '!=', user.id)
    .executeTakeFirst();
  return other === undefined;
}
