import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserName } from '../../console/session/browser-name.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { signIn } from './browserless.ts';

const HOUR = 3_600_000;

describe('sessions', () => {
  let rig: ConsoleRig;
  beforeEach(async () => {
    rig = await startConsole();
  });
  afterEach(async () => await rig.close());

  type View = { sessions: { id: string; own: boolean; agent: string }[] };
  const listed = async (person: Awaited<ReturnType<typeof signIn>>, path = '/sessions') =>
    (await (await person.get(path, { Accept: 'application/json' })).json()) as View;
  const idOf = async (name: string) =>
    (await rig.deps.store.selectFrom('users').select('id').where('name', '=', name).executeTakeFirstOrThrow())
      .id;

  it('are listed to their user, who can end the others and keep this one', async () => {
    const [here, there, third] = [
      await signIn(rig, 'Ada'),
      await signIn(rig, 'Ada'),
      await signIn(rig, 'Ada'),
    ];
    const { sessions } = await listed(here);
    expect(sessions.map(({ own }) => own).sort()).toEqual([false, false, true]);
    expect(JSON.stringify(sessions)).not.toContain(here.cookie.split('=')[1]);
    const own = (await listed(there)).sessions.find((row) => row.own);
    expect((await here.post(`/sessions/${own?.id}/end`)).status).toBe(303);
    expect((await there.get('/')).status).toBe(303);
    expect((await third.get('/')).status).toBe(200);
    expect((await here.post('/sessions/others/end')).status).toBe(303);
    expect([(await third.get('/')).status, (await here.get('/')).status]).toEqual([303, 200]);
  });

  it('of others are seen and ended by admins alone', async () => {
    const [ada, cora] = [await signIn(rig, 'Ada', 'admin'), await signIn(rig, 'Cora', 'curator')];
    const [adas, coras] = [await idOf('Ada'), await idOf('Cora')];
    expect((await cora.get(`/users/${adas}/sessions`)).status).toBe(403);
    expect((await cora.post(`/users/${adas}/sessions/all/end`)).status).toBe(403);
    const [session] = (await listed(ada)).sessions;
    // Nor through the address of one's own.
    expect((await cora.post(`/sessions/${session?.id}/end`)).status).toBe(404);
    expect((await ada.get('/')).status).toBe(200);
    expect((await listed(ada, `/users/${coras}/sessions`)).sessions).toHaveLength(1);
    expect((await ada.post(`/users/${coras}/sessions/all/end`)).status).toBe(303);
    expect((await cora.get('/')).status).toBe(303);
    expect((await ada.get('/users/nobody/sessions')).status).toBe(404);
  });

  it('end a page that listens, within a second or two', async () => {
    const [ada, cora] = [await signIn(rig, 'Ada', 'admin'), await signIn(rig, 'Cora', 'curator')];
    const stream = await cora.get('/ask/live/page-1');
    expect(stream.headers.get('Content-Type')).toContain('text/event-stream');
    expect((await ada.post(`/users/${await idOf('Cora')}/disable`)).status).toBe(303);
    // Resolves once the server has ended it; a stream that goes on would hold the test up for ever.
    expect(await stream.text()).toBe('');
  });

  it('make a page of one person that listens too often let go of its oldest, and of nobody else’s', async () => {
    const [ada, cora] = [await signIn(rig, 'Ada', 'admin'), await signIn(rig, 'Cora', 'curator')];
    const other = await ada.get('/ask/live/page-0');
    const first = await cora.get('/ask/live/page-0');
    for (let page = 1; page <= 8; page++) await cora.get(`/ask/live/page-${page}`);
    expect(await first.text()).toBe('');
    await other.body?.cancel();
  });

  it('know a browser by its name, and keep nothing else of what it says', () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
    const safari =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
    expect([firefox, safari, '<script>', ''].map(browserName)).toEqual([
      'Firefox on Linux',
      'Safari on iOS',
      'Another program',
      'Another program',
    ]);
  });
});

describe('limits of sessions', () => {
  it('are those of the settings', async () => {
    const rig = await startConsole({ limits: { idleMs: HOUR, absoluteMs: 3 * HOUR } });
    const person = await signIn(rig);
    rig.time.now += HOUR - 1;
    expect((await person.get('/')).status).toBe(200);
    rig.time.now += HOUR - 1;
    expect((await person.get('/')).status).toBe(200);
    rig.time.now += HOUR - 1;
    expect((await person.get('/')).status).toBe(200);
    rig.time.now += 3;
    expect((await person.get('/')).status).toBe(303);
    await rig.close();
  });
});

describe('a flood of wrong links', () => {
  const guess = (rig: ConsoleRig, at: number) =>
    fetch(`${rig.url}/sign-in/guess${at}`, { headers: { 'X-Forwarded-For': `10.0.0.${at}` } });

  it('does not keep somebody out who has a link that works', async () => {
    const rig = await startConsole();
    for (let at = 0; at < 12; at++) await guess(rig, at);
    expect((await guess(rig, 99)).status).toBe(429);
    await signIn(rig, 'Ada');
    await rig.close();
  });

  it('is told from that of others where a trusted proxy says who asks', async () => {
    const rig = await startConsole({ trustedProxies: ['loopback'] });
    for (let at = 0; at < 12; at++) expect((await guess(rig, at)).status).toBe(410);
    for (let again = 0; again < 10; again++) await guess(rig, 1);
    expect((await guess(rig, 1)).status).toBe(429);
    expect((await guess(rig, 2)).status).toBe(410);
    await rig.close();
  });
});
