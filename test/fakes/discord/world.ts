import type { Denials } from './permissions.ts';
import { createSnowflakes } from './snowflake.ts';
import type { ChannelKind, FakeChannel, FakeDiscordOptions, FakeMessage, FakeUser } from './types.ts';

/** Everything that exists in the fake's Discord: one bot, one guild, its channels, people and messages. */
export type World = {
  readonly bot: FakeUser;
  readonly guild: { readonly id: string; readonly name: string };
  readonly channels: Map<string, FakeChannel>;
  readonly messages: FakeMessage[];
  readonly denials: Denials;
  /** The role that the guild made for the bot. */
  readonly botRoleId: string;
  nextId(): string;
  /** A user by name or id; a new name makes a new member of the guild. */
  user(nameOrId: string): FakeUser;
  users(): readonly FakeUser[];
  /** A channel or thread by name or id; throws if there is none. */
  channel(nameOrId: string): FakeChannel;
  /** The DM channel with a user, made on first use. */
  dm(user: FakeUser): FakeChannel;
  addThread(fields: {
    readonly id: string;
    readonly parent: FakeChannel;
    readonly name: string;
    readonly ownerId: string;
    readonly archived?: boolean;
    readonly autoArchiveMinutes?: number;
  }): FakeChannel;
  /** A message that was not deleted. */
  message(channelId: string, messageId: string): FakeMessage | undefined;
};

const BOT_ID = '1100000000000000001';

/** The token the fake accepts unless told otherwise; shaped like a real one (its first part is the bot's id). */
export const DEFAULT_TOKEN = `${Buffer.from(BOT_ID).toString('base64url')}.fake00.loopback-token`;

export const createWorld = (options: FakeDiscordOptions): World => {
  const nextId = createSnowflakes();
  const bot: FakeUser = { id: BOT_ID, name: options.botName ?? 'docent', bot: true };
  const guild = { id: '1100000000000000002', name: options.guildName ?? 'Loopback' };
  const users = new Map<string, FakeUser>([[bot.id, bot]]);
  const channels = new Map<string, FakeChannel>();
  const messages: FakeMessage[] = [];

  for (const name of options.channels ?? ['general', 'random']) {
    const id = nextId();
    const base = { autoArchiveMinutes: 1440, archived: false, locked: false } as const;
    channels.set(id, { id, ...kindOf(name), guildId: guild.id, ...base });
  }

  const user = (nameOrId: string): FakeUser => {
    const known = users.get(nameOrId) ?? [...users.values()].find(({ name }) => name === nameOrId);
    if (known !== undefined) return known;
    const added = { id: nextId(), name: nameOrId, bot: false };
    users.set(added.id, added);
    return added;
  };

  const channel = (nameOrId: string): FakeChannel => {
    const found = channels.get(nameOrId) ?? [...channels.values()].find(({ name }) => name === nameOrId);
    if (found !== undefined) return found;
    const names = [...channels.values()].map(({ name }) => name).join(', ');
    throw new Error(`the fake has no channel "${nameOrId}"; it has: ${names}`);
  };

  const dm = (recipient: FakeUser): FakeChannel => {
    const known = [...channels.values()].find((one) => one.recipient?.id === recipient.id);
    if (known !== undefined) return known;
    const id = nextId();
    const base = { autoArchiveMinutes: 0, archived: false, locked: false };
    const added: FakeChannel = { id, kind: 'dm', name: `dm-${recipient.name}`, recipient, ...base };
    channels.set(id, added);
    return added;
  };

  return {
    bot,
    guild,
    channels,
    messages,
    denials: new Map(),
    botRoleId: '1100000000000000003',
    nextId,
    user,
    users: () => [...users.values()],
    channel,
    dm,
    addThread: ({ id, parent, name, ownerId, archived = false, autoArchiveMinutes = 1440 }) => {
      const base = { id, kind: 'thread', name, parentId: parent.id, ownerId } as const;
      const thread: FakeChannel = {
        ...base,
        guildId: guild.id,
        autoArchiveMinutes,
        archived,
        locked: false,
      };
      channels.set(id, thread);
      return thread;
    },
    message: (channelId, messageId) =>
      messages.find((one) => one.channelId === channelId && one.id === messageId && !one.deleted),
  };
};

const kindOf = (channel: string | { name: string; kind: ChannelKind }) =>
  typeof channel === 'string' ? { name: channel, kind: 'text' as const } : channel;
