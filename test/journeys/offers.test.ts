import { expect, test } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage } from '../fakes/discord/types.ts';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import { replyTo as discordReplyTo, posts } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';
import { ask, channel, replyTo, shown, startTeam } from './slack-people.ts';

const written = 'Ask the travel desk for train tickets [1].';
const people = 'C0GENERAL';
const lift = (which: string) => `${which}: who repairs the lift <!channel> in the lobby?`;

/** Somebody presses a button on Slack; what only they are shown. */
async function press(slack: FakeSlack, ts: string, action_id: string, user = 'U0ADA'): Promise<string> {
  const before = slack.ephemerals.length;
  await slack.blockAction({ ts, action_id, user });
  return slack.waitFor(() => slack.ephemerals[before]?.text);
}

test('a question that Docent cannot answer reaches people on Slack once, and a failed one is tried once more', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: written });
  const { env, admin, ...started } = await startTeam(slack, {
    DOCENT_CHAT_MODEL: 'openai:any',
    OPENAI_BASE_URL: openai.baseUrl,
  });
  let { program } = started;
  expect((await admin.post('/help-channels/slack', { channel: people })).status).toBe(303);
  const askHuman = (ts: string, user?: string) => press(slack, ts, 'docent_ask_human', user);
  const tryAgain = (ts: string, user?: string) => press(slack, ts, 'docent_try_again', user);

  const question = await ask(slack, { text: lift('One') });
  const nothing = await replyTo(slack, question);
  slack.faults.loseResponse('chat.postMessage');
  expect(await askHuman(nothing.ts, 'U0BEN')).toContain('I passed the question on');
  expect(await askHuman(nothing.ts)).toContain('passed on already');
  const [post] = slack.posts(people);
  expect(post && shown(post)).toContain('<@U0ADA> would like somebody to look');
  expect(post && shown(post)).not.toContain('<!channel>');
  expect(post && shown(post)).toContain(`p${question.ts.replace('.', '')}`);

  // Killed when the message stands, before Slack's answer came.
  const other = await replyTo(slack, await ask(slack, { text: lift('Two') }));
  slack.faults.slow('chat.postMessage', 20_000, { times: 1 });
  await slack.blockAction({ ts: other.ts, action_id: 'docent_ask_human', user: 'U0CAT' });
  await slack.waitFor(() => slack.posts(people).length === 2);
  await program.kill9();
  program = await startProgram(env, program);
  await slack.waitForSocket(2);
  await slack.waitForCall('conversations.history', 2);
  expect(await askHuman(other.ts)).toContain('passed on already');

  openai.setMode('500');
  const asked = await ask(slack, { text: trains.question });
  const apology = await replyTo(slack, asked);
  expect(shown(apology)).toContain('Something went wrong on my side');
  openai.setMode('ok');
  openai.setPace({ latencyMs: 30_000 });
  const requests = openai.requests.length;
  expect(await tryAgain(apology.ts, 'U0BEN')).toContain('Only whoever asked');
  expect(await tryAgain(apology.ts)).toContain('trying once more');
  expect(await tryAgain(apology.ts)).toContain('once more already');
  await slack.waitFor(() => openai.requests.length > requests);
  await program.kill9();
  openai.setPace({ latencyMs: 0 });
  program = await startProgram(env, program);
  await slack.waitForSocket(3);
  const answer = await slack.waitForMessage(
    channel,
    (one) => one.thread_ts === asked.thread && one.ts > apology.ts,
  );
  expect(answer.text).toContain('travel desk');
  await admin.at(program).seesAnswer(trains.question, { outcome: 'Answered', delivery: 'Delivered' });
  expect(await tryAgain(apology.ts)).toContain('once more already');
  expect(slack.posts(channel, asked.thread)).toHaveLength(2);
  expect(slack.posts(people)).toHaveLength(2);
});

/** The same on Discord. */
async function pressOnDiscord(
  discord: FakeDiscord,
  message: FakeMessage,
  button: string,
  user = 'ada',
): Promise<string> {
  const { id } = discord.buttonPress({ message, button, user });
  const answers = () => discord.messages().find((one) => one.interactionId === id && one.content !== '');
  return (await discord.waitFor(answers, `what ${user} is shown`)).content;
}

test('a question that Docent cannot answer reaches people on Discord once, and a failed one is tried once more', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: written });
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DOCENT_CHAT_MODEL: 'openai:any',
    OPENAI_BASE_URL: openai.baseUrl,
  };
  const help = discord.channel('random').id;
  const posting = `POST /channels/${help}/messages`;
  let program = await startProgram(env);
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  expect((await admin.post('/help-channels/discord', { channel: help })).status).toBe(303);
  const helpPosts = () => posts(discord).filter((one) => one.channelId === help);
  const askHuman = (message: FakeMessage, user?: string) =>
    pressOnDiscord(discord, message, 'Ask a human', user);
  const tryAgain = (message: FakeMessage, user?: string) =>
    pressOnDiscord(discord, message, 'Try again', user);

  const question = discord.mention({ text: `@everyone ${lift('One')}` });
  const nothing = await discordReplyTo(discord, question);
  discord.faults.next(posting, { kind: 'lost-response' });
  expect(await askHuman(nothing, 'ben')).toContain('I passed the question on');
  expect(await askHuman(nothing)).toContain('passed on already');
  const [post] = helpPosts();
  expect(post?.content).toContain(`<@${discord.user('ada').id}> would like somebody to look`);
  expect(post?.content).toContain(question.id);
  expect(post?.pings).toMatchObject({ users: [], roles: [], everyone: false });

  const other = await discordReplyTo(discord, discord.mention({ text: lift('Two') }));
  discord.faults.next(posting, { kind: 'slow', ms: 20_000 });
  discord.buttonPress({ message: other, button: 'Ask a human', user: 'ben' });
  await discord.waitFor(() => discord.requestsTo(posting).length === 2, 'the posting');
  await program.kill9();
  discord.faults.clear();
  program = await startProgram(env, program);
  await discord.waitFor(() => helpPosts().length === 2, 'the second post');
  await admin.at(program).seesConnector('discord', 'Connected');
  expect(await askHuman(other)).toContain('passed on already');

  openai.setMode('500');
  const asked = discord.mention({ text: trains.question });
  const apology = await discordReplyTo(discord, asked);
  expect(apology.content).toContain('Something went wrong on my side');
  openai.setMode('ok');
  openai.setPace({ latencyMs: 30_000 });
  const requests = openai.requests.length;
  expect(await tryAgain(apology, 'ben')).toContain('Only whoever asked');
  expect(await tryAgain(apology)).toContain('trying once more');
  expect(await tryAgain(apology)).toContain('once more already');
  await discord.waitFor(() => openai.requests.length > requests, 'the second try');
  await program.kill9();
  openai.setPace({ latencyMs: 0 });
  program = await startProgram(env, program);
  // Without what only a presser was shown.
  const replies = () =>
    posts(discord).filter((one) => one.channelId === apology.channelId && one.interactionId === undefined);
  const later = () => replies().find(({ id }) => BigInt(id) > BigInt(apology.id));
  expect((await discord.waitFor(later, 'the answer')).content).toContain('travel desk');
  await admin.at(program).seesAnswer(trains.question, { outcome: 'Answered', delivery: 'Delivered' });
  expect(await tryAgain(apology)).toContain('once more already');
  expect(replies()).toHaveLength(2);
  expect(helpPosts()).toHaveLength(2);
});
