import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackInstalls } from '../../bot/assembly/platforms/slack-installs.ts';
import { loadConfig } from '../../bot/settings/config.ts';
import { listEntries } from '../../console/audit/audit-log.ts';
import { STATE_MS } from '../../console/connect/install-states.ts';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import { type Person, signIn } from './browserless.ts';

let slack: FakeSlack;
let rig: ConsoleRig;
let admin: Person;
const settings: Record<string, string> = {};
/** How often what is served was to change. */
const seen = { changes: 0 };

beforeEach(async () => {
  slack = await createFakeSlack();
  slack.addWorkspace({ team: 'T0ONE', name: 'One' });
  rig = await startConsole();
  const callback = new URL('/connect/slack/callback', rig.url).href;
  slack.oauth.app.redirectUrls.push(callback);
  const { clientId, clientSecret } = slack.oauth.app;
  Object.assign(settings, {
    ...{ SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_API_URL: slack.apiUrl },
    ...{ DOCENT_SECRET_KEY: 'a key for tests', DOCENT_DATA_DIR: rig.uploadDir },
  });
  seen.changes = 0;
  const app = { ...rig.deps, config: () => loadConfig(settings), log: pino({ level: 'silent' }) };
  const installs = slackInstalls(
    app,
    () => undefined,
    async () => {
      seen.changes += 1;
    },
  );
  rig.connectors.installs = (id) => (id === 'slack' ? installs : null);
  admin = await signIn(rig, 'Ada', 'admin');
});
afterEach(async () => {
  await rig.close();
  await slack.close();
});

/** The admin presses "Add to Slack"; where they are sent. */
async function pressAdd(person: Person = admin): Promise<string> {
  const reply = await person.get('/connect/slack/install', { 'Sec-Fetch-Site': 'same-origin' });
  expect(reply.status).toBe(303);
  return reply.headers.get('Location') ?? '';
}

/** Somebody at Slack allows it (or not); the path that they are sent back to. */
function allowed(at: string, allow = true): string {
  const came = slack.oauth.decide(at, { team: 'T0ONE', allow });
  if (came.kind === 'refused') throw new Error(came.why);
  const { pathname, search } = new URL(came.url);
  return pathname + search;
}

const installed = () => rig.deps.store.selectFrom('installs').selectAll().execute();

describe('adding a workspace', () => {
  it('leads to Slack and back, and the page tells of it without a secret', async () => {
    const at = await pressAdd();
    expect(new URL(at).origin).toBe(new URL(slack.apiUrl).origin);
    const back = await admin.get(allowed(at));
    expect([back.status, back.headers.get('Location')]).toEqual([303, '/connect?added=T0ONE']);
    expect(seen.changes).toBe(1);
    expect((await listEntries(rig.deps.store, { about: 'workspace', limit: 5 }))[0]).toMatchObject({
      ...{ action: 'workspace.add', subject: 'T0ONE', by: { via: 'console' } },
      after: { message: 'Docent was added to One.' },
    });
    const page = await admin.text('/connect?added=T0ONE');
    expect(page).toContain('Docent was added to One.');
    expect(page).toContain('Remove One');
    const json = await (await admin.get('/connect', { Accept: 'application/json' })).text();
    const tokens = slack.oauth.goodTokens({ team: 'T0ONE' });
    expect(tokens).toHaveLength(1);
    const logs = JSON.stringify(rig.logs);
    for (const secret of [...tokens, slack.oauth.app.clientSecret])
      expect(page + json + logs).not.toContain(secret);
  });

  it('asks for the scopes of the manifest and names the exact address to come back to', async () => {
    const asked = new URL(await pressAdd()).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${rig.url}/connect/slack/callback`);
    expect(asked.get('scope')?.split(',')).toContain('app_mentions:read');
    expect(asked.get('state')?.length).toBeGreaterThanOrEqual(43);
  });

  it('is told where it was not allowed, and the state is used up all the same', async () => {
    const path = allowed(await pressAdd(), false);
    const reply = await admin.get(path);
    expect(await reply.text()).toContain('It was not allowed there.');
    expect((await admin.get(path)).status).toBe(403);
    expect(await installed()).toEqual([]);
  });

  it('is told why Slack takes no code', async () => {
    slack.faults.fail('oauth.v2.access', 'bad_client_secret');
    const reply = await admin.get(allowed(await pressAdd()));
    expect(await reply.text()).toContain('bad_client_secret');
    expect(await installed()).toEqual([]);
  });
});

describe('a way back is refused', () => {
  const refused = async (path: string, person: Person = admin): Promise<void> => {
    const reply = await person.get(path);
    expect(reply.status).toBe(403);
    expect(await reply.text()).toContain('not valid any more');
    expect(slack.callsOf('oauth.v2.access').filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  };

  it('with a state that nobody made', async () => {
    const path = allowed(await pressAdd());
    await refused(path.replace(/state=[^&]+/, 'state=forged'));
    await refused(path.replace(/state=[^&]+&?/, ''));
    await refused(path.replace(/state=/, 'state=x&state='));
    expect(await installed()).toEqual([]);
  });

  it('the second time', async () => {
    const path = allowed(await pressAdd());
    expect((await admin.get(path)).status).toBe(303);
    await refused(path);
    expect(slack.callsOf('oauth.v2.access')).toHaveLength(1);
  });

  it('of two that come at the same time, once', async () => {
    const path = allowed(await pressAdd());
    const replies = await Promise.all([admin.get(path), admin.get(path)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 403]);
  });

  it('after ten minutes', async () => {
    const path = allowed(await pressAdd());
    rig.time.now += STATE_MS;
    await refused(path);
    expect(await installed()).toEqual([]);
  });

  it('in the session of another admin, and in another session of the same one', async () => {
    const path = allowed(await pressAdd());
    await refused(path, await signIn(rig, 'Ben', 'admin'));
    await refused(path, await signIn(rig, 'Ada', 'admin'));
    expect((await admin.get(path)).status).toBe(303);
  });

  it('from a curator, and from somebody who is not signed in', async () => {
    const path = allowed(await pressAdd());
    expect((await (await signIn(rig, 'Cora', 'curator')).get(path)).status).toBe(403);
    const guest = await fetch(rig.url + path, { redirect: 'manual' });
    expect([guest.status, guest.headers.get('Location')]).toEqual([303, '/sign-in']);
    expect(await installed()).toEqual([]);
  });
});

describe('adding cannot begin', () => {
  it('from another site', async () => {
    const reply = await admin.get('/connect/slack/install', { 'Sec-Fetch-Site': 'cross-site' });
    expect(reply.status).toBe(403);
    expect(await rig.deps.store.selectFrom('install_states').selectAll().execute()).toEqual([]);
  });

  it('without the credentials of the app: the page names what is missing', async () => {
    settings['SLACK_CLIENT_SECRET'] = '';
    expect((await admin.get('/connect/slack/install')).status).toBe(422);
    const page = await admin.text('/connect');
    expect(page).toContain('set SLACK_CLIENT_SECRET');
    expect(page).not.toContain('href="/connect/slack/install"');
  });

  it('where Slack could not send people back over HTTPS', async () => {
    settings['SLACK_API_URL'] = '';
    expect(await admin.text('/connect')).toContain('set DOCENT_PUBLIC_URL');
  });

  it('at a platform that has no such thing', async () => {
    expect((await admin.get('/connect/discord/install')).status).toBe(404);
    expect((await admin.get('/connect/nowhere/install')).status).toBe(404);
  });
});

describe('removing a workspace', () => {
  it('takes the app out at Slack and forgets its tokens', async () => {
    await admin.get(allowed(await pressAdd()));
    const reply = await admin.post('/connect/slack/workspaces/T0ONE/remove');
    expect(await reply.text()).toContain('Docent does not serve One any more');
    expect(await installed()).toEqual([]);
    expect(slack.oauth.goodTokens({ team: 'T0ONE' })).toEqual([]);
    expect(seen.changes).toBe(2);
  });

  it('forgets them though Slack cannot be told, and says so', async () => {
    await admin.get(allowed(await pressAdd()));
    slack.faults.serverError('apps.uninstall');
    const reply = await admin.post('/connect/slack/workspaces/T0ONE/remove');
    expect(await reply.text()).toContain('remove the app in Slack, too');
    expect(await installed()).toEqual([]);
  });

  it('is for admins', async () => {
    await admin.get(allowed(await pressAdd()));
    const curator = await signIn(rig, 'Cora', 'curator');
    expect((await curator.post('/connect/slack/workspaces/T0ONE/remove')).status).toBe(403);
    expect(await installed()).toHaveLength(1);
  });
});
