import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSignInLink, ensureFirstAdmin } from '../../console/session/sign-in-links.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { signIn } from './browserless.ts';

const HOUR = 3_600_000;

describe('signing in and out', () => {
  let rig: ConsoleRig;
  beforeEach(async () => {
    rig = await startConsole();
  });
  afterEach(async () => await rig.close());

  const use = (link: string, headers: Record<string, string> = {}) =>
    fetch(link, { method: 'POST', headers: { Origin: rig.url, ...headers }, redirect: 'manual' });

  it('lets link previews open a link without burning it', async () => {
    const link = await rig.link();
    for (let preview = 0; preview < 3; preview += 1) expect((await fetch(link)).status).toBe(200);
    expect((await use(link)).status).toBe(303);
  });

  it('burns a link at its first use', async () => {
    const link = await rig.link();
    const both = await Promise.all([use(link), use(link)]);
    expect(both.map((reply) => reply.status).sort()).toEqual([303, 410]);
    expect((await use(link)).status).toBe(410);
    expect((await fetch(link)).status).toBe(410);
  });

  it('lets a link die after an hour', async () => {
    const link = await rig.link();
    rig.time.now += HOUR;
    expect((await fetch(link)).status).toBe(410);
    expect((await use(link)).status).toBe(410);
  });

  it('refuses to be signed in from another site', async () => {
    const link = await rig.link();
    expect((await use(link, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await use(link)).status).toBe(303);
  });

  it('stores neither tokens of links nor of sessions', async () => {
    const link = await rig.link();
    const cookie = (await use(link)).headers.getSetCookie()[0] ?? '';
    const token = /docent=([^;]+)/.exec(cookie)?.[1] ?? 'none';
    const stored = JSON.stringify([
      await rig.deps.store.selectFrom('sessions').select('token_hash').execute(),
      await rig.deps.store.selectFrom('sign_in_links').selectAll().execute(),
    ]);
    expect(token.length).toBeGreaterThan(20);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(link.split('/').at(-1));
  });

  it('gives a cookie that scripts cannot read and other sites cannot use', async () => {
    const cookie = (await use(await rig.link())).headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^docent=/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('ends a session after twelve idle hours and not before', async () => {
    const person = await signIn(rig);
    rig.time.now += 12 * HOUR - 1;
    expect((await person.get('/')).status).toBe(200);
    rig.time.now += 12 * HOUR - 1;
    expect((await person.get('/')).status).toBe(200);
    rig.time.now += 12 * HOUR;
    expect((await person.get('/')).status).toBe(303);
  });

  it('does not count what a page polls by itself as use', async () => {
    const person = await signIn(rig);
    for (let hours = 0; hours < 11; hours += 1) {
      rig.time.now += HOUR;
      expect((await person.get('/health')).status).toBe(200);
    }
    rig.time.now += HOUR;
    expect((await person.get('/health')).status).toBe(303);
  });

  it('ends a session after thirty days of use', async () => {
    const person = await signIn(rig);
    for (let halfDays = 0; halfDays < 60; halfDays += 1) {
      rig.time.now += 11.9 * HOUR;
      expect((await person.get('/')).status).toBe(200);
    }
    rig.time.now += 11.9 * HOUR;
    expect((await person.get('/')).status).toBe(303);
  });

  it('gives a new session at each sign-in and ends the one before', async () => {
    const first = await signIn(rig);
    const again = await use(await rig.link(), { Cookie: first.cookie });
    expect(again.headers.getSetCookie()[0]).not.toContain(first.cookie);
    expect((await first.get('/')).status).toBe(303);
  });

  it('signs out on the server, not only in the browser', async () => {
    const person = await signIn(rig);
    expect((await person.post('/sign-out')).headers.get('Location')).toBe('/sign-in');
    expect((await person.get('/')).status).toBe(303);
  });

  it('treats damaged cookies as none', async () => {
    const person = await signIn(rig);
    for (const cookie of [
      `${person.cookie}x`,
      person.cookie.slice(0, -4),
      'docent=',
      'docent=%00',
      'docent=%E0%A4%A',
    ]) {
      expect((await person.get('/', { Cookie: cookie })).status, cookie).toBe(303);
    }
  });

  it('makes somebody wait who tries link after link', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const reply = await use(`${rig.url}/sign-in/guess${attempt}`, {
        'X-Forwarded-For': `10.0.0.${attempt}`,
      });
      statuses.push(reply.status);
      if (reply.status === 429) expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(410));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('tells htmx to leave for the sign-in page when the session is over', async () => {
    const reply = await fetch(`${rig.url}/health`, { headers: { 'HX-Request': 'true' }, redirect: 'manual' });
    expect([reply.status, reply.headers.get('HX-Redirect')]).toEqual([401, '/sign-in']);
  });

  it('offers the first admin a link at every start until one was used', async () => {
    const first = await ensureFirstAdmin(rig.deps);
    const second = await ensureFirstAdmin(rig.deps);
    expect([first?.user.role, second?.user.id]).toEqual(['admin', first?.user.id]);
    expect((await use(second?.url ?? '')).status).toBe(303);
    expect(await ensureFirstAdmin(rig.deps)).toBeNull();
  });

  it('keeps the role of a known user unless another is asked for', async () => {
    await createSignInLink(rig.deps, 'Ada', 'admin');
    expect((await createSignInLink(rig.deps, ' Ada ')).user.role).toBe('admin');
    await expect(createSignInLink(rig.deps, 'Ada', 'curator')).rejects.toMatchObject({
      code: 'users.last-admin',
    });
    await createSignInLink(rig.deps, 'Eve', 'admin');
    expect((await createSignInLink(rig.deps, 'Ada', 'curator')).user.role).toBe('curator');
    expect((await createSignInLink(rig.deps, 'Bob')).user.role).toBe('curator');
  });

  it('refuses names that nobody could read', async () => {
    for (const name of ['', '  ', '<script>', 'a\u202eb', 'x'.repeat(81), 'a\nb']) {
      await expect(createSignInLink(rig.deps, name)).rejects.toMatchObject({ code: 'users.bad-name' });
    }
  });
});

describe('behind https', () => {
  it('binds the cookie to this host and to https', async () => {
    const rig = await startConsole({ publicUrl: 'https://docent.example' });
    const { url } = await createSignInLink(rig.deps, 'Ada', 'admin');
    expect(url).toMatch(/^https:\/\/docent\.example\/sign-in\//);
    const { request } = await import('node:http');
    const cookie = await new Promise<string>((resolve, reject) => {
      const sent = request(
        rig.url + new URL(url).pathname,
        { method: 'POST', headers: { Host: 'docent.example', Origin: 'https://docent.example' } },
        (reply) => {
          expect(reply.headers['strict-transport-security']).toContain('max-age');
          resolve(reply.headers['set-cookie']?.[0] ?? '');
          reply.resume();
        },
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(cookie).toMatch(/^__Host-docent=/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).toMatch(/Secure/);
    await rig.close();
  });
});
