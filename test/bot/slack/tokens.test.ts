import { pino } from 'pino';
import { expect, test } from 'vitest';
import { checkSlackTokens, type SlackSecrets } from '../../../bot/slack/connection/tokens.ts';
import { slackTimings } from '../../../bot/slack/text/limits.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';

const good: SlackSecrets = { botToken: 'xoxb-fake-bot', appToken: 'xapp-fake-app' };
const logger = pino({ level: 'silent' });

function check(slack: FakeSlack, secrets: SlackSecrets, apiUrl = slack.apiUrl) {
  return checkSlackTokens(secrets, { apiUrl, timings: slackTimings, logger });
}

test('says who the tokens belong to when all is well', async () => {
  await using slack = await createFakeSlack();
  expect(await check(slack, good)).toEqual([
    { ok: true, message: 'Signed in to Docent Test as @docent.', hint: '' },
    { ok: true, message: 'Socket Mode works.', hint: '' },
  ]);
});

test.each<[string, SlackSecrets, RegExp[]]>([
  [
    'unknown tokens',
    { botToken: 'xoxb-no', appToken: 'xapp-no' },
    [/know.*SLACK_BOT_TOKEN/, /know.*SLACK_APP_TOKEN/],
  ],
  [
    'swapped tokens',
    { botToken: 'xapp-1', appToken: 'xoxb-1' },
    [/holds an app-level token/, /holds a bot token/],
  ],
  ['a user token', { botToken: 'xoxp-1', appToken: 'xapp-fake-app' }, [/holds a user token/, /works/]],
  ['something else', { botToken: 'secret', appToken: 'xapp-fake-app' }, [/holds something else/, /works/]],
  ['no transport', { botToken: 'xoxb-fake-bot' }, [/Signed in/, /Neither/]],
  [
    'a wrong secret',
    { botToken: 'xoxb-fake-bot', signingSecret: 'abc' },
    [/Signed in/, /does not look like/],
  ],
])('says what is wrong with %s', async (_, secrets, messages) => {
  await using slack = await createFakeSlack();
  const checks = await check(slack, secrets);
  expect(checks).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(checks[index]?.message).toMatch(message);
  expect(checks.filter((one) => !one.ok).every((one) => one.hint !== '')).toBe(true);
  expect(JSON.stringify(checks)).not.toContain(secrets.botToken);
});

test('names the scopes that are missing', async () => {
  await using slack = await createFakeSlack();
  slack.workspace.scopes.delete('reactions:read');
  const [bot] = await check(slack, good);
  expect(bot).toMatchObject({ ok: false, message: expect.stringContaining('missing: reactions:read.') });
});

test('names the scope that the app token lacks', async () => {
  await using slack = await createFakeSlack();
  slack.faults.fail('apps.connections.open', 'missing_scope');
  expect((await check(slack, good))[1]?.message).toContain('connections:write');
});

test('tells an unreachable Slack from a wrong token', async () => {
  await using slack = await createFakeSlack();
  const [bot] = await check(slack, good, 'http://127.0.0.1:1/api/');
  expect(bot).toMatchObject({ ok: false, message: expect.stringContaining('could not be reached') });
  expect(bot?.hint).toContain('network');
});

test('reads a revoked token and a removed app', async () => {
  await using slack = await createFakeSlack();
  slack.faults.fail('auth.test', 'token_revoked', { times: 1 });
  expect((await check(slack, good))[0]?.message).toContain('revoked');
  slack.faults.fail('auth.test', 'account_inactive', { times: 1 });
  expect((await check(slack, good))[0]?.message).toContain('removed from the workspace');
});
