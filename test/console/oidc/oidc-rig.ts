import type { OidcSettings } from '../../../console/oidc/oidc-settings.ts';
import { startConsole } from '../../fakes/console-deps.ts';
import { createFakeProvider, type FakeAccount } from '../../fakes/oidc/fake-provider.ts';

export type OidcRig = Awaited<ReturnType<typeof startOidc>>;

/** Ada, as the provider knows her; she is in the group that makes admins. */
export const ada: FakeAccount = {
  ...{ sub: 'acct-ada', email: 'Ada@example.com', email_verified: true, groups: ['staff', 'docs-admins'] },
};

/** A console whose people may sign in with a provider. */
export async function startOidc() {
  const provider = await createFakeProvider();
  const rig = await startConsole();
  provider.client.redirectUris.push(new URL('/oidc/callback', rig.url).href);
  const settings: OidcSettings = {
    ...{ issuer: provider.issuer, clientId: provider.client.id, clientSecret: provider.client.secret },
    ...{ scopes: 'openid email profile', groupsClaim: 'groups', onlyVerified: true },
    groups: [
      { group: 'docs-admins', role: 'admin' },
      { group: 'docs', role: 'curator' },
    ],
  };
  rig.deps.oidc = () => settings;

  /** A browser that keeps its cookies. */
  const browser = () => {
    const jar = new Map<string, string>();
    const get = async (address: string) => {
      const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const reply = await fetch(address, { headers: { Cookie: cookies }, redirect: 'manual' });
      for (const line of reply.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      return reply;
    };
    return {
      jar,
      get: (path: string) => get(new URL(path, rig.url).href),
      /** Presses the button; where the browser is sent. */
      begin: async (path = '/oidc/sign-in') =>
        (await get(new URL(path, rig.url).href)).headers.get('Location') ?? '',
    };
  };
  const back = (address: string, account: FakeAccount, allow = true): string => {
    const decided = provider.decide(address, account, allow);
    if (decided.kind === 'refused') throw new Error(`the provider refused: ${decided.why}`);
    return decided.url;
  };
  return {
    ...rig,
    provider,
    settings,
    browser,
    back,
    /** The whole way there and back. */
    async signIn(account: FakeAccount, person = browser()) {
      const reply = await person.get(back(await person.begin(), account));
      return { person, status: reply.status, place: reply.headers.get('Location'), text: await reply.text() };
    },
    /** What the log says of the latest refusal. */
    refusal: () =>
      rig.logs.findLast(({ message }) => message === 'sign-in with the provider refused')?.fields,
    users: () =>
      rig.deps.store.selectFrom('users').select(['name', 'role', 'disabled']).orderBy('name').execute(),
    async close() {
      await rig.close();
      await provider.close();
    },
  };
}
