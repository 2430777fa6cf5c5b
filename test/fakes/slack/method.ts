import type { OAuth } from './oauth.ts';
import { type FakeMessage, failed, type JsonObject, type Reply, text } from './wire.ts';
import type { FakeChannel, Workspace } from './workspace.ts';

/** What a Web API method may use. */
export type MethodContext = {
  workspace: Workspace;
  /** Delivers an event that follows from the bot's own doing (its posts, edits, reactions), as Slack would. */
  emit: (event: JsonObject) => void;
  /** A fresh single-use Socket Mode address. */
  socketUrl: () => string;
  /** The app's installations; shared by all workspaces. */
  oauth: OAuth;
  /** Remembers something that Slack accepts and advises against. */
  warn: (warning: string) => void;
};

/** Which token a method wants, which scope, and what it does. */
export type Method = {
  token?: 'bot' | 'app' | 'none';
  scope?: string;
  run: (args: JsonObject, context: MethodContext, token: string) => Reply;
};

export type Methods = Record<string, Method>;

/** The channel that `args.channel` names (a user id opens the direct channel), or the reason why not. */
export const channelOf = (args: JsonObject, { workspace }: MethodContext): FakeChannel | Reply => {
  const id = text(args, 'channel');
  if (id === undefined) return failed('channel_not_found');
  if (workspace.users.has(id)) return workspace.directChannel(id);
  return workspace.channels.get(id) ?? failed('channel_not_found');
};

/** As `channelOf`, for a channel that the bot may write to. */
export const writableChannel = (args: JsonObject, context: MethodContext): FakeChannel | Reply => {
  const channel = channelOf(args, context);
  if (isReply(channel)) return channel;
  if (channel.is_archived) return failed('is_archived');
  return channel.members.has(context.workspace.bot.user_id) ? channel : failed('not_in_channel');
};

/** The message that `args.channel` and the time field name, or `message_not_found`. */
export const messageOf = (args: JsonObject, field: string, context: MethodContext): FakeMessage | Reply => {
  const channel = channelOf(args, context);
  if (isReply(channel)) return channel;
  return context.workspace.find(channel.id, text(args, field) ?? '') ?? failed('message_not_found');
};

export const isReply = (value: object): value is Reply => 'ok' in value;
