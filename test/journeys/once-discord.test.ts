import { expect, test } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage } from '../fakes/discord/types.ts';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import type { FakeModelServer } from '../fakes/models/provider.ts';
import { posts, replyTo } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';

const written = 'Ask the travel desk for train tickets [1].';
const posting = 'POST /channels/*/messages';

/** A team on Discord with a model, the travel policy uploaded. */
async function team(discord: FakeDiscord, openai: FakeModelServer) {
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DOCENT_CHAT_MODEL: 'openai:any',
    OPENAI_BASE_URL: openai.baseUrl,
  };
  const program = await startProgram(env);
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');
  return { env, program, admin };
}

/** A message as Discord's gateway would tell it once more. */
async function toldAgain(discord: FakeDiscord, { id, channelId, guildId }: FakeMessage): Promise<void> {
  const response = await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages/${id}`, {
    headers: { authorization: `Bot ${discord.token}` },
  });
  const message = (await response.json()) as Record<string, unknown>;
  discord.dispatch('MESSAGE_CREATE', { ...message, guild_id: guildId });
}

const repliesTo = (discord: FakeDiscord, asked: FakeMessage) =>
  posts(discord).filter((one) => one.channelId === asked.id || one.replyTo === asked.id);

test('one question has one reply on Discord, whatever the network does', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: written });
  const { admin } = await team(discord, openai);
  const asked: FakeMessage[] = [];
  const askAndRead = async (text: string) => {
    const one = discord.mention({ text });
    asked.push(one);
    return replyTo(discord, one);
  };

  const doubled = discord.mention({ text: `Doubled: ${trains.question}` });
  await toldAgain(discord, doubled);
  await replyTo(discord, doubled);
  await toldAgain(discord, doubled);
  asked.push(doubled);

  discord.faults.next(posting, { kind: 'lost-response' });
  await askAndRead(`Lost: ${trains.question}`);
  discord.faults.next(posting, { kind: 'rate-limit', retryAfter: 1 });
  await askAndRead(`Limited: ${trains.question}`);
  discord.faults.next(posting, { kind: 'status', status: 503, carriedOut: true });
  await askAndRead(`Outage: ${trains.question}`);
  discord.faults.next(posting, { kind: 'lost-request' });
  await askAndRead(`Reset: ${trains.question}`);
  // The connection breaks while the model thinks.
  openai.setPace({ latencyMs: 500 });
  const broken = discord.mention({ text: `Broken: ${trains.question}` });
  asked.push(broken);
  await discord.waitFor(() => openai.requests.length === 6);
  discord.gateway.kill();
  await replyTo(discord, broken);

  for (const one of ['Doubled', 'Lost', 'Limited', 'Outage', 'Reset', 'Broken'])
    await admin.seesAnswer(`${one}: `, { outcome: 'Answered', delivery: 'Delivered' });
  expect(asked.map((one) => repliesTo(discord, one).length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(posts(discord)).toHaveLength(6);
  expect(await admin.answers()).toHaveLength(6);
});

test('a question on Discord that was accepted has one reply, though the program dies before and after writing it', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: written });
  const { env, program, admin: first } = await team(discord, openai);

  // Killed while the model thinks: about a mention, a direct message and a command.
  openai.setPace({ latencyMs: 30_000 });
  const mention = discord.mention({ text: `Killed thinking: ${trains.question}` });
  const direct = discord.directMessage({ user: 'ben', text: `Killed in private: ${trains.question}` });
  const command = discord.slashCommand({
    name: 'ask',
    options: { question: `Killed in a command: ${trains.question}` },
    user: 'cat',
  });
  await discord.waitFor(() => openai.requests.length === 3);
  await program.kill9();
  expect(posts(discord)).toEqual([]);
  openai.setPace({ latencyMs: 0 });
  // And asked while nobody was there, where the bot was asked before and where it was not.
  const missed = [
    discord.mention({ text: `Missed: ${trains.question}` }),
    discord.mention({ text: `Missed elsewhere: ${trains.question}`, channel: 'random' }),
    discord.directMessage({ user: 'ben', text: `Missed in private: ${trains.question}` }),
  ];
  const second = await startProgram(env, program);
  expect((await replyTo(discord, mention)).content).toContain('travel desk');
  expect((await replyTo(discord, direct)).content).toContain('travel desk');
  for (const one of missed) expect((await replyTo(discord, one)).content).toContain('travel desk');
  const inPlace = () => posts(discord).find(({ interactionId }) => interactionId === command.id);
  expect((await discord.waitFor(inPlace)).ephemeralTo?.name).toBe('cat');
  let admin = first.at(second);
  for (const one of ['Killed thinking', 'Killed in private', 'Killed in a command'])
    await admin.seesAnswer(one, { outcome: 'Answered', delivery: 'Delivered' });

  // Killed as soon as the message stands, before its thumbs do. If that is before they were asked for, the next process waits.
  discord.faults.next('PUT /channels/*/messages/*/reactions/*/@me', { kind: 'slow', ms: 3_000 });
  const posted = discord.mention({ text: `Killed posting: ${trains.question}` });
  const reply = await replyTo(discord, posted);
  await second.kill9();
  const third = await startProgram(env, program);
  admin = first.at(third);
  await admin.seesAnswer('Killed posting', { outcome: 'Answered', delivery: 'Delivered' });
  await discord.waitFor(() => reply.reactions.length === 2);
  discord.reaction({ kind: 'added', emoji: '👍', channelId: reply.channelId, messageId: reply.id });
  await admin.seesAnswer('Killed posting', { votes: '1 up, 0 down' });

  await toldAgain(discord, mention);
  await toldAgain(discord, posted);
  await replyTo(discord, discord.mention({ text: `Last: ${trains.question}` }));
  expect([mention, posted].map((one) => repliesTo(discord, one).length)).toEqual([1, 1]);
  expect(posts(discord)).toHaveLength(8);
});
