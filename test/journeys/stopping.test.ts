import { expect, test } from 'vitest';
import { wording } from '../../core/defensive-ux/wording.ts';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { buttonsOf } from '../fakes/discord/push-interactions.ts';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { posts, replyTo } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';
import { ask, channel, shown, startTeam } from './slack-people.ts';
import { answerOf, firstSentence } from './written-slowly.ts';

test('Slack’s own stop button ends an answer, which says so, and the session is over', async () => {
  await using slack = await createFakeSlack();
  await using openai = await createFakeOpenAI({ reply: answerOf(40) });
  await startTeam(slack, { DOCENT_CHAT_MODEL: 'openai:any', OPENAI_BASE_URL: openai.baseUrl });
  openai.setPace({ chunkDelayMs: 60 });
  const asked = await ask(slack, { text: trains.question });
  const message = await slack.waitFor(
    () => slack.posts(channel, asked.thread).find(({ text }) => text.includes(firstSentence)),
    { what: 'the beginning of the answer' },
  );
  const session = slack.workspace.sessions.find((one) => one.thread_ts === asked.thread);
  expect(session).toMatchObject({ status: 'processing', title: trains.question });
  await slack.stopSession({ thread_ts: asked.thread });
  await slack.waitFor(() => shown(message).includes('I stopped here, as you asked.'));
  expect(shown(message)).toContain('travel desk');
  expect(message.text.length).toBeLessThan(answerOf(40).length / 2);
  expect(shown(message)).toContain(wording.again.button);
  await slack.waitFor(() => slack.workspace.sessions.at(-1)?.status === 'active');
  expect(slack.posts(channel, asked.thread)).toEqual([message]);
  expect(message.stream).not.toBe('open');
});

test('the button under an answer on Discord stops it for whoever asked, and for nobody else', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: answerOf(40) });
  const program = await startProgram({
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    ...{ DOCENT_CHAT_MODEL: 'openai:any', OPENAI_BASE_URL: openai.baseUrl },
  });
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  openai.setPace({ chunkDelayMs: 60 });
  const asked = discord.mention({ text: trains.question });
  const message = await replyTo(discord, asked);
  const press = (user?: string) =>
    discord.buttonPress({
      message,
      button: wording.stopping.button,
      ...(user === undefined ? {} : { user }),
    });
  press('Bea');
  await discord.waitFor(
    () => discord.messages().some(({ content }) => content === wording.stopping.others),
    'the word to somebody else',
  );
  expect(message.content).toContain(firstSentence);
  press();
  await discord.waitFor(
    () => message.content.includes('I stopped here, as you asked.'),
    'the stopped answer',
  );
  expect(message.content.length).toBeLessThan(answerOf(40).length / 2);
  expect(buttonsOf(message).map(({ label }) => label)).toEqual([
    wording.again.button,
    wording.deleteReply.button,
  ]);
  expect(posts(discord).filter((one) => one.channelId === asked.id && one.ephemeralTo === undefined)).toEqual(
    [message],
  );
});
