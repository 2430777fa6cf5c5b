import { once } from 'node:events';
import {
  ChannelType,
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  Partials,
  type TextChannel,
} from 'discord.js';
import type { FakeDiscord } from './fake-discord.ts';

/** The intents a bot needs that reads mentions, DMs and reactions; none of them is privileged. */
export const unprivilegedIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
] as const;

/** Without these, events about things that are not in the client's cache are lost. */
export const allPartials = [Partials.Message, Partials.Channel, Partials.Reaction, Partials.User] as const;

/** The client waits 5 s between IDENTIFYs; a test that counts them need not. */
export const noIdentifyThrottle = {
  buildIdentifyThrottler: async () => ({ waitForIdentify: async (): Promise<void> => undefined }),
} as const;

/** The real discord.js client, pointed at the fake and not yet logged in. */
export const createRealClient = (fake: FakeDiscord, options: Partial<ClientOptions> = {}): Client =>
  new Client({
    intents: unprivilegedIntents,
    partials: allPartials,
    rest: { api: fake.apiUrl },
    ...options,
  });

/** The same, logged in and knowing its guild. */
export const connectRealClient = async (
  fake: FakeDiscord,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> => {
  const client = createRealClient(fake, options);
  const ready = once(client, Events.ClientReady);
  await client.login(fake.token);
  await ready;
  return client as Client<true>;
};

/** A guild text channel as the client sees it. */
export const textChannel = async (
  client: Client,
  fake: FakeDiscord,
  name = 'general',
): Promise<TextChannel> => {
  const channel = await client.channels.fetch(fake.channel(name).id);
  if (channel?.type !== ChannelType.GuildText) throw new Error(`${name} is no text channel`);
  return channel;
};

/** The code of the DiscordAPIError that a call rejects with. */
export const apiCode = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof DiscordAPIError ? error.code : error),
  );
