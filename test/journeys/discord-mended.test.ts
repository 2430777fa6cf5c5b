import { expect, test } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { posts, replyTo } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';

test('votes on Discord are what stands under the answers, whatever happened to their events', async () => {
  await using discord = await createFakeDiscord();
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const program = await startProgram(env);
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  const answer = await replyTo(discord, discord.mention({ text: trains.question }));
  const { id: messageId, channelId } = answer;
  const react = (kind: 'added' | 'removed', emoji: string, user: string) =>
    discord.reaction({ kind, emoji, user, channelId, messageId });
  await discord.waitFor(() => answer.reactions.length === 2);

  // Forty people change their minds, and their events come in reverse.
  discord.gateway.hold();
  for (let n = 0; n < 40; n += 1) {
    react('added', '👎', `voter-${n}`);
    react('removed', '👎', `voter-${n}`);
    if (n % 2 === 0) react('added', '👍🏽', `voter-${n}`);
  }
  discord.gateway.release({ reversed: true });
  await admin.seesAnswer(trains.question, { votes: '20 up, 0 down' });

  // A moderator clears some, others are set while no process runs.
  discord.clearReactions({ channelId, messageId, emoji: '👍🏽' });
  await admin.seesAnswer(trains.question, { votes: '–' });
  react('added', '👎', 'ada');
  await admin.seesAnswer(trains.question, { votes: '0 up, 1 down' });
  await program.kill9();
  react('removed', '👎', 'ada');
  react('added', '👍', 'ben');
  react('added', '👍', 'cat');
  const next = admin.at(await startProgram(env, program));
  await next.seesAnswer(trains.question, { votes: '2 up, 0 down' });
});

test('nobody on Discord is left without a word', async () => {
  await using discord = await createFakeDiscord({ channels: ['general', 'quiet'] });
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const admin = await signIn(await startProgram(env));
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  const direct = (user: string) =>
    discord.waitFor(() => posts(discord).find(({ channelId }) => channelId === discord.dm(user).id));

  // The bot may read here, and not write.
  discord.deny('quiet', 'send', 'sendInThreads', 'createThreads');
  discord.mention({ user: 'ada', channel: 'quiet', text: `Quiet: ${trains.question}` });
  expect((await direct('ada')).content).toContain(trains.answer);
  const quiet = await admin.seesAnswer('Quiet', { outcome: 'Answered', delivery: 'Delivered' });
  const why = (await admin.page(`/answers/${quiet.id}`))('body').text();
  expect(why).toContain('give its role "Send Messages"');

  // The first response to a command never arrives.
  discord.faults.next('POST /interactions/*/*/callback', { kind: 'lost-request' }, 100);
  discord.slashCommand({ name: 'ask', user: 'ben', options: { question: `Lost: ${trains.question}` } });
  expect((await direct('ben')).content).toContain(trains.answer);
  discord.faults.clear();

  // Written anew, the question has its one reply changed; deleted, it has none.
  const asked = discord.mention({ user: 'cat', text: 'Who waters the plants?' });
  const reply = await replyTo(discord, asked);
  const at = { channelId: asked.channelId, messageId: asked.id };
  discord.messageUpdate({ ...at, text: `<@${discord.bot.id}> ${trains.question}` });
  await discord.waitFor(() => reply.content.includes(trains.answer));
  discord.messageDelete(at);
  await discord.waitFor(() => reply.deleted);
  expect(posts(discord)).toHaveLength(2);
});
