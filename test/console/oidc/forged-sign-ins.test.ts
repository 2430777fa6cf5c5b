import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PENDING_MS } from '../../../console/oidc/pending-sign-ins.ts';
import { refusals } from '../../../console/oidc/refusals.ts';
import type { Faults } from '../../fakes/oidc/fake-provider.ts';
import { ada, type OidcRig, startOidc } from './oidc-rig.ts';

describe('a sign-in with the provider', () => {
  let rig: OidcRig;
  beforeEach(async () => {
    rig = await startOidc();
  });
  afterEach(async () => await rig.close());

  const sessions = async () => (await rig.deps.store.selectFrom('sessions').selectAll().execute()).length;

  async function isRefused(reply: Response, why: keyof typeof refusals, detail = ''): Promise<void> {
    expect(reply.status).toBe(why === 'unreachable' ? 502 : 403);
    expect(await reply.text()).toContain(refusals[why]);
    expect(rig.refusal()).toEqual({ why, detail });
    expect(await sessions()).toBe(0);
    expect(await rig.users()).toEqual([]);
  }

  async function withFault(faults: Faults, why: keyof typeof refusals, detail: string): Promise<void> {
    Object.assign(rig.provider.faults, faults);
    const person = rig.browser();
    await isRefused(await person.get(rig.back(await person.begin(), ada)), why, detail);
  }
  const claim = (changed: Record<string, unknown>): Faults => ({ claims: (all) => ({ ...all, ...changed }) });
  const wrongClaim = (name: string) => `OAUTH_JWT_CLAIM_COMPARISON_FAILED ${name}`;
  const seconds = () => Math.floor(Date.now() / 1000);

  it('works where nothing is wrong', async () => {
    const { status, place, person } = await rig.signIn(ada);
    expect([status, place, await sessions()]).toEqual([303, '/', 1]);
    expect((await person.get('/users')).status).toBe(200);
  });

  it('is refused with a token of another issuer', async () => {
    await withFault(claim({ iss: 'https://evil.example' }), 'unproven', wrongClaim('iss'));
  });

  it('is refused with a token for another program', async () => {
    await withFault(claim({ aud: 'another-client' }), 'unproven', wrongClaim('aud'));
  });

  it('is refused with the nonce of another try', async () => {
    await withFault(claim({ nonce: 'of-another-try' }), 'unproven', wrongClaim('nonce'));
  });

  it('is refused with a token that has run out', async () => {
    const old = claim({ iat: seconds() - 7_200, exp: seconds() - 3_600 });
    await withFault(old, 'unproven', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED exp');
  });

  it('is refused with a token that nobody signed', async () => {
    await withFault({ signature: 'none' }, 'unproven', 'OAUTH_INVALID_RESPONSE');
  });

  it('is refused with a token that nobody signed, though the provider says that it signs none', async () => {
    const metadata: Faults['metadata'] = (all) => ({
      ...all,
      id_token_signing_alg_values_supported: ['none', 'RS256'],
    });
    await withFault({ signature: 'none', metadata }, 'unproven', 'OAUTH_UNSUPPORTED_OPERATION');
  });

  it('is refused with a token that somebody else signed', async () => {
    await withFault({ signature: 'foreign' }, 'unproven', 'OAUTH_INVALID_RESPONSE');
  });

  it('is refused where the provider says that it is another one', async () => {
    rig.provider.faults.metadata = (all) => ({ ...all, issuer: 'https://evil.example' });
    const person = rig.browser();
    const reply = await person.get('/oidc/sign-in');
    expect([reply.status, reply.headers.get('Location')]).toEqual([403, null]);
    expect(await reply.text()).toContain(refusals.unproven);
  });

  it('is refused without the state of this browser', async () => {
    const person = rig.browser();
    const way = new URL(rig.back(await person.begin(), ada));
    for (const state of [null, '', 'guessed', 'x'.repeat(43)]) {
      if (state === null) way.searchParams.delete('state');
      else way.searchParams.set('state', state);
      await isRefused(await person.get(way.href), 'not-begun');
    }
    expect(rig.provider.tokenRequests).toEqual([]);
  });

  it('is refused when somebody else is sent the way back of another person', async () => {
    const way = rig.back(await rig.browser().begin(), ada);
    const victim = rig.browser();
    await isRefused(await victim.get(way), 'not-begun');
    await victim.begin();
    await isRefused(await victim.get(way), 'not-begun');
  });

  it('works once: the same way back is refused the second time, cookie or not', async () => {
    const person = rig.browser();
    const way = rig.back(await person.begin(), ada);
    const kept = new Map(person.jar);
    expect((await person.get(way)).status).toBe(303);
    for (const [name, value] of kept) person.jar.set(name, value);
    const again = await person.get(way);
    expect([again.status, rig.refusal()]).toEqual([403, { why: 'not-begun', detail: '' }]);
    expect(rig.provider.tokenRequests.length).toBe(1);
  });

  it('is refused with a code that was used before', async () => {
    const [first, second] = [rig.browser(), rig.browser()];
    const used = new URL(rig.back(await first.begin(), ada));
    await first.get(used.href);
    const way = new URL(rig.back(await second.begin(), ada));
    way.searchParams.set('code', used.searchParams.get('code') ?? '');
    expect((await second.get(way.href)).status).toBe(403);
    expect(rig.refusal()).toEqual({ why: 'unproven', detail: 'OAUTH_RESPONSE_BODY_ERROR invalid_grant' });
    expect(await sessions()).toBe(1);
  });

  it('is refused with the fresh code of another person: it was made for another verifier', async () => {
    const other = new URL(rig.back(await rig.browser().begin(), ada));
    const person = rig.browser();
    const way = new URL(rig.back(await person.begin(), ada));
    way.searchParams.set('code', other.searchParams.get('code') ?? '');
    await isRefused(await person.get(way.href), 'unproven', 'OAUTH_RESPONSE_BODY_ERROR invalid_grant');
    // Where a provider forgets to look at it, the nonce tells.
    rig.provider.faults.noVerifier = true;
    const third = new URL(rig.back(await rig.browser().begin(), ada));
    const again = new URL(rig.back(await person.begin(), ada));
    again.searchParams.set('code', third.searchParams.get('code') ?? '');
    await isRefused(await person.get(again.href), 'unproven', wrongClaim('nonce'));
  });

  it('always shows the provider a code verifier, and asks with its hash', async () => {
    const person = rig.browser();
    const address = new URL(await person.begin());
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    await person.get(rig.back(address.href, ada));
    expect(rig.provider.tokenRequests).toEqual([
      { verifier: expect.stringMatching(/^[\w-]{43}$/), status: 200 },
    ]);
    address.searchParams.delete('code_challenge');
    expect(rig.provider.decide(address.href, ada)).toMatchObject({ kind: 'refused' });
  });

  it('leads nowhere but to this console, whatever an address asks for', async () => {
    const person = rig.browser();
    const wish = '?redirect_uri=https://evil.example&next=https://evil.example';
    const address = new URL(await person.begin(`/oidc/sign-in${wish}`));
    expect(address.searchParams.get('redirect_uri')).toBe(`${rig.url}/oidc/callback`);
    const reply = await person.get(`${rig.back(address.href, ada)}&next=https://evil.example`);
    expect([reply.status, reply.headers.get('Location')]).toEqual([303, '/']);
    address.searchParams.set('redirect_uri', 'https://evil.example');
    expect(rig.provider.decide(address.href, ada)).toEqual({ kind: 'refused', why: 'unknown redirect_uri' });
  });

  it('is refused after ten minutes', async () => {
    const person = rig.browser();
    const way = rig.back(await person.begin(), ada);
    rig.time.now += PENDING_MS;
    await isRefused(await person.get(way), 'not-begun');
  });

  it('says that somebody said no at the provider', async () => {
    const person = rig.browser();
    const way = rig.back(await person.begin(), ada, false);
    await isRefused(await person.get(way), 'declined', 'OAUTH_AUTHORIZATION_RESPONSE_ERROR access_denied');
  });

  it('says that the provider cannot be reached', async () => {
    await withFault({ down: true }, 'unreachable', 'OAUTH_RESPONSE_IS_NOT_CONFORM');
    rig.settings.issuer = 'http://127.0.0.1:9';
    const reply = await rig.browser().get('/oidc/sign-in');
    expect([reply.status, (await reply.text()).includes(refusals.unreachable)]).toEqual([502, true]);
  });

  it('leaves no secret, code or token in the store or in the log', async () => {
    const person = rig.browser();
    const address = new URL(await person.begin());
    const way = new URL(rig.back(address.href, ada));
    const secrets = [
      rig.settings.clientSecret,
      way.searchParams.get('code') ?? '',
      ...['state', 'nonce', 'code_challenge'].map((name) => address.searchParams.get(name) ?? ''),
      ...person.jar.values(),
    ];
    const waiting = await rig.deps.store.selectFrom('oidc_sign_ins').selectAll().execute();
    expect(waiting.length).toBe(1);
    rig.provider.faults.signature = 'foreign';
    await person.get(way.href);
    const audit = await rig.deps.store.selectFrom('audit').selectAll().execute();
    const kept = JSON.stringify([waiting, audit, rig.logs]);
    expect(rig.logs.length).toBeGreaterThan(0);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(kept).not.toContain(secret);
    }
    expect(kept).not.toContain('eyJ');
  });
});
