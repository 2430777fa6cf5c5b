import { expect, test } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';
import { ask, replyTo } from './slack-people.ts';

test('bad tokens leave the program up and are explained on the Connect page', async () => {
  await using slack = await createFakeSlack();
  await using discord = await createFakeDiscord();
  const program = await startProgram({
    SLACK_BOT_TOKEN: 'xoxb-wrong',
    SLACK_APP_TOKEN: 'xapp-wrong',
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: 'wrong',
    DISCORD_API_URL: discord.apiUrl,
  });
  const admin = await signIn(program);
  expect(await admin.seesConnector('slack', 'Needs attention')).toMatch(/token/i);
  expect(await admin.seesConnector('discord', 'Needs attention')).toMatch(/token/i);
  for (const id of ['slack', 'discord']) {
    const report = await (await admin.post(`/connect/${id}/check`)).text();
    expect(report).toContain('Something is wrong.');
    expect(report).not.toMatch(/xoxb-wrong|xapp-wrong/);
  }
  expect(program.exitCode()).toBeNull();
  expect(await program.stop()).toBe(0);
});

test('tokens saved in the console connect at once, stay after a restart, and no second connection is left', async () => {
  await using slack = await createFakeSlack();
  const env = { SLACK_API_URL: slack.apiUrl };
  let program = await startProgram(env);
  let admin = await signIn(program);
  await admin.seesConnector('slack', 'Not connected');
  const { bot, app } = slack.workspace.tokens;
  await admin.post('/connect/slack/settings', { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: 'xapp-wrong' });
  await admin.seesConnector('slack', 'Needs attention');
  await admin.post('/connect/slack/settings', { SLACK_APP_TOKEN: app });
  await admin.seesConnector('slack', 'Connected');
  expect(await (await admin.get('/connect')).text()).not.toContain(bot);

  // Saved twice in a row, as an impatient admin does.
  await Promise.all([
    admin.post('/connect/slack/settings', { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }),
    admin.post('/connect/slack/settings', { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }),
  ]);
  await admin.seesConnector('slack', 'Connected');
  await slack.waitFor(() => slack.socket.open === 1);

  await program.stop();
  program = await startProgram(env, program);
  admin = admin.at(program);
  await admin.seesConnector('slack', 'Connected');
  expect((await replyTo(slack, await ask(slack, { text: 'How do I add a document?' }))).text).toContain(
    '[1]',
  );
  expect(slack.socket.open).toBe(1);
});

test('a Slack that hangs holds up neither the start, nor the console, nor Discord', async () => {
  await using slack = await createFakeSlack();
  await using discord = await createFakeDiscord();
  slack.faults.hang('*', { times: 100 });
  const program = await startProgram({
    SLACK_BOT_TOKEN: slack.workspace.tokens.bot,
    SLACK_APP_TOKEN: slack.workspace.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  });
  const admin = await signIn(program);
  await admin.seesConnector('discord', 'Connected');
  await admin.seesConnector('slack', 'Connecting');
  // Slack's calls have ten seconds until they are given up; the end does not wait for that.
  expect(await program.stop()).toBe(0);
  expect(program.log()).not.toMatch(/timeout/i);
});
