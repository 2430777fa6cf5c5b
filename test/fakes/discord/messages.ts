import { type Core, guildOf } from './core.ts';
import { intents } from './gateway-intents.ts';
import { IS_COMPONENTS_V2, limits, messageErrors } from './limits.ts';
import { channelPayload, emojiPayload, memberPayload, messagePayload } from './payloads.ts';
import { isDenied, refusal } from './permissions.ts';
import { computePings, readableText } from './pings.ts';
import { fail, invalidForm, type Reply, unknownChannel } from './reply.ts';
import type { FakeAttachment, FakeMessage, FakeUser, Json } from './types.ts';

/** A message's way in: by REST from the bot, or by a push from a human. */
export type Draft = {
  readonly channelId: string;
  readonly author: FakeUser;
  readonly body: Json;
  readonly attachments?: readonly FakeAttachment[];
  readonly forwards?: readonly string[];
  /** The first message of a forum post has the id of its thread. */
  readonly id?: string;
  readonly interactionId?: string;
  readonly ephemeralTo?: FakeUser;
};

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

const announce = ({ world, gateway }: Core, event: string, message: FakeMessage): void => {
  if (message.ephemeralTo !== undefined) return;
  const extra: Json =
    message.guildId === undefined
      ? { channel_type: 1 }
      : { guild_id: message.guildId, member: memberPayload() };
  gateway.dispatch(event, (bits) => ({
    ...messagePayload(world, message, (bits & intents.messageContent) !== 0),
    ...extra,
  }));
};

/** A message as the bot's own REST calls see it. */
export const restMessage = ({ world, options }: Core, message: FakeMessage): Json =>
  messagePayload(world, message, options.messageContent === true);

const unarchive = ({ world, gateway }: Core, channelId: string): void => {
  const channel = world.channels.get(channelId);
  if (channel?.archived !== true) return;
  channel.archived = false;
  gateway.dispatch('THREAD_UPDATE', channelPayload(channel));
};

/** Stores a message and tells the gateway; nothing is checked. */
export const addMessage = (core: Core, draft: Draft): FakeMessage => {
  const { world } = core;
  const { body, channelId, author } = draft;
  const content = String(body['content'] ?? '');
  const components = (body['components'] ?? []) as readonly Json[];
  const allowed = body['allowed_mentions'] as Json | undefined;
  const replyTo = (body['message_reference'] as Json | undefined)?.['message_id'] as string | undefined;
  const known = replyTo === undefined ? undefined : world.message(channelId, replyTo);
  const guildId = world.channels.get(channelId)?.guildId;
  const message: FakeMessage = {
    id: draft.id ?? world.nextId(),
    channelId,
    author,
    content,
    components,
    embeds: (body['embeds'] ?? []) as readonly Json[],
    attachments: draft.attachments ?? [],
    flags: Number(body['flags'] ?? 0),
    pings: computePings(readableText(content, components), allowed, known?.author.id),
    createdAt: Date.now(),
    deleted: false,
    reactions: [],
    edits: [],
    ...(guildId === undefined ? {} : { guildId }),
    ...(draft.forwards === undefined ? {} : { forwards: draft.forwards }),
    ...(allowed === undefined ? {} : { allowedMentions: allowed }),
    ...(body['nonce'] === undefined ? {} : { nonce: String(body['nonce']) }),
    ...(known === undefined ? {} : { replyTo: known.id }),
    ...(draft.interactionId === undefined ? {} : { interactionId: draft.interactionId }),
    ...(draft.ephemeralTo === undefined ? {} : { ephemeralTo: draft.ephemeralTo }),
  };
  unarchive(core, channelId);
  world.messages.push(message);
  announce(core, 'MESSAGE_CREATE', message);
  return message;
};

const isEmpty = (body: Json, attachments: number): boolean =>
  attachments === 0 &&
  String(body['content'] ?? '') === '' &&
  ['embeds', 'components', 'sticker_ids'].every((key) => ((body[key] ?? []) as unknown[]).length === 0);

/** Checks the bot's message as Discord does and stores it, or says what is wrong with it. */
export const postMessage = (core: Core, draft: Draft): FakeMessage | Reply => {
  const { world } = core;
  const { body, channelId } = draft;
  const channel = world.channels.get(channelId);
  if (channel === undefined) return unknownChannel;
  const byToken = draft.interactionId !== undefined;
  // An interaction's token needs no permission of the bot.
  if (draft.author === world.bot && !byToken) {
    const refused = refusal(world, channel, channel.kind === 'thread' ? 'sendInThreads' : 'send');
    if (refused !== undefined) return refused;
    if (channel.kind === 'forum') return fail(400, 50008, 'Cannot send messages in a non-text channel');
    if (channel.locked) return fail(400, 160005, 'Thread is locked');
    if (body['message_reference'] !== undefined && isDenied(world, channel, 'history'))
      return fail(400, 160002, 'Cannot reply without permission to read message history');
  }
  const deferred = (Number(body['flags'] ?? 0) & LOADING) !== 0;
  if (!deferred && isEmpty(body, draft.attachments?.length ?? 0)) {
    return fail(400, 50006, 'Cannot send an empty message');
  }
  const isV2 = (Number(body['flags'] ?? 0) & IS_COMPONENTS_V2) !== 0;
  const errors = messageErrors(body, isV2);
  if (errors.length > 0) return invalidForm(errors);

  if (body['enforce_nonce'] === true && body['nonce'] !== undefined) {
    const earlier = world.messages.find(
      (one) => one.author === draft.author && one.nonce === String(body['nonce']),
    );
    if (earlier !== undefined) return earlier;
  }
  const reference = body['message_reference'] as Json | undefined;
  const target = reference?.['message_id'] as string | undefined;
  const mustExist = reference?.['fail_if_not_exists'] !== false;
  if (target !== undefined && mustExist && world.message(channelId, target) === undefined) {
    return invalidForm([
      { path: 'message_reference', code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' },
    ]);
  }
  return addMessage(core, draft);
};

/** Whether `postMessage` and `editMessage` gave a message rather than an error. */
export const isMessage = (result: FakeMessage | Reply): result is FakeMessage => 'channelId' in result;

/** Changes a message; absent fields stay as they are, as in Discord's PATCH. */
export const editMessage = (core: Core, message: FakeMessage, body: Json): FakeMessage | Reply => {
  const wasV2 = (message.flags & IS_COMPONENTS_V2) !== 0;
  const isV2 = wasV2 || (Number(body['flags'] ?? 0) & IS_COMPONENTS_V2) !== 0;
  const errors = messageErrors(body, isV2);
  if (errors.length > 0) return invalidForm(errors);

  const kept = message.flags & (EPHEMERAL | IS_COMPONENTS_V2);
  message.edits.push(message.content);
  if (body['content'] !== undefined) message.content = String(body['content'] ?? '');
  if (body['embeds'] !== undefined) message.embeds = (body['embeds'] ?? []) as readonly Json[];
  if (body['components'] !== undefined) message.components = (body['components'] ?? []) as readonly Json[];
  if (body['allowed_mentions'] !== undefined) message.allowedMentions = body['allowed_mentions'] as Json;
  message.flags = kept | (Number(body['flags'] ?? 0) & ~LOADING);
  const repliedTo = core.world.messages.find(({ id }) => id === message.replyTo)?.author.id;
  const text = readableText(message.content, message.components);
  message.pings = computePings(text, message.allowedMentions, repliedTo);
  message.editedAt = Date.now();
  announce(core, 'MESSAGE_UPDATE', message);
  return message;
};

/** Discord resolves a link in a message: the words and the time of editing stay. */
export const addPreview = (core: Core, message: FakeMessage): void => {
  message.embeds = [{ type: 'link', url: 'https://example.com', title: 'Example' }];
  announce(core, 'MESSAGE_UPDATE', message);
};

export const deleteMessage = ({ gateway }: Core, message: FakeMessage): void => {
  message.deleted = true;
  if (message.ephemeralTo !== undefined) return;
  gateway.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channelId, ...guildOf(message) });
};

/** Where a reaction happens; the message itself need not be known to the fake. */
export type ReactionTarget = {
  readonly channelId: string;
  readonly messageId: string;
  readonly authorId?: string;
};

/** Adds or removes a reaction and tells the gateway, the bot's own reactions included. */
export const react = (
  { world, gateway }: Core,
  kind: 'added' | 'removed',
  user: FakeUser,
  emoji: string,
  target: ReactionTarget,
): Reply | undefined => {
  const message = world.message(target.channelId, target.messageId);
  const others = (message?.reactions ?? []).filter((one) => one.userId !== user.id || one.emoji !== emoji);
  const different = new Set([...others.map((one) => one.emoji), emoji]).size;
  if (kind === 'added' && different > limits.differentReactions) {
    return fail(400, 30010, 'Maximum number of reactions reached (20)');
  }
  if (message !== undefined) {
    message.reactions = kind === 'added' ? [...others, { userId: user.id, emoji }] : others;
  }
  const guildId = world.channels.get(target.channelId)?.guildId;
  const added: Json = {
    message_author_id: target.authorId ?? message?.author.id,
    ...(guildId === undefined ? {} : { member: memberPayload(user) }),
  };
  gateway.dispatch(kind === 'added' ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', {
    user_id: user.id,
    channel_id: target.channelId,
    message_id: target.messageId,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
    ...(kind === 'added' ? added : {}),
    emoji: emojiPayload(emoji),
    burst: false,
    type: 0,
  });
  return undefined;
};

/** Takes all reactions from a message, or those of one emoji, as a moderator does. */
export const clearReactions = ({ gateway }: Core, message: FakeMessage, emoji?: string): void => {
  message.reactions = message.reactions.filter((one) => emoji !== undefined && one.emoji !== emoji);
  const at = { channel_id: message.channelId, message_id: message.id, ...guildOf(message) };
  if (emoji === undefined) gateway.dispatch('MESSAGE_REACTION_REMOVE_ALL', at);
  else gateway.dispatch('MESSAGE_REACTION_REMOVE_EMOJI', { ...at, emoji: emojiPayload(emoji) });
};
