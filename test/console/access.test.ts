import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../console/assets.ts';
import { createAuditTrail } from '../../console/audit/audit-trail.ts';
import { createFrame } from '../../console/frame/layout.ts';
import { consoleRoutes } from '../../console/route-table.ts';
import type { Route } from '../../console/routes/route.ts';
import { platformIds } from '../../core/ports/platforms.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

describe('who may see what', () => {
  let rig: ConsoleRig;
  let routes: Route[];
  let curator: Person;
  let admin: Person;
  beforeAll(async () => {
    rig = await startConsole();
    const assets = loadAssets();
    routes = consoleRoutes(rig.deps, assets, createFrame(rig.deps, assets), createAuditTrail(rig.deps));
    curator = await signIn(rig, 'Cora', 'curator');
    admin = await signIn(rig, 'Ada', 'admin');
  });
  afterAll(async () => await rig.close());

  const addressOf = (route: Route) => route.path.replaceAll(/:\w+/g, 'x');
  const guest = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(rig.url + path, {
      method: method.toUpperCase(),
      headers: { Origin: rig.url, ...headers },
      redirect: 'manual',
    });
  const members = () => routes.filter((route) => route.access === 'curator' || route.access === 'admin');

  it('sends a guest from every page to the sign-in page', async () => {
    expect(members().length).toBeGreaterThan(30);
    for (const route of members()) {
      const reply = await guest(route.method, addressOf(route));
      const seen = `${route.method} ${route.path} ${reply.status} ${reply.headers.get('Location')}`;
      if (route.method === 'get') expect(seen).toBe(`get ${route.path} 303 /sign-in`);
      else expect(seen).toBe(`post ${route.path} 401 null`);
    }
  });

  it('lets no other spelling of an address past the sign-in', async () => {
    const spellings = [
      '/DOCUMENTS',
      '//documents',
      '/./documents',
      '/documents/',
      '/documents;x',
      '/%64ocuments',
      '/x/%2e%2e/documents',
      '/assets/../documents',
      '/nowhere',
    ];
    for (const spelling of spellings) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE']) {
        expect([303, 401, 404], `${method} ${spelling}`).toContain(
          await rawStatus(rig.url, method, spelling),
        );
      }
    }
  });

  it('believes no header that claims a user or another address', async () => {
    const claims = {
      'X-User': 'Ada',
      'X-Original-URL': '/healthz',
      'X-HTTP-Method-Override': 'GET',
      'X-Forwarded-Host': 'evil',
    };
    expect((await guest('get', '/documents', claims)).status).toBe(303);
  });

  it('keeps curators out of Connect and Users', async () => {
    for (const route of routes.filter((entry) => entry.access === 'admin')) {
      const path = addressOf(route);
      const reply = route.method === 'get' ? await curator.get(path) : await curator.post(path);
      expect(`${route.path} ${reply.status}`).toBe(`${route.path} 403`);
    }
    expect(await curator.text('/')).not.toContain('href="/users"');
  });

  it('refuses every change without the session token of the form', async () => {
    for (const route of members().filter((entry) => entry.method === 'post')) {
      for (const token of ['', 'x', curator.csrf]) {
        const reply = await admin.post(addressOf(route), { _csrf: token });
        expect(`${route.path} ${reply.status}`).toBe(`${route.path} 403`);
      }
    }
  });

  it('refuses every change that comes from another site', async () => {
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: rig.url, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: rig.url, 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const route of routes.filter((entry) => entry.method === 'post')) {
      for (const headers of foreign) {
        const reply = await admin.post(addressOf(route), {}, headers);
        expect(`${route.path} ${reply.status}`).toBe(`${route.path} 403`);
      }
    }
  });

  it('takes changes from its own pages, whichever way a browser says so', async () => {
    const post = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ _csrf: admin.csrf, polarity: '0' });
      const all = { Cookie: admin.cookie, ...headers };
      return (
        await fetch(`${rig.url}/answers/x/vote`, { method: 'POST', headers: all, body, redirect: 'manual' })
      ).status;
    };
    // There is no such answer, which is said to whoever got past the door.
    expect(await post({ Origin: rig.url })).toBe(404);
    expect(await post({ Origin: rig.url, 'Sec-Fetch-Site': 'same-origin' })).toBe(404);
    expect(await post({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).toBe(404);
    expect(await post({ 'Sec-Fetch-Site': 'same-origin' })).toBe(404);
    expect(await post({ 'Sec-Fetch-Site': 'none' })).toBe(403);
    expect(await post({})).toBe(403);
  });

  it('has no address outside the table but those for events of platforms and for agents', () => {
    const served = rig.app.router.stack.flatMap((layer) =>
      layer.route === undefined ? [] : [layer.route.path],
    );
    const known = new Set([
      ...platformIds.map((id) => `/${id}/events`),
      '/mcp',
      ...routes.map((route) => route.path),
    ]);
    expect(served.length).toBeGreaterThan(routes.length);
    expect(served.filter((path) => !known.has(path))).toEqual([]);
  });

  it('serves every page of the table to an admin', async () => {
    for (const route of members().filter((entry) => entry.method === 'get' && !entry.path.includes(':'))) {
      expect(`${route.path} ${(await admin.get(route.path)).status}`).toBe(`${route.path} 200`);
    }
  });

  it('changes nothing when pages are read', async () => {
    const dump = async () =>
      JSON.stringify([
        await rig.deps.store.selectFrom('users').selectAll().execute(),
        await rig.deps.store.selectFrom('sign_in_links').selectAll().execute(),
        await rig.deps.store.selectFrom('answers').selectAll().execute(),
        await rig.deps.library.list(),
        await rig.deps.settings.list(),
      ]);
    const before = await dump();
    for (const route of routes.filter((entry) => entry.method === 'get')) await admin.get(addressOf(route));
    expect(await dump()).toBe(before);
  });

  it('says ok and ready to anybody under any host name', async () => {
    expect(await rawStatus(rig.url, 'GET', '/healthz', 'probe.internal')).toBe(200);
    expect(await rawStatus(rig.url, 'GET', '/readyz', '10.0.0.7:3000')).toBe(200);
  });

  it('serves nothing else under a foreign host name', async () => {
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:80',
      '127.0.0.1@evil',
      '',
    ]) {
      expect(`${host} ${await rawStatus(rig.url, 'GET', '/sign-in', host)}`).toMatch(/ (421|400)$/);
    }
    for (const host of ['localhost:3000', 'LOCALHOST', '127.0.0.1:1', '[::1]:3000']) {
      expect(await rawStatus(rig.url, 'GET', '/sign-in', host)).toBe(200);
    }
  });

  it('hands Slack events to Bolt untouched, without session, token or origin', async () => {
    const body = '{"type":"event_callback","text":"%7B"}';
    const reply = await fetch(`${rig.url}/slack/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    expect(await reply.text()).toBe('slack');
    expect(rig.connectors.slackBodies).toEqual([body]);
  });
});

/** Status of a request whose path and host are sent as they are written; fetch would tidy them up. */
async function rawStatus(url: string, method: string, path: string, host?: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve, reject) => {
    const headers = { ...(host === undefined ? {} : { Host: host }), Origin: url };
    const sent = request({ hostname, port, method, path, headers, setHost: host === undefined }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}
