import { expect, test } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { replyTo as discordReplyTo, posts } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { type Person, signIn } from './person.ts';
import { startProgram } from './program.ts';
import { ask, channel, replyTo, shown, startTeam } from './slack-people.ts';

/** The answer that waits, found on the page, and its button pressed twice. */
async function postTwice(admin: Person): Promise<string> {
  const line = await admin.seesAnswer(trains.question, { delivery: 'Kept for you, not shown' });
  const waiting = await admin.page('/answers?outcome=suggested');
  expect(waiting('tbody tr')).toHaveLength(1);
  expect((await admin.page(`/answers/${line.id}`))('main').text()).toContain('Waiting for you');
  const pressed = await Promise.all([
    admin.post(`/answers/${line.id}/post`),
    admin.post(`/answers/${line.id}/post`),
  ]);
  expect(pressed.map(({ status }) => status).sort()).toEqual([303, 409]);
  return line.id;
}

test('a curator posts a suggested answer into the thread on Slack, and its votes count', async () => {
  await using slack = await createFakeSlack();
  const { env, ...started } = await startTeam(slack);
  let { program, admin } = started;
  await admin.post(`/channels/slack/${channel}`, { mode: 'suggest', collections: '' });

  const asked = await ask(slack, { text: trains.question });
  const notice = await replyTo(slack, asked);
  expect(shown(notice)).not.toContain(trains.answer);
  await postTwice(admin);
  const answer = await slack.waitForMessage(
    channel,
    (one) => one.thread_ts === asked.thread && one.ts > notice.ts,
  );
  expect(answer.text).toContain(trains.answer);
  expect(shown(answer)).toContain('Your team looked at it first.');
  await admin.seesAnswer(trains.question, { delivery: 'Delivered' });

  // What was posted is known after a kill: nothing is posted again, and a thumb on it counts.
  await program.kill9();
  program = await startProgram(env, program);
  admin = admin.at(program);
  await slack.waitForSocket(2);
  await slack.reaction({ action: 'added', reaction: 'thumbsup', user: 'U0BEN', channel, ts: answer.ts });
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  expect(slack.posts(channel)).toHaveLength(2);
});

test('a curator posts a suggested answer into the thread on Discord', async () => {
  await using discord = await createFakeDiscord();
  const program = await startProgram({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  const asked = discord.mention({ text: 'help' });
  await discordReplyTo(discord, asked);
  await admin.post(`/channels/discord/${asked.channelId}`, { mode: 'suggest', collections: '' });

  const question = discord.mention({ text: trains.question });
  const notice = await discordReplyTo(discord, question);
  expect(notice.content).not.toContain(trains.answer);
  await postTwice(admin);
  const answer = await discord.waitFor(
    () =>
      posts(discord).find((one) => one.channelId === notice.channelId && BigInt(one.id) > BigInt(notice.id)),
    'the posted answer',
  );
  expect(answer.content).toContain(trains.answer);
  expect(answer.content).toContain('Your team looked at it first.');
  await admin.seesAnswer(trains.question, { delivery: 'Delivered' });
  expect(posts(discord)).toHaveLength(3);
});
