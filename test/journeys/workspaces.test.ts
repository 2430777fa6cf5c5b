import { expect, test, vi } from 'vitest';
import { createFakeSlack, type FakeSlack, type OtherWorkspace } from '../fakes/slack/fake-slack.ts';
import type { FakeMessage } from '../fakes/slack/wire.ts';
import { trains, travel } from './documents.ts';
import { type Person, signIn } from './person.ts';
import { type Program, startProgram } from './program.ts';
import { shown } from './slack-people.ts';

// Each test starts the program two or three times: on a busy machine that takes a while.

/** A program that knows the app but no workspace, and a fake Slack with two in which it is not installed yet. */
async function appAlone(slack: FakeSlack) {
  const { clientId, clientSecret } = slack.oauth.app;
  const env = {
    ...{ SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret },
    ...{ SLACK_APP_TOKEN: slack.workspace.tokens.app, SLACK_API_URL: slack.apiUrl },
  };
  const program = await startProgram(env);
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  slack.oauth.app.redirectUrls.push(`${program.url}/connect/slack/callback`);
  const one = slack.addWorkspace({ team: 'T0ONE', name: 'One' });
  const two = slack.addWorkspace({ team: 'T0TWO', name: 'Two' });
  return { env, program, admin, one, two };
}

/** Presses "Add to Slack", allows it there, and comes back. */
async function add(slack: FakeSlack, admin: Person, team: string): Promise<void> {
  const at = (await admin.get('/connect/slack/install')).headers.get('Location') ?? '';
  const allowed = slack.oauth.decide(at, { team });
  if (allowed.kind === 'refused') throw new Error(allowed.why);
  const { pathname, search } = new URL(allowed.url);
  const back = await admin.get(pathname + search);
  expect(back.headers.get('Location')).toBe(`/connect?added=${team}`);
}

/** What the bot replied to a question in a workspace. */
async function replyIn(workspace: OtherWorkspace, text = trains.question): Promise<FakeMessage> {
  const { ts } = await workspace.mention({ text });
  return vi.waitFor(
    () => {
      const found = workspace.posts('C0HELP').find(({ thread_ts }) => thread_ts === ts);
      if (found === undefined) throw new Error('no reply yet');
      return found;
    },
    { timeout: 25_000, interval: 50 },
  );
}

/** Every token that Slack gave out, and the app's secret. */
function secretsOf(slack: FakeSlack): string[] {
  const given = slack
    .callsOf('oauth.v2.access')
    .flatMap(({ reply }) => [reply?.['access_token'], reply?.['refresh_token']])
    .filter((token) => typeof token === 'string');
  return [...given, slack.oauth.app.clientSecret];
}

const hasNoSecret = (slack: FakeSlack, program: Program): void => {
  for (const secret of secretsOf(slack)) expect(program.log()).not.toContain(secret);
};

test('two workspaces are added by a press, one takes the app out, and the other goes on, also after a restart', async () => {
  await using slack = await createFakeSlack();
  const { env, program, admin, one, two } = await appAlone(slack);
  await admin.seesConnector('slack', 'Needs attention');
  await add(slack, admin, 'T0ONE');
  await add(slack, admin, 'T0TWO');
  expect(await admin.seesConnector('slack', 'Connected')).toContain('One, Two');
  expect(shown(await replyIn(one))).toContain('travel desk');
  expect(shown(await replyIn(two))).toContain('travel desk');

  slack.oauth.end(one.workspace);
  await one.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [one.workspace.bot.user_id] } });
  await one.event({ type: 'app_uninstalled' });
  await vi.waitFor(async () =>
    expect((await admin.page('/connect'))('#slack').text()).toMatch(/One T0ONE Stopped/),
  );
  expect(shown(await replyIn(two, `Again: ${trains.question}`))).toContain('travel desk');

  await program.stop();
  const next = await startProgram(env, program);
  expect(shown(await replyIn(two, `Once more: ${trains.question}`))).toContain('travel desk');
  await one.mention({ text: trains.question });
  await replyIn(two, `At last: ${trains.question}`);
  expect(one.posts('C0HELP')).toHaveLength(1);
  expect(slack.posts('C0HELP')).toEqual([]);
  hasNoSecret(slack, program);
  hasNoSecret(slack, next);
});

test('killed in the middle of exchanging tokens, a workspace is served on, and the page says what to do', async () => {
  await using slack = await createFakeSlack();
  const { env, program, admin, one } = await appAlone(slack);
  // What is given out expires in three hours: it is exchanged at once, and again at each start.
  Object.assign(slack.oauth.app, { rotation: true, expiresInS: 3 * 3_600 });
  await add(slack, admin, 'T0ONE');
  await vi.waitFor(() => expect(slack.callsOf('oauth.v2.access').length).toBeGreaterThanOrEqual(2));
  expect(shown(await replyIn(one))).toContain('travel desk');
  await program.stop();

  // Killed before Slack heard of it: nothing is lost.
  slack.faults.resetConnection('oauth.v2.access', { times: 1 });
  const second = await startProgram(env, program);
  await slack.waitFor(() => slack.callsOf('oauth.v2.access').some(({ outcome }) => outcome === 'reset'));
  await second.kill9();
  const third = await startProgram(env, program);
  expect(await admin.at(third).seesConnector('slack', 'Connected')).not.toContain('no fresh token');

  // Killed when Slack had exchanged them and Docent had not heard of it.
  await third.stop();
  slack.faults.hang('oauth.v2.access', { times: 1 });
  const fourth = await startProgram(env, program);
  await slack.waitFor(() => slack.callsOf('oauth.v2.access').some(({ outcome }) => outcome === 'hung'));
  await fourth.kill9();
  const fifth = await startProgram(env, program);
  const again = admin.at(fifth);
  expect(await again.seesConnector('slack', 'Connected')).toMatch(/One: Slack gave no fresh token .* until/);
  expect(shown(await replyIn(one, `Still: ${trains.question}`))).toContain('travel desk');

  // Adding it once more mends it.
  slack.oauth.app.redirectUrls.push(`${fifth.url}/connect/slack/callback`);
  await add(slack, again, 'T0ONE');
  await vi.waitFor(async () =>
    expect(await again.seesConnector('slack', 'Connected')).not.toContain('no fresh token'),
  );
  expect(shown(await replyIn(one, `Mended: ${trains.question}`))).toContain('travel desk');
  for (const run of [program, second, third, fourth, fifth]) hasNoSecret(slack, run);
});
