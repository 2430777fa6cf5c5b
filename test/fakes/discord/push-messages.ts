import { type Core, guildOf } from './core.ts';
import {
  addMessage,
  addPreview,
  clearReactions,
  deleteMessage,
  editMessage,
  type ReactionTarget,
  react,
} from './messages.ts';
import { channelPayload } from './payloads.ts';
import type { FakeChannel, FakeMessage, Json } from './types.ts';

/** A person writes in a guild channel or thread; names make users and find channels. */
export type Said = {
  /** Name of the author. Default `ada`. */
  readonly user?: string;
  readonly text: string;
  /** Name or id of a channel or thread. Default `general`. */
  readonly channel?: string;
  /** The message this one answers; its author is pinged unless `pingReplied` is false. */
  readonly replyTo?: FakeMessage;
  readonly pingReplied?: boolean;
  /** Texts of messages that this one forwards. */
  readonly forwards?: readonly string[];
  /** Names of files that hang on it. */
  readonly files?: readonly string[];
};

export type MessageRef = { readonly channelId: string; readonly messageId: string };

/** What people do in the fake's Discord; each call returns at once and the gateway tells the bot. */
export type MessagePushes = {
  /** A message that mentions the bot; the mention is put in front unless the text has it already. */
  mention(said: Said): FakeMessage;
  /** A message in a channel that does not mention the bot. */
  plainMessage(said: Said): FakeMessage;
  /** A message in the user's DM with the bot. */
  directMessage(said: Pick<Said, 'user' | 'text' | 'replyTo' | 'forwards' | 'files'>): FakeMessage;
  /** A post in a forum: a thread whose first message has its id. */
  forumPost(said: Said & { title: string; channel: string }): FakeMessage;
  /** A reaction to any message, known to the fake or not. `emoji` is `👍`, or `name:id` for a custom one. */
  reaction(fields: ReactionTarget & { kind: 'added' | 'removed'; user?: string; emoji: string }): void;
  /** A moderator takes all reactions from a message, or all of one emoji. */
  clearReactions(fields: MessageRef & { emoji?: string }): void;
  messageUpdate(fields: MessageRef & { text: string }): FakeMessage;
  /** Discord shows a preview under a message: an update without an edit. */
  addPreview(ref: MessageRef): void;
  /** Deletes a message as a moderator or its author would. */
  messageDelete(ref: MessageRef): void;
  /** A thread started by a person. An archived one is not announced, nor is it in a later GUILD_CREATE. */
  createThread(fields: { name: string; channel?: string; user?: string; archived?: boolean }): FakeChannel;
  /** Sends any event as it is. */
  dispatch(event: string, data: Json): void;
};

export const createMessagePushes = (core: Core): MessagePushes => {
  const { world, gateway } = core;

  const say = (
    channel: FakeChannel,
    { user = 'ada', text, replyTo, pingReplied = true, forwards, files = [] }: Said,
    id?: string,
  ): FakeMessage => {
    // A human's client always sends allowed_mentions; only the ping of the replied user is a choice.
    const allowed = { parse: ['users', 'roles', 'everyone'], replied_user: pingReplied };
    const reference = replyTo === undefined ? {} : { message_reference: { message_id: replyTo.id } };
    const body = { content: text, allowed_mentions: allowed, ...reference };
    const attachments = files.map((filename, index) => ({
      ...{ id: String(index), filename, contentType: 'application/octet-stream', size: 1, text: '' },
    }));
    return addMessage(core, {
      ...{ channelId: channel.id, author: world.user(user), body, attachments },
      ...(forwards === undefined ? {} : { forwards }),
      ...(id === undefined ? {} : { id }),
    });
  };

  const known = ({ channelId, messageId }: MessageRef): FakeMessage => {
    const message = world.message(channelId, messageId);
    if (message === undefined)
      throw new Error(`the fake has no message ${messageId} in channel ${channelId}`);
    return message;
  };

  const mentionOfBot = `<@${world.bot.id}>`;

  return {
    mention: (said) => {
      const text = said.text.includes(mentionOfBot) ? said.text : `${mentionOfBot} ${said.text}`;
      return say(world.channel(said.channel ?? 'general'), { ...said, text });
    },
    plainMessage: (said) => say(world.channel(said.channel ?? 'general'), said),
    forumPost: ({ title, ...said }) => {
      const parent = world.channel(said.channel);
      const ownerId = world.user(said.user ?? 'ada').id;
      const thread = world.addThread({ id: world.nextId(), parent, name: title, ownerId });
      gateway.dispatch('THREAD_CREATE', {
        ...channelPayload(thread),
        ...guildOf(thread),
        newly_created: true,
      });
      return say(thread, said, thread.id);
    },
    directMessage: (said) => say(world.dm(world.user(said.user ?? 'ada')), said),
    reaction: ({ kind, user = 'ada', emoji, ...target }) => {
      react(core, kind, world.user(user), emoji, target);
    },
    clearReactions: ({ emoji, ...ref }) => clearReactions(core, known(ref), emoji),
    messageUpdate: ({ text, ...ref }) => {
      const message = known(ref);
      editMessage(core, message, { content: text });
      return message;
    },
    addPreview: (ref) => addPreview(core, known(ref)),
    messageDelete: (ref) => deleteMessage(core, known(ref)),
    createThread: ({ name, channel = 'general', user = 'ada', archived = false }) => {
      const parent = world.channel(channel);
      const ownerId = world.user(user).id;
      const thread = world.addThread({ id: world.nextId(), parent, name, ownerId, archived });
      if (!archived) gateway.dispatch('THREAD_CREATE', { ...channelPayload(thread), ...guildOf(thread) });
      return thread;
    },
    dispatch: (event, data) => gateway.dispatch(event, data),
  };
};
