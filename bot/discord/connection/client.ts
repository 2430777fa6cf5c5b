import {
  Client,
  GatewayIntentBits,
  type IIdentifyThrottler,
  type IShardingStrategy,
  Options,
  SimpleShardingStrategy,
  type WebSocketOptions,
} from 'discord.js';
import { limits } from '../text/limits.ts';

/** What Docent listens to. None is privileged: mentions, replies that ping it and DMs carry their text without. */
export const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
] as const;

/** With the words of messages that do not name the bot: this one is privileged. */
export const intentsOf = (readsThreads = false): GatewayIntentBits[] =>
  readsThreads ? [...intents, GatewayIntentBits.MessageContent] : [...intents];

/** The connection underneath discord.js; its own name is taken by a class of discord.js. */
export type Gateway = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

export type ClientHooks = {
  apiUrl?: string | undefined;
  readsThreads?: boolean | undefined;
  /** Called with the connection of @discordjs/ws before it is used. */
  onGateway(gateway: Gateway): void;
  throttle(gateway: Gateway): Promise<IIdentifyThrottler>;
};

/**
 * The discord.js client. Messages and reactions are read from its raw events, which need no cache; only channels,
 * roles and the bot itself are kept, to tell threads from channels and to know the bot's permissions.
 */
export function createClient({ apiUrl, readsThreads, onGateway, throttle }: ClientHooks): Client {
  const isSelf = (one: { id: string; client: Client }): boolean => one.id === one.client.user?.id;
  return new Client({
    intents: intentsOf(readsThreads),
    shards: 'auto',
    allowedMentions: { parse: [], repliedUser: false },
    rest: { timeout: limits.requestTimeoutMs, ...(apiUrl === undefined ? {} : { api: apiUrl }) },
    ws: {
      buildStrategy: (gateway): IShardingStrategy => {
        onGateway(gateway);
        return new SimpleShardingStrategy(gateway);
      },
      buildIdentifyThrottler: throttle,
    },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      AutoModerationRuleManager: 0,
      DMMessageManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: isSelf },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: isSelf },
      VoiceStateManager: 0,
    }),
    sweepers: Options.DefaultSweeperSettings,
  });
}
