import { type IncomingHttpHeaders, request } from 'node:http';
import { expect, it } from 'vitest';
import { startConsole } from '../../fakes/console-deps.ts';
import { createFakeProvider } from '../../fakes/oidc/fake-provider.ts';
import { ada } from './oidc-rig.ts';

/** Asks as a proxy does that keeps the name. */
function ask(url: string, cookie: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { Host: 'docent.example', Cookie: cookie } }, (reply) => {
      reply.resume();
      resolve(reply.headers);
    });
    sent.on('error', reject);
    sent.end();
  });
}

it('binds a sign-in with the provider to this host and to https', async () => {
  const provider = await createFakeProvider();
  const rig = await startConsole({ publicUrl: 'https://docent.example' });
  provider.client.redirectUris.push('https://docent.example/oidc/callback');
  const { id: clientId, secret: clientSecret } = provider.client;
  rig.deps.oidc = () => ({
    ...{ issuer: provider.issuer, clientId, clientSecret, scopes: 'openid', groupsClaim: 'groups' },
    ...{ groups: [{ group: 'docs-admins', role: 'admin' }], onlyVerified: true },
  });
  const begun = await ask(`${rig.url}/oidc/sign-in`, '');
  const pending = begun['set-cookie']?.[0] ?? '';
  expect(pending).toMatch(/^__Host-docent-oidc=[\w-]{40,};/);
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(pending).toContain(part);
  const decided = provider.decide(begun.location ?? '', ada);
  if (decided.kind === 'refused') throw new Error(decided.why);
  expect(decided.url).toMatch(/^https:\/\/docent\.example\/oidc\/callback\?/);
  const { pathname, search } = new URL(decided.url);
  const came = await ask(`${rig.url}${pathname}${search}`, pending.split(';')[0] ?? '');
  const [gone, session] = came['set-cookie'] ?? [];
  expect(gone).toMatch(/^__Host-docent-oidc=;.*Max-Age=0/);
  expect(session).toMatch(/^__Host-docent=.*Secure/);
  await rig.close();
  await provider.close();
});
