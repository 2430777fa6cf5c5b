import { contentFault } from './limits.ts';
import { messageEvents } from './message-events.ts';
import { isReply, type MethodContext, type Methods, messageOf, writableChannel } from './method.ts';
import {
  compact,
  type FakeMessage,
  failed,
  type JsonObject,
  object,
  objects,
  succeeded,
  text,
} from './wire.ts';
import { wireMessage } from './workspace.ts';

const content = (args: JsonObject): Partial<FakeMessage> & { text: string } => {
  const blocks = objects(args, 'blocks');
  return {
    text: text(args, 'text') ?? text(args, 'markdown_text') ?? '',
    ...(blocks === undefined ? {} : { blocks }),
    ...(args['metadata'] === undefined ? {} : { metadata: object(args, 'metadata') }),
  };
};

const warnAboutText = (method: string, args: JsonObject, { warn }: MethodContext): void => {
  if (text(args, 'text') === undefined && text(args, 'markdown_text') === undefined) {
    warn(`${method}: top-level text is missing, so notifications and screen readers have nothing to say`);
  }
};

/** Slack takes a thread's status line away once a message arrives in the thread. */
export const clearStatus = (
  channel: string,
  thread_ts: string | undefined,
  { workspace }: MethodContext,
): void => {
  const last = workspace.statuses.findLast((s) => s.channel === channel && s.thread_ts === thread_ts);
  if (last === undefined || last.status === '') return;
  workspace.statuses.push({ ...last, status: '', loading_messages: [] });
};

/** Notes a `thread_ts` that is no root message: Slack's handling of those is undocumented, and a bot should not rely on it. */
export const checkThread = (channel: string, thread_ts: string | undefined, context: MethodContext): void => {
  if (thread_ts === undefined) return;
  const root = context.workspace.find(channel, thread_ts);
  if (root === undefined) context.warn(`thread_ts ${thread_ts} is no message in ${channel}`);
  else if ((root.thread_ts ?? root.ts) !== root.ts)
    context.warn(`thread_ts ${thread_ts} is a reply, not a root`);
};

export const chatMethods: Methods = {
  'chat.postMessage': {
    scope: 'chat:write',
    run: (args, context) => {
      const channel = writableChannel(args, context);
      if (isReply(channel)) return channel;
      const thread_ts = text(args, 'thread_ts');
      const fault = contentFault(args);
      if (fault !== undefined) return fault;
      checkThread(channel.id, thread_ts, context);
      warnAboutText('chat.postMessage', args, context);
      const { workspace } = context;
      const message = workspace.post({
        channel: channel.id,
        user: workspace.bot.user_id,
        bot_id: workspace.bot.id,
        ...content(args),
        ...(thread_ts === undefined ? {} : { thread_ts }),
      });
      clearStatus(channel.id, thread_ts, context);
      context.emit(messageEvents(workspace).posted(message));
      return succeeded({ channel: channel.id, ts: message.ts, message: wireMessage(message) });
    },
  },

  'chat.update': {
    scope: 'chat:write',
    run: (args, context) => {
      const message = messageOf(args, 'ts', context);
      if (isReply(message)) return message;
      if (message.user !== context.workspace.bot.user_id) return failed('cant_update_message');
      if (message.stream === 'open') return failed('streaming_state_conflict');
      const fault = contentFault(args);
      if (fault !== undefined) return fault;
      const before = wireMessage(message);
      message.versions.push(message.text);
      // Blocks that an update leaves out stay only when it gives no text either.
      if (args['blocks'] === undefined && text(args, 'text') !== undefined) delete message.blocks;
      Object.assign(message, content(args), { edited: context.workspace.nextTs() });
      context.emit(messageEvents(context.workspace).changed(message, before));
      return succeeded({
        channel: message.channel,
        ts: message.ts,
        text: message.text,
        message: wireMessage(message),
      });
    },
  },

  'chat.delete': {
    scope: 'chat:write',
    run: (args, context) => {
      const message = messageOf(args, 'ts', context);
      if (isReply(message)) return message;
      if (message.user !== context.workspace.bot.user_id) return failed('cant_delete_message');
      if (message.stream === 'open') return failed('streaming_state_conflict');
      message.deleted = true;
      context.emit(messageEvents(context.workspace).deleted(message));
      return succeeded({ channel: message.channel, ts: message.ts });
    },
  },

  'chat.postEphemeral': {
    scope: 'chat:write',
    run: (args, context) => {
      const channel = writableChannel(args, context);
      if (isReply(channel)) return channel;
      const user = text(args, 'user') ?? '';
      if (!channel.members.has(user)) return failed('user_not_in_channel');
      const thread_ts = text(args, 'thread_ts');
      const fault = contentFault(args);
      if (fault !== undefined) return fault;
      checkThread(channel.id, thread_ts, context);
      warnAboutText('chat.postEphemeral', args, context);
      const { blocks, text: words } = content(args);
      const ts = context.workspace.nextTs();
      context.workspace.ephemerals.push({
        channel: channel.id,
        user,
        ts,
        text: words,
        via: 'api',
        ...(blocks === undefined ? {} : { blocks }),
        ...(thread_ts === undefined ? {} : { thread_ts }),
      });
      return succeeded({ message_ts: ts });
    },
  },

  'chat.getPermalink': {
    run: (args, context) => {
      const message = messageOf(args, 'message_ts', context);
      if (isReply(message)) return message;
      const path = `archives/${message.channel}/p${message.ts.replace('.', '')}`;
      const query =
        message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${message.channel}`;
      return succeeded(
        compact({ channel: message.channel, permalink: `${context.workspace.team.url}${path}${query}` }),
      );
    },
  },
};
