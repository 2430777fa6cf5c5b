import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  HTTPError,
  MessageFlags,
  Partials,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import { buttonsOf } from './push-interactions.ts';

describe('x', () => {
  it('logs in', async () => {
    await using fake = await createFakeDiscord();
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
      rest: { api: fake.apiUrl },
    });
    client.on('error', (e) => console.log(e));
    client.on('messageCreate', async (m) => {
      if (!m.author.bot) await m.reply('hi');
    });
    await client.login(fake.token);
    await fake.waitForReady();
    fake.mention({ text: 'hello' });
    const m = await fake.waitForMessage('general');
    console.log(m, fake.requests);
    await client.destroy();
  });
});
