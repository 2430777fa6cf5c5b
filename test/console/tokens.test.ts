import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiToken } from '../../console/tokens/api-tokens.ts';
import type { ApiScope } from '../../console/tokens/scopes.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { type Person, signIn } from './browserless.ts';

const DAY = 24 * 3_600_000;

describe('an API token', () => {
  let rig: ConsoleRig;
  let admin: Person;
  beforeEach(async () => {
    rig = await startConsole({
      metrics: { text: async () => ({ type: 'text/plain', body: 'up 1\n' }), token: () => 'x'.repeat(20) },
    });
    rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'Five days of leave carry over.');
    admin = await signIn(rig, 'Ada', 'admin');
  });
  afterEach(async () => await rig.close());

  const adasId = async () =>
    (await rig.deps.store.selectFrom('users').select('id').executeTakeFirstOrThrow()).id;
  const make = async (scopes: ApiScope[], userId: string | null = null, days = 30) =>
    await createApiToken(rig.deps, { name: 'a program', scopes, days, userId });
  const send = (path: string, token: string, options: RequestInit = {}) =>
    fetch(rig.url + path, {
      redirect: 'manual',
      ...options,
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, ...options.headers },
    });
  const ask = (token: string, body: unknown = { question: 'How many days?' }) =>
    send('/api/ask', token, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });

  it('is made by an admin, shown once, and stored as a hash', async () => {
    const page = await (await admin.post('/tokens/add', { name: 'CI', scopes: 'ask', days: '30' })).text();
    const token = /docent_[\w-]{43}/.exec(page)?.[0] ?? '';
    expect((await ask(token)).status).toBe(200);
    expect(await admin.text('/tokens')).toContain('CI');
    expect(await admin.text('/tokens')).not.toContain(token);
    const tables = await Promise.all(
      (['api_tokens', 'audit'] as const).map((table) =>
        rig.deps.store.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify([tables, rig.logs])).not.toContain(token);
    expect((await admin.post('/tokens/add', { name: 'CI', days: '30' })).status).toBe(422);
    expect((await admin.post('/tokens/add', { name: 'CI', scopes: 'all', days: '30' })).status).toBe(422);
    expect((await admin.post('/tokens/add', { name: 'CI', scopes: 'ask', days: '900' })).status).toBe(422);
  });

  it('answers questions and searches, each for its own scope', async () => {
    const [asks, searches] = [(await make(['ask'])).token, (await make(['search'])).token];
    expect(await (await ask(asks)).json()).toMatchObject({
      outcome: 'answered',
      text: 'Five days of leave carry over. [1]',
      citations: [{ n: 1, title: 'Leave policy' }],
    });
    expect(rig.questions.at(-1)?.origin).toBe('api');
    const found = await (await send('/api/search?q=Leave', searches)).json();
    expect(found).toMatchObject({ documents: [{ title: 'Leave policy' }] });
    expect((await ask(searches)).status).toBe(401);
    expect((await send('/api/search?q=Leave', asks)).status).toBe(401);
    expect((await send('/metrics', asks)).status).toBe(401);
    expect(await (await send('/metrics', (await make(['metrics'])).token)).text()).toBe('up 1\n');
  });

  it('says in words what a request lacks', async () => {
    const { token } = await make(['ask', 'search']);
    for (const body of [{}, { question: '' }, { question: 7 }, { question: 'x', role: 'admin' }, []])
      expect((await ask(token, body)).status, JSON.stringify(body)).toBe(422);
    const damaged = { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } };
    expect((await send('/api/ask', token, damaged)).status).toBe(422);
    for (const query of ['', '?q=', '?q=a&limit=0', '?q=a&limit=1e9', '?q=a&q=b'])
      expect((await send(`/api/search${query}`, token)).status, query).toBe(422);
  });

  it('lets nobody in once it is revoked, has run out, or belongs to somebody who is disabled', async () => {
    const userId = await adasId();
    const [revoked, short, own] = [
      await make(['ask'], userId),
      await make(['ask'], userId, 1),
      await make(['ask'], userId),
    ];
    expect((await ask(revoked.token)).status).toBe(200);
    expect((await admin.post(`/tokens/${revoked.id}/revoke`)).status).toBe(303);
    expect((await admin.post(`/tokens/${revoked.id}/revoke`)).status).toBe(404);
    expect((await ask(revoked.token)).status).toBe(401);
    rig.time.now += DAY - 60_000;
    expect((await ask(short.token)).status).toBe(200);
    rig.time.now += 60_000;
    expect((await ask(short.token)).status).toBe(401);
    expect((await ask(own.token)).status).toBe(200);
    const other = await signIn(rig, 'Bea', 'admin');
    expect((await other.post(`/users/${userId}/disable`)).status).toBe(303);
    expect((await ask(own.token)).status).toBe(401);
  });

  it('is refused to browsers, and everywhere where it is no token', async () => {
    const { token } = await make(['ask', 'search', 'admin']);
    expect((await send('/api/search?q=a', token, { headers: { Origin: rig.url } })).status).toBe(403);
    for (const wrong of ['', 'docent_', `${token}x`, token.slice(0, -1), token.toUpperCase()])
      expect((await ask(wrong)).status, wrong).toBe(401);
    expect((await fetch(`${rig.url}/api/search?q=a&access_token=${token}`)).status).toBe(401);
  });

  it('for pages reads them as JSON, changes nothing, and is an admin’s only as long as its maker is', async () => {
    const userId = await adasId();
    const { token } = await make(['admin'], userId);
    expect(await (await send('/users', token)).json()).toMatchObject({ users: [{ name: 'Ada' }] });
    expect((await send('/users', token, { headers: { Accept: 'text/html' } })).status).toBe(303);
    for (const csrf of ['', admin.csrf]) {
      const form = { method: 'POST', body: new URLSearchParams({ _csrf: csrf, name: 'Eve' }) };
      const forged = { ...form, headers: { Origin: rig.url } };
      expect((await send('/users/link', token, forged)).status).toBe(401);
    }
    const weak = (await make(['ask', 'search', 'mcp', 'metrics'], userId)).token;
    expect((await send('/users', weak)).status).toBe(401);
    await signIn(rig, 'Bea', 'admin');
    await rig.deps.store.updateTable('users').set({ role: 'curator' }).where('id', '=', userId).execute();
    expect((await send('/users', token)).status).toBe(401);
  });

  it('shows when it was last used', async () => {
    const { token } = await make(['ask']);
    await ask(token);
    const view = await (await admin.get('/tokens', { Accept: 'application/json' })).json();
    expect(view).toMatchObject({ tokens: [{ name: 'a program', state: 'active' }] });
    expect((view as { tokens: { usedAt: string }[] }).tokens[0]?.usedAt).toMatch(/^2026-11-24T10:00/);
  });
});
