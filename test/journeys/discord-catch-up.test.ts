import { expect, test } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { posts, replyTo } from './discord-people.ts';
import { trains, travel } from './documents.ts';
import { signIn } from './person.ts';
import { startProgram } from './program.ts';

const rooms = Array.from({ length: 55 }, (_, n) => `room-${n}`);

test('what was on its way to the program when it died is answered by the next one, once', async () => {
  await using discord = await createFakeDiscord({ channels: ['general', ...rooms] });
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  const program = await startProgram(env);
  const admin = await signIn(program);
  await admin.upload(travel.name, travel.text);
  await admin.seesConnector('discord', 'Connected');

  // Fifty-five questions are written, and none of their events arrives; five later ones come through.
  discord.gateway.lose(true);
  const lost = rooms.map((channel) => discord.mention({ text: trains.question, channel }));
  discord.gateway.lose(false);
  const heard = Array.from({ length: 5 }, () => discord.mention({ text: trains.question }));
  for (const one of heard) await replyTo(discord, one);
  await program.kill9();

  await startProgram(env, program);
  for (const one of lost) expect((await replyTo(discord, one)).content).toContain(trains.answer);
  expect(posts(discord)).toHaveLength(lost.length + heard.length);
});
