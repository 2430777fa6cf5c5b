import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEntries } from '../../../console/audit/audit-log.ts';
import { refusals } from '../../../console/oidc/refusals.ts';
import { ensureFirstAdmin } from '../../../console/session/sign-in-links.ts';
import { setUserDisabled } from '../../../console/users/users-store.ts';
import { signIn } from '../browserless.ts';
import { ada, type OidcRig, startOidc } from './oidc-rig.ts';

const bob = { sub: 'acct-bob', email: 'bob@example.com', email_verified: true, groups: ['docs'] };

describe('people of the provider', () => {
  let rig: OidcRig;
  beforeEach(async () => {
    rig = await startOidc();
  });
  afterEach(async () => await rig.close());

  const latest = async () => (await listEntries(rig.deps.store, { limit: 1 }))[0];
  const entries = async () =>
    (await listEntries(rig.deps.store, { limit: 50 })).map(({ action }) => action).reverse();
  const isRefused = ({ status, text }: { status: number; text: string }, why: keyof typeof refusals) => {
    expect([status, text.includes(refusals[why])]).toEqual([403, true]);
    expect(rig.refusal()).toMatchObject({ why });
  };
  const idOf = async (name: string) =>
    (await rig.deps.store.selectFrom('users').select('id').where('name', '=', name).executeTakeFirstOrThrow())
      .id;

  it('have the highest role of their groups', async () => {
    await rig.signIn(ada);
    await rig.signIn(bob);
    await rig.signIn({ ...bob, sub: 'acct-cy', email: 'cy@example.com', groups: ['docs', 'docs-admins'] });
    expect(await rig.users()).toEqual([
      { name: 'ada@example.com', role: 'admin', disabled: 0 },
      { name: 'bob@example.com', role: 'curator', disabled: 0 },
      { name: 'cy@example.com', role: 'admin', disabled: 0 },
    ]);
    expect(await latest()).toMatchObject({
      by: { name: 'cy@example.com' },
      action: 'user.sign-in',
      after: { issuer: rig.provider.issuer, subject: 'acct-cy' },
    });
  });

  it('have no access without a group that has a role', async () => {
    for (const groups of [undefined, [], ['staff'], 'staff', ['DOCS'], [['docs']], { docs: true }, 7, null])
      isRefused(await rig.signIn({ ...bob, groups }), 'no-group');
    expect(await rig.users()).toEqual([]);
    expect(await latest()).toMatchObject({
      by: { id: null, name: 'Somebody at the provider' },
      action: 'user.refused',
      subject: 'acct-bob',
      after: { why: 'no-group' },
    });
    expect((await rig.signIn({ ...bob, groups: 'docs' })).status).toBe(303);
  });

  it('are read from the claim that the settings name', async () => {
    rig.settings.groupsClaim = 'roles';
    rig.provider.faults.claims = (claims) => ({ ...claims, roles: ['docs'] });
    await rig.signIn(ada);
    expect(await rig.users()).toEqual([{ name: 'ada@example.com', role: 'curator', disabled: 0 }]);
  });

  it('get the role of their groups at each sign-in, in every browser', async () => {
    await rig.signIn(ada);
    const { person } = await rig.signIn({ ...bob, groups: ['docs-admins'] });
    expect((await person.get('/users')).status).toBe(200);
    await rig.signIn(bob);
    expect((await person.get('/users')).status).toBe(403);
    expect(await entries()).toContain('user.groups');
    const changed = (await listEntries(rig.deps.store, { limit: 2 }))[1];
    expect(changed).toMatchObject({ before: { role: 'admin' }, after: { role: 'curator' } });
  });

  it('lose every access once they come without a group, and have it again with one', async () => {
    await rig.signIn(ada);
    const { person } = await rig.signIn(bob);
    const link = await rig.link('bob@example.com', 'curator');
    isRefused(await rig.signIn({ ...bob, groups: ['staff'] }), 'no-group');
    expect((await person.get('/')).status).toBe(303);
    expect((await fetch(link)).status).toBe(410);
    expect(await rig.users()).toContainEqual({ name: 'bob@example.com', role: 'curator', disabled: 1 });
    expect((await entries()).slice(-2)).toEqual(['user.groups', 'user.refused']);
    expect((await rig.signIn(bob)).status).toBe(303);
    expect(await rig.users()).toContainEqual({ name: 'bob@example.com', role: 'curator', disabled: 0 });
  });

  it('stay out when an admin disabled them, whatever their groups', async () => {
    await rig.signIn(ada);
    await rig.signIn(bob);
    const id = await idOf('bob@example.com');
    await setUserDisabled(rig.deps, id, true);
    isRefused(await rig.signIn(bob), 'disabled');
    // Also when the groups had taken the access before the admin did.
    await setUserDisabled(rig.deps, id, false);
    await rig.signIn({ ...bob, groups: [] });
    await setUserDisabled(rig.deps, id, true);
    isRefused(await rig.signIn(bob), 'disabled');
  });

  it('leave the last admin an admin, and let nobody in with more than their groups give', async () => {
    await rig.signIn(ada);
    isRefused(await rig.signIn({ ...ada, groups: ['docs'] }), 'last-admin');
    isRefused(await rig.signIn({ ...ada, groups: [] }), 'last-admin');
    expect(await rig.users()).toEqual([{ name: 'ada@example.com', role: 'admin', disabled: 0 }]);
    await rig.signIn({ ...bob, groups: ['docs-admins'] });
    expect((await rig.signIn({ ...ada, groups: ['docs'] })).status).toBe(303);
    expect(await rig.users()).toContainEqual({ name: 'ada@example.com', role: 'curator', disabled: 0 });
  });

  it('are refused with an address that is not verified', async () => {
    isRefused(await rig.signIn({ ...ada, email_verified: false }), 'unverified');
    const { email_verified: _, ...silent } = ada;
    isRefused(await rig.signIn(silent), 'unverified');
    rig.settings.onlyVerified = false;
    isRefused(await rig.signIn({ ...ada, email_verified: false }), 'unverified');
    expect(await rig.users()).toEqual([]);
    expect((await rig.signIn(silent)).status).toBe(303);
  });

  it('are refused without an address that can be a name', async () => {
    const { email: _, ...nameless } = ada;
    isRefused(await rig.signIn(nameless), 'bad-name');
    isRefused(await rig.signIn({ ...ada, email: 'admin' }), 'bad-name');
    isRefused(await rig.signIn({ ...ada, email: '<b>@example.com' }), 'bad-name');
    expect(await rig.users()).toEqual([]);
  });

  it('stay who they are when their address changes, and nobody inherits it', async () => {
    await rig.signIn(ada);
    await rig.signIn({ ...ada, email: 'ada.b@example.com' });
    isRefused(await rig.signIn({ ...bob, email: 'ada@example.com' }), 'name-taken');
    expect(await rig.users()).toEqual([{ name: 'ada@example.com', role: 'admin', disabled: 0 }]);
  });

  it('become the user of their address that signed in with links, only if it is verified', async () => {
    await signIn(rig, 'Root', 'admin');
    await signIn(rig, 'bob@example.com', 'admin');
    rig.settings.onlyVerified = false;
    const { email_verified: _, ...silent } = bob;
    isRefused(await rig.signIn(silent), 'name-taken');
    expect((await rig.signIn(bob)).status).toBe(303);
    expect(await rig.users()).toEqual([
      { name: 'Root', role: 'admin', disabled: 0 },
      { name: 'bob@example.com', role: 'curator', disabled: 0 },
    ]);
  });

  it('find the button on the sign-in page where a provider is set, and links work beside it', async () => {
    const page = await (await fetch(`${rig.url}/sign-in`)).text();
    expect(page).toContain('href="/oidc/sign-in"');
    expect(page).toContain('npx docent users link');
    expect((await (await signIn(rig)).get('/')).status).toBe(200);
  });

  it('are met by nothing at all where no provider is set', async () => {
    rig.deps.oidc = () => null;
    expect(await (await fetch(`${rig.url}/sign-in`)).text()).not.toContain('/oidc/');
    for (const path of ['/oidc/sign-in', '/oidc/callback?code=x&state=y'])
      expect((await fetch(rig.url + path, { redirect: 'manual' })).status).toBe(404);
    expect(await rig.deps.store.selectFrom('oidc_sign_ins').selectAll().execute()).toEqual([]);
  });

  it('make the link for a first admin needless', async () => {
    expect(await ensureFirstAdmin(rig.deps)).not.toBeNull();
    await rig.signIn(ada);
    expect(await ensureFirstAdmin(rig.deps)).toBeNull();
  });

  it('begin a bounded number of sign-ins from one address', async () => {
    const statuses = [];
    for (let at = 0; at < 102; at += 1) statuses.push((await rig.browser().get('/oidc/sign-in')).status);
    expect(statuses.slice(0, 100)).toEqual(Array(100).fill(303));
    expect(statuses.slice(100)).toEqual([429, 429]);
  });
});
