import { hashToken } from '../../console/session/session.ts';
import type { ConsoleRig } from '../fakes/console-deps.ts';

/** A person without a browser: keeps the cookie, sends what a browser's form would send. */
export type Person = Awaited<ReturnType<typeof signIn>>;

export async function signIn(
  rig: Pick<ConsoleRig, 'url' | 'link'> & { deps: Pick<ConsoleRig['deps'], 'store'> },
  name = 'Ada',
  role: 'admin' | 'curator' = 'admin',
) {
  const entered = await fetch(await rig.link(name, role), {
    method: 'POST',
    headers: { Origin: rig.url },
    redirect: 'manual',
  });
  const cookie = (entered.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const { csrf } = await rig.deps.store
    .selectFrom('sessions')
    .select('csrf')
    .where('token_hash', '=', hashToken(cookie.split('=')[1] ?? ''))
    .executeTakeFirstOrThrow();

  return {
    cookie,
    csrf,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(rig.url + path, { headers: { Cookie: cookie, ...headers }, redirect: 'manual' }),
    text: async (path: string) => await (await fetch(rig.url + path, { headers: { Cookie: cookie } })).text(),
    post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      fetch(rig.url + path, {
        method: 'POST',
        headers: { Cookie: cookie, Origin: rig.url, ...headers },
        body: new URLSearchParams({ _csrf: csrf, ...fields }),
        redirect: 'manual',
      }),
    send: (path: string, form: FormData | URLSearchParams, headers: Record<string, string> = {}) =>
      fetch(rig.url + path, {
        method: 'POST',
        headers: { Cookie: cookie, Origin: rig.url, ...headers },
        body: form,
        redirect: 'manual',
      }),
  };
}
