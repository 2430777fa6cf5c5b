import { AppError } from '../../core/errors.ts';
import { isoNow } from '../../core/ports/clock.ts';
import type { ConsoleDeps } from '../deps.ts';
import { isLastAdmin } from '../users/last-admin.ts';
import { type Role, roleOf } from './role.ts';
import { hashToken } from './session.ts';

export const LINK_MS = 3_600_000;
const TOKEN_BYTES = 32;
/** What a user may be called. */
export const USER_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,79}$/u;

type LinkDeps = Pick<ConsoleDeps, 'store' | 'clock' | 'random' | 'publicUrl'>;

export type SignInLink = { url: string; expiresAt: string; user: { id: string; name: string; role: Role } };

async function findOrMakeUser(deps: LinkDeps, name: string, role: Role | undefined) {
  const found = await deps.store.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirst();
  if (found === undefined) {
    const user = { id: deps.random.id('usr'), name, role: role ?? ('curator' as const) };
    await deps.store
      .insertInto('users')
      .values({ ...user, created_at: isoNow(deps.clock), disabled: 0 })
      .execute();
    return user;
  }
  if (found.disabled === 1) {
    throw new AppError(
      'users.disabled',
      `The user "${name}" is disabled.`,
      'Enable the user on the Users page first, or choose another name.',
    );
  }
  if (role !== undefined && role !== found.role) {
    await mustNotBeLastAdmin(deps, found);
    await deps.store.updateTable('users').set({ role }).where('id', '=', found.id).execute();
  }
  return { id: found.id, name, role: role ?? roleOf(found.role) };
}

/** A link with another role must not leave nobody who could administrate. */
async function mustNotBeLastAdmin(
  { store }: Pick<LinkDeps, 'store'>,
  user: { id: string; name: string; role: string; disabled: number },
): Promise<void> {
  if (!(await isLastAdmin(store, user))) return;
  throw new AppError(
    'users.last-admin',
    `"${user.name}" is the last admin.`,
    'Make somebody else an admin first.',
  );
}

/**
 * Makes a link that signs `userName` in once within an hour; the user is made when there is none of that
 * name (as curator unless `role` says otherwise), a known user keeps its role unless `role` is given.
 * Throws AppError `users.bad-name`, `users.disabled`, `users.last-admin`.
 */
export async function createSignInLink(deps: LinkDeps, userName: string, role?: Role): Promise<SignInLink> {
  const name = userName.trim().normalize('NFC');
  if (!USER_NAME.test(name)) {
    throw new AppError(
      'users.bad-name',
      'This is not a usable name.',
      'Use 1 to 80 letters, digits, spaces, or . _ @ + - and begin with a letter or digit.',
    );
  }
  const user = await findOrMakeUser(deps, name, role);
  const now = deps.clock.now();
  const token = deps.random.secret(TOKEN_BYTES);
  await deps.store
    .deleteFrom('sign_in_links')
    .where('used_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute();
  await deps.store
    .insertInto('sign_in_links')
    .values({ token_hash: hashToken(token), user_id: user.id, expires_at: now + LINK_MS, used_at: null })
    .execute();
  return {
    url: new URL(`/sign-in/${token}`, deps.publicUrl()).href,
    expiresAt: new Date(now + LINK_MS).toISOString(),
    user,
  };
}

/** A link for the first admin, or null once an enabled admin has signed in, with a link or with a provider. */
export async function ensureFirstAdmin(deps: LinkDeps): Promise<SignInLink | null> {
  const signedIn = await deps.store
    .selectFrom('users')
    .innerJoin('sign_in_links', 'sign_in_links.user_id', 'users.id')
    .select('users.id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .where('used_at', 'is not', null)
    .executeTakeFirst();
  const byProvider = await deps.store
    .selectFrom('users')
    .innerJoin('user_identities', 'user_identities.user_id', 'users.id')
    .select('users.id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .executeTakeFirst();
  if (signedIn !== undefined || byProvider !== undefined) return null;
  const admin = await deps.store
    .selectFrom('users')
    .select('name')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .executeTakeFirst();
  return await createSignInLink(deps, admin?.name ?? 'admin', 'admin');
}

/** Whose link this is, while it can still be used. */
export async function readSignInLink(deps: LinkDeps, token: string): Promise<{ name: string } | null> {
  const row = await deps.store
    .selectFrom('sign_in_links')
    .innerJoin('users', 'users.id', 'sign_in_links.user_id')
    .select('users.name')
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', deps.clock.now())
    .where('disabled', '=', 0)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses a link up. The update itself decides who was first, so two clicks cannot both win. */
export async function useSignInLink(deps: LinkDeps, token: string): Promise<{ userId: string } | null> {
  const now = deps.clock.now();
  const row = await deps.store
    .updateTable('sign_in_links')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('user_id', 'in', (users) => users.selectFrom('users').select('id').where('disabled', '=', 0))
    .returning('user_id')
    .executeTakeFirst();
  return row === undefined ? null : { userId: row.user_id };
}
