import { expect, test } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { buttonsOf } from '../fakes/discord/push-interactions.ts';
import { posts, replyTo } from './discord-people.ts';
import { office, trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';

test('a team on Discord asks in a channel, a DM and with the command, votes and asks again', async () => {
  await using discord = await createFakeDiscord();
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  let program = await startProgram(env);
  let admin = await signIn(program);
  const travelId = await admin.upload(travel.name, travel.text);
  await admin.upload(office.name, office.text);
  await admin.seesConnector('discord', 'Connected');

  // Typing shows, then the answer stands in a thread of its own, with source, label, buttons and thumbs.
  const asked = discord.mention({ text: trains.question });
  const answer = await replyTo(discord, asked);
  expect(discord.typing).toContain(asked.channelId);
  expect(discord.channel(answer.channelId)).toMatchObject({ kind: 'thread', parentId: asked.channelId });
  expect(answer.content).toContain(trains.answer);
  expect(answer.content).toContain('[1] Travel policy, lines');
  expect(answer.content).not.toContain('travel-policy.md');
  expect(answer.content).toContain('Quoted from your documents');
  expect(buttonsOf(answer).map(({ label }) => label)).toEqual([
    'Good answer',
    'Bad answer',
    'Why this answer?',
    'Sources',
    'Try again',
    'Delete',
  ]);
  await discord.waitFor(() => answer.reactions.length === 2);
  await admin.seesAnswer(trains.question, {
    outcome: 'Answered',
    sources: 'Travel policy',
    votes: '–',
    delivery: 'Delivered',
  });

  // One vote a person; thumbs on other messages do not count.
  const at = { channelId: answer.channelId, messageId: answer.id };
  const react = (kind: 'added' | 'removed', emoji: string, user = 'ada') =>
    discord.reaction({ kind, emoji, user, ...at });
  react('added', '👍🏽');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  react('added', '👎');
  await admin.seesAnswer(trains.question, { votes: '0 up, 1 down' });
  react('removed', '👎');
  await admin.seesAnswer(trains.question, { votes: '1 up, 0 down' });
  react('removed', '👍🏽');
  await admin.seesAnswer(trains.question, { votes: '–' });
  discord.reaction({
    kind: 'added',
    emoji: '👎',
    user: 'ben',
    channelId: asked.channelId,
    messageId: asked.id,
  });
  discord.buttonPress({ message: answer, button: 'Bad answer', user: 'cat' });
  await admin.seesAnswer(trains.question, { votes: '0 up, 1 down' });

  // A restart forgets no vote, and a thumb on the old answer still counts.
  expect(await program.stop()).toBe(0);
  program = await startProgram(env, program);
  admin = admin.at(program);
  await admin.seesConnector('discord', 'Connected');
  react('added', '👍', 'ben');
  await admin.seesAnswer(trains.question, { votes: '1 up, 1 down' });

  // A reply to the answer is a follow-up, without naming the bot.
  const followUp = discord.plainMessage({
    channel: answer.channelId,
    text: 'And for how many hours is first class?',
    replyTo: answer,
  });
  expect((await replyTo(discord, followUp)).content).toContain('more than four hours');
  const { id } = await admin.seesAnswer('And for how many hours', { outcome: 'Answered' });
  expect((await admin.page(`/answers/${id}`))('.facts').text()).toContain('book train tickets');

  // A direct message needs no mention; the command answers its author alone.
  const direct = discord.directMessage({ user: 'cat', text: 'Who waters the plants in the office?' });
  expect((await replyTo(discord, direct)).content).toContain('every Tuesday');
  const command = discord.slashCommand({ name: 'ask', options: { question: trains.question }, user: 'ben' });
  const alone = await discord.waitFor(() => posts(discord).find((one) => one.interactionId === command.id));
  expect(alone.ephemeralTo?.name).toBe('ben');
  expect(alone.content).toContain(trains.answer);
  // Somebody voted the answer down: it is not served from the cache.
  expect(alone.content).not.toContain('Answered before');

  await admin.deleteDocument(travelId);
  const late = discord.mention({ text: trains.question, user: 'cat', channel: 'random' });
  const without = await replyTo(discord, late);
  expect(without.content).toContain('I could not find this');
  expect(without.content).not.toMatch(/travel desk|Travel policy/);
  const answers = posts(discord).filter(({ content }) => !content.startsWith('Noted'));
  expect(answers).toHaveLength(5);
});
