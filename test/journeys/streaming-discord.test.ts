import { expect, test } from 'vitest';
import { wording } from '../../core/defensive-ux/wording.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { buttonsOf } from '../fakes/discord/push-interactions.ts';
import type { FakeMessage } from '../fakes/discord/types.ts';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import type { FakeModelServer } from '../fakes/models/provider.ts';
import { posts, replyTo } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';
import { answerOf, firstSentence, longPolicy, wholeSentences } from './written-slowly.ts';

const posting = 'POST /channels/*/messages';
const editing = 'PATCH /channels/*/messages/*';

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

const repliesTo = (discord: FakeDiscord, asked: FakeMessage) =>
  posts(discord).filter((one) => one.channelId === asked.id || one.replyTo === asked.id);

const refOf = ({ channelId, id }: FakeMessage) => ({ channelId, messageId: id });

const finished = (discord: FakeDiscord, message: FakeMessage): Promise<FakeMessage> =>
  discord.waitFor(
    () => JSON.stringify(message.components).includes('docent:good') && message,
    'the finished answer',
  );

test('an answer is shown on Discord while it is written, and its buttons and thumbs come with its end', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: answerOf(8) });
  const { admin } = await team(discord, openai);
  openai.setPace({ chunkDelayMs: 60 });
  const asked = discord.mention({ text: trains.question });
  const message = await replyTo(discord, asked);
  expect(message.content).toContain(firstSentence);
  expect(message.content).not.toContain(wording.sources);
  expect(buttonsOf(message).map(({ label }) => label)).toEqual([wording.stopping.button]);
  expect(message.reactions).toEqual([]);
  await discord.waitFor(() => message.edits.length >= 2);

  await finished(discord, message);
  expect(message.content).toContain(`${answerOf(8)}\n\n**${wording.sources}**`);
  // What was shown only grew, and each time ended with a whole sentence.
  for (const shown of message.edits) {
    expect(answerOf(8).startsWith(shown)).toBe(true);
    expect(shown).toMatch(/\[1\]\.$/);
  }
  await discord.waitFor(() => message.reactions.length === 2);
  await admin.seesAnswer(trains.question, { outcome: 'Answered', delivery: 'Delivered' });
  expect(repliesTo(discord, asked)).toEqual([message]);
});

test('a long answer is shown on Discord in several messages, and a change at its end replaces what was shown', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: answerOf(40) });
  const { admin } = await team(discord, openai);
  await admin.upload(longPolicy.name, longPolicy.text);
  openai.setPace({ chunkDelayMs: 250, chunking: 100 });
  const long = discord.mention({ text: `Long: ${trains.question}` });
  const [first, second] = await discord.waitFor(() => {
    const [one, two] = repliesTo(discord, long);
    return one !== undefined && two !== undefined && ([one, two] as const);
  });
  expect([first, second].map((one) => buttonsOf(one).map(({ label }) => label))).toEqual([
    [wording.stopping.button],
    [],
  ]);
  await finished(discord, second);
  await admin.seesAnswer('Long: ', { delivery: 'Delivered' });
  expect(repliesTo(discord, long)).toEqual([first, second]);
  expect(wholeSentences(`${first.content} ${second.content}`)).toEqual(wholeSentences(answerOf(40)));
  expect(first.components).toEqual([]);

  openai.setReply(answerOf(8).replaceAll(' [1]', ''));
  openai.setPace({ chunkDelayMs: 60, chunking: 'word' });
  const changed = discord.mention({ text: `Changed: ${trains.question}` });
  const message = await replyTo(discord, changed);
  expect(message.content).toMatch(/^As a rule, /);
  await finished(discord, message);
  expect(message.content).toContain(wording.outcome.abstained);
  expect(message.content).not.toContain('travel desk');
  expect(repliesTo(discord, changed)).toEqual([message]);
});

test('an answer whose showing on Discord is refused, lost or limited ends complete, once', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: answerOf(6) });
  const { admin } = await team(discord, openai);
  openai.setPace({ chunkDelayMs: 60 });
  const endOf = async (name: string) => {
    const asked = discord.mention({ text: `${name}: ${trains.question}` });
    await admin.seesAnswer(`${name}: `, { outcome: 'Answered', delivery: 'Delivered' });
    const replies = repliesTo(discord, asked);
    expect(replies.length, name).toBe(1);
    expect(replies[0]?.content, name).toContain(`${answerOf(6)}\n\n**${wording.sources}**`);
    expect(replies[0]?.components.length, name).toBe(2);
    await discord.waitFor(() => replies[0]?.reactions.length === 2);
  };
  discord.faults.next(posting, { kind: 'error', status: 403, code: 50013 });
  await endOf('Refused');
  discord.faults.next(posting, { kind: 'lost-response' });
  await endOf('Lost');
  discord.faults.next(posting, { kind: 'status', status: 503, carriedOut: true });
  await endOf('Carried out');
  discord.faults.next(posting, { kind: 'lost-request' });
  await endOf('Not sent');
  discord.faults.next(editing, { kind: 'lost-response' });
  await endOf('Edit lost');
  discord.faults.next(editing, { kind: 'rate-limit', retryAfter: 2 });
  await endOf('Limited');
});

test('a program that dies while it shows an answer on Discord finishes the same message after its start', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: answerOf(10) });
  const { env, program, admin: first } = await team(discord, openai);
  openai.setPace({ chunkDelayMs: 100 });
  const middle = discord.mention({ text: `Middle: ${trains.question}` });
  const message = await replyTo(discord, middle);
  await program.kill9();

  openai.setReply('Ask the travel desk for train tickets [1].');
  const second = await startProgram(env, program);
  await finished(discord, message);
  expect(message.content).toMatch(/^Ask the travel desk for train tickets \[1\]\./);
  await first.at(second).seesAnswer('Middle', { delivery: 'Delivered' });

  // Killed when the message stands, before anybody knows of it.
  openai.setReply(answerOf(10));
  discord.faults.next(posting, { kind: 'lost-response' });
  discord.faults.next('GET /channels/*/messages', { kind: 'slow', ms: 20_000 });
  const begun = discord.mention({ text: `Begun: ${trains.question}` });
  const early = await replyTo(discord, begun);
  await second.kill9();
  discord.faults.clear();
  openai.setPace({ chunkDelayMs: 0 });
  const third = await startProgram(env, program);
  await first.at(third).seesAnswer('Begun', { outcome: 'Answered', delivery: 'Delivered' });
  expect(repliesTo(discord, begun)).toEqual([early]);
  expect(early.content).toContain(`${answerOf(10)}\n\n**${wording.sources}**`);
  expect(repliesTo(discord, middle)).toEqual([message]);
});

test('a question on Discord that is edited or deleted while its answer is shown breaks the model off', async () => {
  await using discord = await createFakeDiscord();
  await using openai = await createFakeOpenAI({ reply: answerOf(20) });
  const { admin } = await team(discord, openai);
  openai.setPace({ chunkDelayMs: 100 });
  const edited = discord.mention({ text: `Edited: ${trains.question}` });
  const message = await replyTo(discord, edited);
  openai.setReply('Hotels may cost up to 140 euros a night [1].');
  openai.setPace({ chunkDelayMs: 0 });
  const hotels = 'How much may a hotel room cost a night?';
  discord.messageUpdate({ ...refOf(edited), text: `<@${discord.bot.id}> ${hotels}` });
  await finished(discord, message);
  expect(message.content).toContain('140 euros');
  expect(message.content).not.toContain('travel desk before departure');
  await discord.waitFor(() => openai.requests[0]?.closedEarly);
  await admin.seesAnswer(hotels, { delivery: 'Delivered' });
  expect(repliesTo(discord, edited)).toEqual([message]);

  openai.setReply(answerOf(20));
  openai.setPace({ chunkDelayMs: 100 });
  const calls = openai.requests.length;
  const deleted = discord.mention({ text: `Deleted: ${trains.question}` });
  const gone = await replyTo(discord, deleted);
  discord.messageDelete(refOf(deleted));
  await discord.waitFor(() => gone.deleted);
  await discord.waitFor(() => openai.requests[calls]?.closedEarly);
  expect(repliesTo(discord, deleted)).toEqual([]);
});
