import type { AddressInfo } from 'node:net';
import type { Core } from './core.ts';
import { createFaults, type Faults, matchesRoute } from './faults.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { intents } from './gateway-intents.ts';
import { createHttp } from './http.ts';
import { channelPayload, guildPayload, userPayload } from './payloads.ts';
import { overwritesOf, type Permission } from './permissions.ts';
import { createInteractionPushes, type InteractionPushes } from './push-interactions.ts';
import { createMessagePushes, type MessagePushes } from './push-messages.ts';
import { accountRoutes, applicationFlags } from './routes-account.ts';
import { channelRoutes } from './routes-channels.ts';
import { interactionRoutes } from './routes-interactions.ts';
import type { FakeChannel, FakeDiscordOptions, FakeMessage, FakeUser, RecordedRequest } from './types.ts';
import { createWaits, type Waits } from './wait.ts';
import { createWorld, DEFAULT_TOKEN } from './world.ts';

/** A running loopback Discord. */
export type FakeDiscord = MessagePushes &
  InteractionPushes &
  Waits &
  Pick<Core, 'interactionResponses' | 'commands' | 'typing'> & {
    /** For discord.js: `new Client({ rest: { api: fake.apiUrl } })`. */
    readonly apiUrl: string;
    readonly token: string;
    readonly bot: FakeUser;
    readonly guildId: string;
    readonly gateway: Gateway;
    readonly faults: Faults;
    readonly requests: readonly RecordedRequest[];
    /** The calls that match a method and a path, in which `*` stands for one segment. */
    requestsTo(route: string): readonly RecordedRequest[];
    /** All messages, deleted ones included, oldest first; of one channel (name or id) if given. */
    messages(channel?: string): readonly FakeMessage[];
    user(name: string): FakeUser;
    channel(nameOrId: string): FakeChannel;
    /** The DM channel with a user. */
    dm(user: string): FakeChannel;
    /** Takes permissions from the bot in a channel (name or id) and tells it so; none gives all of them back. */
    deny(channel: string, ...permissions: Permission[]): void;
    /** Locks a thread as a moderator does. */
    lock(thread: string): void;
    /** A role mention of the bot, as people write it. */
    readonly botRole: string;
    /** Every interaction token given out so far becomes invalid. */
    expireInteractions(): void;
    /** Stops listening and cuts every connection, until `end`. */
    readonly outage: { start(): Promise<void>; end(): Promise<void> };
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
  };

/** Starts a fake of Discord's REST API v10 and gateway on a free port of 127.0.0.1. */
export const createFakeDiscord = async (options: FakeDiscordOptions = {}): Promise<FakeDiscord> => {
  const token = options.token ?? DEFAULT_TOKEN;
  const world = createWorld(options);
  const faults = createFaults();
  const requests: RecordedRequest[] = [];
  const address = { port: 0 };
  const gatewayUrl = (): string => `ws://127.0.0.1:${address.port}`;

  const rateLimits = options.rateLimits === true;
  const server = createHttp({ token, faults, requests, rateLimits, routes: () => routes });
  const gateway = createGateway({
    server,
    token,
    grantedPrivileged: options.messageContent === true ? intents.messageContent : 0,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    identifiesLeft: options.identifiesLeft ?? 1000,
    ready: () => ({
      user: userPayload(world.bot),
      guilds: [{ id: world.guild.id, unavailable: true }],
      resume_gateway_url: gatewayUrl(),
      application: { id: world.bot.id, flags: applicationFlags(options) },
    }),
    guilds: () => [guildPayload(world)],
  });
  const core: Core = {
    options,
    world,
    gateway,
    interactions: new Map(),
    interactionResponses: [],
    commands: new Map(),
    typing: [],
  };
  const routes = [...accountRoutes(core, gatewayUrl), ...channelRoutes(core), ...interactionRoutes(core)];

  const listen = async (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(address.port, '127.0.0.1', resolve);
    await promise;
    server.removeListener('error', reject);
    address.port = (server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    gateway.kill();
    server.closeAllConnections();
    await promise;
  };
  const close = async (): Promise<void> => {
    gateway.close();
    await stop();
  };

  await listen();
  return {
    ...createMessagePushes(core),
    ...createInteractionPushes(core),
    ...createWaits({ world, gateway, requests }),
    apiUrl: `http://127.0.0.1:${address.port}/api`,
    token,
    bot: world.bot,
    guildId: world.guild.id,
    gateway,
    faults,
    requests,
    interactionResponses: core.interactionResponses,
    commands: core.commands,
    typing: core.typing,
    requestsTo: (route) => requests.filter(({ method, path }) => matchesRoute(route, method, path)),
    messages: (channel) => {
      const id = channel === undefined ? undefined : world.channel(channel).id;
      return world.messages.filter(({ channelId }) => id === undefined || channelId === id);
    },
    user: world.user,
    channel: world.channel,
    dm: (user) => world.dm(world.user(user)),
    deny: (nameOrId, ...permissions) => {
      const channel = world.channel(nameOrId);
      world.denials.set(channel.id, permissions);
      gateway.dispatch('CHANNEL_UPDATE', channelPayload(channel, overwritesOf(world, channel)));
    },
    lock: (thread) => {
      const channel = world.channel(thread);
      channel.locked = true;
      gateway.dispatch('THREAD_UPDATE', channelPayload(channel));
    },
    botRole: `<@&${world.botRoleId}>`,
    expireInteractions: () => {
      for (const interaction of core.interactions.values()) interaction.expired = true;
    },
    outage: { start: stop, end: listen },
    close,
    [Symbol.asyncDispose]: close,
  };
};
