import { slackLimits } from './limits.ts';
import { channelOf, isReply, type MethodContext, type Methods } from './method.ts';
import { compact, type FakeMessage, failed, type JsonObject, type Reply, succeeded, text } from './wire.ts';
import { type FakeChannel, type Workspace, wireMessage } from './workspace.ts';

/** The history scope depends on the kind of channel, so it cannot stand in the table. */
const historyScope = {
  channel: 'channels:history',
  group: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
} as const;

const readScope = {
  channel: 'channels:read',
  group: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
} as const;

const scopeFault = (channel: FakeChannel, context: MethodContext): Reply | undefined =>
  missing(historyScope[channel.type], context);

const missing = (needed: string, { workspace }: MethodContext): Reply | undefined => {
  if (workspace.scopes.has(needed)) return undefined;
  return failed('missing_scope', { needed, provided: [...workspace.scopes].join(',') });
};

/** A root message carries its thread's size once it has replies. */
const withThread = (message: FakeMessage, all: FakeMessage[]): JsonObject => {
  const replies = all.filter((other) => other.thread_ts === message.ts && other.ts !== message.ts);
  if (replies.length === 0) return wireMessage(message);
  const latest_reply = replies.at(-1)?.ts;
  const reply_users = [...new Set(replies.map((reply) => reply.user))];
  return compact({
    ...wireMessage(message),
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users,
    latest_reply,
  });
};

/** One page, and the cursor of the next: the index of its first item. */
const pageOf = <T>(items: T[], args: JsonObject): { items: T[]; has_more: boolean; next_cursor: string } => {
  const limit = Math.max(1, Math.min(1000, Number(args['limit'] ?? 100)));
  const from = Number((text(args, 'cursor') ?? 'at:0').slice('at:'.length));
  const until = from + limit;
  const has_more = until < items.length;
  return { items: items.slice(from, until), has_more, next_cursor: has_more ? `at:${until}` : '' };
};

const page = (all: JsonObject[], args: JsonObject): JsonObject => {
  const { items, has_more, next_cursor } = pageOf(all, args);
  return { messages: items, has_more, response_metadata: { next_cursor } };
};

const within = (message: FakeMessage, args: JsonObject): boolean => {
  const oldest = text(args, 'oldest') ?? '';
  const latest = text(args, 'latest') ?? '9';
  const inclusive = args['inclusive'] === true || args['inclusive'] === 'true';
  if (inclusive) return message.ts >= oldest && message.ts <= latest;
  return message.ts > oldest && message.ts < latest;
};

const describe = (channel: FakeChannel, { bot }: Workspace): JsonObject => ({
  id: channel.id,
  name: channel.name,
  is_channel: channel.type === 'channel',
  is_group: channel.type === 'group',
  is_im: channel.type === 'im',
  is_mpim: channel.type === 'mpim',
  is_private: channel.type !== 'channel',
  is_archived: channel.is_archived,
  is_ext_shared: channel.is_ext_shared === true,
  is_shared: channel.is_ext_shared === true,
  is_org_shared: false,
  is_member: channel.members.has(bot.user_id),
  ...(channel.type === 'im' ? { user: [...channel.members].find((id) => id !== bot.user_id) } : {}),
});

const undeleted = (channel: FakeChannel, { workspace }: MethodContext): FakeMessage[] =>
  (workspace.messages.get(channel.id) ?? []).filter((message) => !message.deleted);

export const conversationMethods: Methods = {
  'conversations.replies': {
    run: (args, context) => {
      const channel = channelOf(args, context);
      if (isReply(channel)) return channel;
      const fault = scopeFault(channel, context);
      if (fault !== undefined) return fault;
      const all = undeleted(channel, context);
      const named = all.find((message) => message.ts === text(args, 'ts'));
      if (named === undefined) return failed('thread_not_found');
      const root = named.thread_ts ?? named.ts;
      const thread = all.filter((message) => message.ts === root || message.thread_ts === root);
      const shown = thread.filter((message) => message.ts === root || within(message, args));
      return succeeded(
        page(
          shown.map((message) => withThread(message, all)),
          args,
        ),
      );
    },
  },

  'conversations.history': {
    run: (args, context) => {
      const channel = channelOf(args, context);
      if (isReply(channel)) return channel;
      const fault = scopeFault(channel, context);
      if (fault !== undefined) return fault;
      const all = undeleted(channel, context);
      const roots = all.filter(
        (message) => message.thread_ts === undefined || message.thread_ts === message.ts,
      );
      const shown = roots.filter((message) => within(message, args)).reverse();
      return succeeded(
        page(
          shown.map((message) => withThread(message, all)),
          args,
        ),
      );
    },
  },

  'conversations.info': {
    run: (args, context) => {
      const channel = channelOf(args, context);
      if (isReply(channel)) return channel;
      // Of a private channel only its members are told.
      const isHidden = channel.type !== 'channel' && !channel.members.has(context.workspace.bot.user_id);
      if (isHidden) return failed('channel_not_found');
      const fault = missing(readScope[channel.type], context);
      return fault ?? succeeded({ channel: describe(channel, context.workspace) });
    },
  },

  'conversations.list': {
    scope: 'channels:read',
    run: (_args, { workspace }) =>
      succeeded({
        channels: [...workspace.channels.values()].map((channel) => describe(channel, workspace)),
        response_metadata: { next_cursor: '' },
      }),
  },

  'users.conversations': {
    run: (args, context) => {
      const { workspace } = context;
      const kinds = (text(args, 'types') ?? 'public_channel').split(',');
      const named = { public_channel: 'channel', private_channel: 'group', im: 'im', mpim: 'mpim' } as const;
      const types = kinds.map((kind) => named[kind as keyof typeof named]);
      if (types.includes(undefined as never)) return failed('invalid_types');
      for (const type of types) {
        const fault = missing(readScope[type], context);
        if (fault !== undefined) return fault;
      }
      if (Number(args['limit'] ?? 100) > slackLimits.listed) return failed('invalid_limit');
      const all = [...workspace.channels.values()]
        .filter(({ type, members, is_archived }) => {
          const isLeftOut = args['exclude_archived'] === 'true' && is_archived;
          return types.includes(type) && members.has(workspace.bot.user_id) && !isLeftOut;
        })
        .map((channel) => {
          // Slack leaves that out of this list.
          const { is_member: _, ...row } = describe(channel, workspace);
          return row;
        });
      const { items, next_cursor } = pageOf(all, args);
      return succeeded({ channels: items, response_metadata: { next_cursor } });
    },
  },

  'conversations.members': {
    run: (args, context) => {
      const channel = channelOf(args, context);
      if (isReply(channel)) return channel;
      return succeeded({ members: [...channel.members], response_metadata: { next_cursor: '' } });
    },
  },

  'conversations.open': {
    scope: 'im:write',
    run: (args, { workspace }) => {
      const user = text(args, 'users') ?? '';
      if (!workspace.users.has(user)) return failed('user_not_found');
      return succeeded({ channel: describe(workspace.directChannel(user), workspace) });
    },
  },
};
