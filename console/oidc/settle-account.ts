import { isoNow } from '../../core/ports/clock.ts';
import type { Store } from '../../core/store/schema.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { Role } from '../session/role.ts';
import { USER_NAME } from '../session/sign-in-links.ts';
import { isLastAdmin } from '../users/last-admin.ts';
import { shutOut } from '../users/users-store.ts';
import { type OidcSettings, roleIn } from './oidc-settings.ts';
import type { Account } from './provider.ts';
import type { Refusal } from './refusals.ts';

type Needs = Pick<ConsoleDeps, 'store' | 'clock' | 'random'>;
type User = { id: string; name: string; role: string; disabled: number };
/** How the role and access of a user stood, for the audit log. */
type Standing = { role: string; disabled: boolean };

export type Settled =
  | { kind: 'in'; user: { id: string; name: string }; role: Role; before: Standing | null }
  | { kind: 'refused'; why: Refusal; user: { id: string; name: string } | null; before: Standing | null };

/**
 * Which user an account is, brought to the role that its groups have now; `before` = how the user stood, where that was
 * changed. A new account makes a user, named by its e-mail address, or becomes the user of that name if the provider has
 * verified the address.
 */
export async function settleAccount(deps: Needs, settings: OidcSettings, account: Account): Promise<Settled> {
  return await deps.store.transaction().execute(async (trx) => {
    const role = roleIn(settings.groups, account.groups);
    const known = await trx
      .selectFrom('user_identities')
      .innerJoin('users', 'users.id', 'user_identities.user_id')
      .select(['users.id', 'users.name', 'users.role', 'users.disabled', 'withdrawn'])
      .where('issuer', '=', account.issuer)
      .where('subject', '=', account.subject)
      .executeTakeFirst();
    if (role === null) return known === undefined ? refused('no-group') : await withdraw(trx, known, account);
    if (account.verified === false || (account.verified === null && settings.onlyVerified))
      return refused('unverified', known);
    if (known !== undefined) return await enter(trx, known, { role, back: known.withdrawn === 1 });
    return await enterFirst({ ...deps, store: trx }, account, role);
  });
}

function refused(why: Refusal, user: User | null = null, before: Standing | null = null): Settled {
  return { kind: 'refused', why, user: user && { id: user.id, name: user.name }, before };
}

const standing = ({ role, disabled }: User): Standing => ({ role, disabled: disabled === 1 });

/** No group has a role any more: whatever the user was let in by ends. */
async function withdraw(store: Store, user: User, { issuer, subject }: Account): Promise<Settled> {
  if (user.disabled === 1) return refused('no-group', user);
  if (await isLastAdmin(store, user)) return refused('last-admin', user);
  await shutOut(store, user.id);
  await store
    .updateTable('user_identities')
    .set({ withdrawn: 1 })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
  return refused('no-group', user, standing(user));
}

/** `back`: the groups took the access away, so they may give it again; what an admin took stays taken. */
async function enter(
  store: Store,
  user: User,
  { role, back }: { role: Role; back: boolean },
): Promise<Settled> {
  if (user.disabled === 1 && !back) return refused('disabled', user);
  // Nobody is let in with more than the groups give.
  if (role !== 'admin' && (await isLastAdmin(store, user))) return refused('last-admin', user);
  const same = user.role === role && user.disabled === 0;
  await store.updateTable('users').set({ role, disabled: 0 }).where('id', '=', user.id).execute();
  await store.updateTable('user_identities').set({ withdrawn: 0 }).where('user_id', '=', user.id).execute();
  return { kind: 'in', user: { id: user.id, name: user.name }, role, before: same ? null : standing(user) };
}

async function enterFirst(deps: Needs, { issuer, subject, email, verified }: Account, role: Role) {
  const { store } = deps;
  const name = (email ?? '').trim().normalize('NFC').toLowerCase();
  if (!name.includes('@') || !USER_NAME.test(name)) return refused('bad-name');
  const found = await store
    .selectFrom('users')
    .leftJoin('user_identities', 'user_identities.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.role', 'users.disabled', 'subject'])
    .where('users.name', '=', name)
    .executeTakeFirst();
  if (found !== undefined && (found.subject !== null || verified !== true)) return refused('name-taken');
  const user = found ?? { id: deps.random.id('usr'), name, role, disabled: 0 };
  const created_at = isoNow(deps.clock);
  if (found === undefined)
    await store
      .insertInto('users')
      .values({ ...user, created_at })
      .execute();
  const settled = await enter(store, user, { role, back: false });
  if (settled.kind === 'in')
    await store
      .insertInto('user_identities')
      .values({ issuer, subject, user_id: user.id, withdrawn: 0, created_at })
      .execute();
  return settled;
}
