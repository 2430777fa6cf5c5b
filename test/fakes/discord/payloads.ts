import { overwritesOf } from './permissions.ts';
import type { FakeChannel, FakeMessage, FakeUser, Json } from './types.ts';
import type { World } from './world.ts';

/** Permissions of @everyone: view, send, react, embed, attach, history, app commands, threads. */
const MEMBER_PERMISSIONS = [6n, 10n, 11n, 14n, 15n, 16n, 18n, 31n, 35n, 38n]
  .reduce((bits, bit) => bits | (1n << bit), 0n)
  .toString();

const JOINED = '2026-01-01T00:00:00.000000+00:00';
const iso = (ms: number): string => new Date(ms).toISOString();

export const userPayload = ({ id, name, bot }: FakeUser): Json => ({
  id,
  username: name,
  global_name: bot ? null : name,
  discriminator: '0',
  avatar: null,
  bot,
});

/** A guild member; without `user`, as Discord nests it in a MESSAGE_CREATE. */
export const memberPayload = (user?: FakeUser): Json => ({
  ...(user === undefined ? {} : { user: userPayload(user) }),
  nick: null,
  avatar: null,
  roles: [],
  joined_at: JOINED,
  premium_since: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  permissions: MEMBER_PERMISSIONS,
});

const channelTypes = { text: 0, dm: 1, voice: 2, announcement: 5, thread: 11, forum: 15 } as const;

/** `message_count` and the like are left at 0: nothing reads them. */
export const channelPayload = (channel: FakeChannel, overwrites: readonly unknown[] = []): Json => {
  if (channel.kind === 'dm') {
    const recipients = channel.recipient === undefined ? [] : [userPayload(channel.recipient)];
    return { id: channel.id, type: 1, recipients, last_message_id: null, flags: 0 };
  }
  const shared = {
    id: channel.id,
    guild_id: channel.guildId,
    name: channel.name,
    rate_limit_per_user: 0,
    flags: 0,
  };
  if (channel.kind !== 'thread') {
    return {
      ...shared,
      type: channelTypes[channel.kind],
      position: 0,
      permission_overwrites: overwrites,
      topic: null,
      nsfw: false,
      parent_id: null,
    };
  }
  return {
    ...shared,
    type: 11,
    parent_id: channel.parentId,
    owner_id: channel.ownerId,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    last_message_id: null,
    thread_metadata: {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: channel.autoArchiveMinutes,
      archive_timestamp: JOINED,
      create_timestamp: JOINED,
    },
  };
};

/** An emoji as `👍`, or `name:id` for a custom one, in the wire's form. */
export const emojiPayload = (emoji: string): Json => {
  const [, name, id] = /^(\w+):(\d+)$/.exec(emoji) ?? [];
  return id === undefined ? { id: null, name: emoji } : { id, name };
};

export const guildPayload = (world: World): Json => {
  const channels = [...world.channels.values()].filter(({ guildId }) => guildId === world.guild.id);
  const withLast = (channel: FakeChannel): Json => ({
    ...channelPayload(channel, overwritesOf(world, channel)),
    last_message_id: world.messages.findLast(({ channelId }) => channelId === channel.id)?.id ?? null,
  });
  const everyone = { id: world.guild.id, name: '@everyone', color: 0, hoist: false, position: 0 };
  return {
    id: world.guild.id,
    name: world.guild.name,
    owner_id: world.user('owner').id,
    system_channel_id: channels.find(({ kind }) => kind === 'text')?.id ?? null,
    roles: [
      { ...everyone, permissions: MEMBER_PERMISSIONS, managed: false, mentionable: false, flags: 0 },
      {
        ...{ id: world.botRoleId, name: world.bot.name, color: 0, hoist: false, position: 1, flags: 0 },
        ...{
          permissions: MEMBER_PERMISSIONS,
          managed: true,
          mentionable: true,
          tags: { bot_id: world.bot.id },
        },
      },
    ],
    emojis: [],
    stickers: [],
    features: [],
    member_count: world.users().length,
    channels: channels.filter(({ kind }) => kind !== 'thread').map(withLast),
    // Archived threads are absent here: that is why a restarted bot does not know them.
    threads: channels.filter(({ kind, archived }) => kind === 'thread' && !archived).map(withLast),
    members: [memberPayload(world.bot)],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    joined_at: JOINED,
    large: false,
    unavailable: false,
  };
};

const reactionsPayload = (world: World, message: FakeMessage): readonly Json[] =>
  [...new Set(message.reactions.map(({ emoji }) => emoji))].map((emoji) => {
    const voters = message.reactions.filter((one) => one.emoji === emoji).map(({ userId }) => userId);
    const count_details = { burst: 0, normal: voters.length };
    const me = voters.includes(world.bot.id);
    return {
      count: voters.length,
      count_details,
      me,
      me_burst: false,
      emoji: emojiPayload(emoji),
      burst_colors: [],
    };
  });

/**
 * Without MESSAGE_CONTENT an app reads only its own messages, DMs, messages that mention it, and replies
 * that ping it, unless they answer an interaction response.
 */
const mayRead = (world: World, message: FakeMessage): boolean => {
  if (message.author.id === world.bot.id || message.guildId === undefined) return true;
  if (new RegExp(`<@!?${world.bot.id}>`).test(message.content)) return true;
  if (!message.pings.users.includes(world.bot.id) || message.replyTo === undefined) return false;
  return world.message(message.channelId, message.replyTo)?.interactionId === undefined;
};

const snapshot = ({ createdAt }: FakeMessage, content: string): Json => ({
  ...{ type: 0, content, embeds: [], attachments: [], timestamp: iso(createdAt), edited_timestamp: null },
  ...{ flags: 0, mentions: [], mention_roles: [], components: [] },
});

/** A message as an application sees it, with or without the MESSAGE_CONTENT intent. */
export const messagePayload = (world: World, message: FakeMessage, hasContent: boolean, depth = 0): Json => {
  const visible = hasContent || mayRead(world, message);
  const attachments = message.attachments.map(({ id, filename, contentType, size }) => {
    const url = `https://cdn.invalid/${message.channelId}/${id}/${filename}`;
    return { id, filename, content_type: contentType, size, url, proxy_url: url };
  });
  const replied =
    message.replyTo === undefined ? undefined : world.message(message.channelId, message.replyTo);
  const reference = { message_id: message.replyTo, channel_id: message.channelId, guild_id: message.guildId };
  return {
    id: message.id,
    channel_id: message.channelId,
    author: userPayload(message.author),
    content: visible ? message.content : '',
    embeds: visible ? message.embeds : [],
    components: visible ? message.components : [],
    attachments: visible ? attachments : [],
    mentions: message.pings.users.map((id) => userPayload(world.user(id))),
    mention_roles: message.pings.roles,
    mention_everyone: message.pings.everyone,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    flags: message.flags,
    pinned: false,
    tts: false,
    type: message.replyTo === undefined ? 0 : 19,
    reactions: reactionsPayload(world, message),
    ...(message.forwards === undefined
      ? {}
      : {
          message_snapshots: message.forwards.map((content) => ({ message: snapshot(message, content) })),
          message_reference: { type: 1, message_id: '1', channel_id: message.channelId },
        }),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.author.id === world.bot.id ? { application_id: world.bot.id } : {}),
    ...(message.interactionId === undefined ? {} : { webhook_id: world.bot.id }),
    ...(message.replyTo === undefined ? {} : { message_reference: { type: 0, ...reference } }),
    ...(message.replyTo === undefined || depth > 0
      ? {}
      : { referenced_message: replied ? messagePayload(world, replied, hasContent, depth + 1) : null }),
  };
};
