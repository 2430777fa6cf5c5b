import { expect, test } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { replyTo as discordReplyTo, posts } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';
import { ask, channel, replyTo, startTeam } from './slack-people.ts';

test('whoever asked on Slack takes the reply away, and nobody else', async () => {
  await using slack = await createFakeSlack();
  const { admin } = await startTeam(slack);
  const answer = await replyTo(slack, await ask(slack, { text: trains.question, user: 'U0ADA' }));
  const react = (reaction: string, user: string) =>
    slack.reaction({ action: 'added', reaction, channel, ts: answer.ts, user });
  await admin.seesAnswer(trains.question, { delivery: 'Delivered' });
  await react('x', 'U0BEN');
  // A vote that counts shows that the stranger's wish was read and nothing came of it.
  await react('+1', 'U0BEN');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  expect(slack.callsOf('chat.delete')).toEqual([]);
  await react('x', 'U0ADA');
  await slack.waitFor(() => slack.callsOf('chat.delete').length > 0, {
    what: 'the deletion',
  });
  expect(slack.callsOf('chat.delete')[0]?.args).toMatchObject({ channel, ts: answer.ts });
  expect(slack.posts(channel).filter(({ ts }) => ts === answer.ts)).toEqual([]);
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });

  // The same with the button, which says so to a stranger.
  const second = await replyTo(slack, await ask(slack, { text: trains.question, user: 'U0ADA' }));
  const press = async (user: string): Promise<string> => {
    const before = slack.ephemerals.length;
    await slack.blockAction({ ts: second.ts, action_id: 'docent_take_back', user });
    return slack.waitFor(() => slack.ephemerals[before]?.text);
  };
  expect(await press('U0BEN')).toContain('Only whoever asked');
  expect(slack.callsOf('chat.delete')).toHaveLength(1);
  expect(await press('U0ADA')).toContain('I deleted my reply');
  expect(slack.callsOf('chat.delete')).toHaveLength(2);
  expect(slack.posts(channel)).toEqual([]);
});

test('whoever asked on Discord takes the reply away, and nobody else', async () => {
  await using discord = await createFakeDiscord();
  const program = await startProgram({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  const answer = await discordReplyTo(discord, discord.mention({ text: trains.question, user: 'ada' }));
  await admin.seesAnswer(trains.question, { delivery: 'Delivered' });
  const react = (emoji: string, user: string) =>
    discord.reaction({ kind: 'added', emoji, user, channelId: answer.channelId, messageId: answer.id });
  react('❌', 'ben');
  react('👍', 'ben');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  expect(posts(discord)).toHaveLength(1);
  react('❌', 'ada');
  await discord.waitFor(() => posts(discord).length === 0, 'the deletion');

  const second = await discordReplyTo(discord, discord.mention({ text: trains.question, user: 'ada' }));
  const press = async (user: string): Promise<string> => {
    const { id } = discord.buttonPress({ message: second, button: 'Delete', user });
    const told = () => discord.messages().find((one) => one.interactionId === id && one.content !== '');
    return (await discord.waitFor(told, `what ${user} is told`)).content;
  };
  expect(await press('ben')).toContain('Only whoever asked');
  expect(second.deleted).toBe(false);
  expect(await press('ada')).toContain('I deleted my reply');
  expect(second.deleted).toBe(true);
});
