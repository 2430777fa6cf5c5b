import { blockFault, streamFault } from './limits.ts';
import { messageEvents } from './message-events.ts';
import {
  isReply,
  type Method,
  type MethodContext,
  type Methods,
  messageOf,
  writableChannel,
} from './method.ts';
import { checkThread, clearStatus } from './methods-chat.ts';
import { type FakeMessage, failed, type JsonObject, objects, type Reply, succeeded, text } from './wire.ts';
import { wireMessage } from './workspace.ts';

/** Adds the text and chunks of one call to a streamed message, or says why Slack would not. */
const append = (message: FakeMessage, args: JsonObject): Reply | undefined => {
  const chunks = objects(args, 'chunks') ?? [];
  const more = [text(args, 'markdown_text') ?? '', ...chunks.map((chunk) => markdownOf(chunk))].join('');
  const fault = streamFault(message, more);
  if (fault !== undefined) return fault;
  message.text += more;
  message.chunks.push(...chunks.filter((chunk) => chunk['type'] !== 'markdown_text'));
  return undefined;
};

const markdownOf = (chunk: JsonObject): string =>
  chunk['type'] === 'markdown_text' ? (text(chunk, 'text') ?? '') : '';

const openStream = (args: JsonObject, context: MethodContext): FakeMessage | Reply => {
  const message = messageOf(args, 'ts', context);
  if (isReply(message)) return message;
  return message.stream === 'open' ? message : failed('message_not_in_streaming_state');
};

const startStream: Method = {
  scope: 'chat:write',
  run: (args, context) => {
    const channel = writableChannel(args, context);
    if (isReply(channel)) return channel;
    const thread_ts = text(args, 'thread_ts');
    if (thread_ts === undefined) return failed('invalid_thread_ts');
    if (channel.type !== 'im') {
      const recipient = text(args, 'recipient_user_id');
      if (recipient === undefined) return failed('missing_recipient_user_id');
      if (!context.workspace.users.has(recipient)) return failed('user_not_found');
      if (text(args, 'recipient_team_id') === undefined) return failed('missing_recipient_team_id');
    }
    const { bot } = context.workspace;
    const draft = { channel: channel.id, user: bot.user_id, bot_id: bot.id, text: '', thread_ts };
    const fault = append(
      { ...draft, ts: '', chunks: [], deleted: false, versions: [], reactions: new Map() },
      args,
    );
    if (fault !== undefined) return fault;
    checkThread(channel.id, thread_ts, context);
    const message = context.workspace.post({ ...draft, stream: 'open' });
    append(message, args);
    clearStatus(channel.id, thread_ts, context);
    return succeeded({ channel: channel.id, ts: message.ts });
  },
};

const appendStream: Method = {
  scope: 'chat:write',
  run: (args, context) => {
    const message = openStream(args, context);
    if (isReply(message)) return message;
    if (text(args, 'markdown_text') === undefined && objects(args, 'chunks') === undefined)
      return failed('no_text');
    return append(message, args) ?? succeeded({ channel: message.channel, ts: message.ts });
  },
};

const stopStream: Method = {
  scope: 'chat:write',
  run: (args, context) => {
    const message = openStream(args, context);
    if (isReply(message)) return message;
    const blocks = objects(args, 'blocks');
    const fault = (blocks === undefined ? undefined : blockFault(blocks)) ?? append(message, args);
    if (fault !== undefined) return fault;
    message.stream = 'stopped';
    if (blocks !== undefined) message.blocks = blocks;
    context.emit(messageEvents(context.workspace).posted(message));
    return succeeded({ channel: message.channel, ts: message.ts, message: wireMessage(message) });
  },
};

export const streamMethods: Methods = {
  'chat.startStream': startStream,
  'chat.appendStream': appendStream,
  'chat.stopStream': stopStream,
};
