import { z } from 'zod';
import type {
  IncomingDeletion,
  IncomingPress,
  IncomingQuestion,
  IncomingVote,
  IncomingWhy,
  Offer,
} from '../../../core/ports/chat-platform.ts';
import type { Identity } from '../connection/identity.ts';
import { fromSlack, type NameOf } from '../text/decode.ts';
import { isDeleteEmoji, voteOf } from '../text/emoji.ts';
import { attachment, file, filesOf, wordsOf } from './contents.ts';

/** The platform's name in addresses and votes. */
export const platformId = 'slack';

const envelope = z.object({ team_id: z.string(), event_id: z.string() });

const message = envelope.extend({
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    channel: z.string(),
    channel_type: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    subtype: z.string().optional(),
    text: z.string().default(''),
    attachments: z.array(attachment).optional(),
    files: z.array(file).optional(),
  }),
});

const reaction = envelope.extend({
  event: z.object({
    type: z.enum(['reaction_added', 'reaction_removed']),
    user: z.string(),
    reaction: z.string(),
    item_user: z.string().optional(),
    item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
    event_ts: z.string().optional(),
  }),
});

const press = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  container: z.object({ message_ts: z.string() }),
  actions: z.array(z.object({ action_ts: z.string(), value: z.string().default('') })).min(1),
});

const command = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  text: z.string().default(''),
});

/** Messages of people that carry a subtype all the same. */
const spoken = new Set(['file_share', 'thread_broadcast']);

/**
 * The question in an `app_mention` or `message` event: mentions anywhere, every message in a direct one, with what was
 * forwarded and attached. Null for
 * what is none: edits, other bots, people talking in a channel.
 */
export function toQuestion(
  body: unknown,
  { botUserId, teamId }: Identity,
  nameOf?: NameOf,
): IncomingQuestion | null {
  const parsed = message.safeParse(body);
  if (!parsed.success) return null;
  const { event_id, event } = parsed.data;
  const { channel, ts, thread_ts, user, bot_id, subtype } = event;
  if (user === undefined || user === botUserId || bot_id !== undefined) return null;
  if (subtype !== undefined && !spoken.has(subtype)) return null;
  // In a group's direct messages people talk to each other, too.
  const isCalled = event.channel_type === 'mpim' && event.text.includes(`<@${botUserId}`);
  if (event.type === 'message' && event.channel_type !== 'im' && !isCalled) return null;
  const thread = thread_ts === undefined || thread_ts === ts ? null : thread_ts;
  const unread = filesOf(event.files);
  return {
    eventId: event_id,
    address: { platform: platformId, workspace: teamId, channel, thread },
    messageId: ts,
    userId: user,
    text: wordsOf(event, botUserId, nameOf),
    kind: event.channel_type === 'im' ? 'direct' : 'mention',
    ...(unread.length === 0 ? {} : { unread }),
  };
}

/** Members, groups of them, or everybody, called in a message. */
const CALLS = /<(?:@|!subteam|!here|!channel|!everyone)/;

/** What somebody says in a channel's thread without calling anybody, or null: it may be meant for the bot all the same. */
export function toOverheard(body: unknown, identity: Identity, nameOf?: NameOf): IncomingQuestion | null {
  const parsed = message.safeParse(body);
  if (!parsed.success) return null;
  const { event_id, event } = parsed.data;
  const { channel, channel_type, ts, thread_ts, user, bot_id, subtype, text } = event;
  if (event.type !== 'message' || channel_type === 'im' || CALLS.test(text)) return null;
  if (user === undefined || user === identity.botUserId || bot_id !== undefined) return null;
  if ((subtype !== undefined && !spoken.has(subtype)) || thread_ts === undefined || thread_ts === ts)
    return null;
  return {
    eventId: event_id,
    address: { platform: platformId, workspace: identity.teamId, channel, thread: thread_ts },
    messageId: ts,
    userId: user,
    text: wordsOf(event, identity.botUserId, nameOf),
    kind: 'follow-up',
  };
}

/** The question of the slash command. It has no message: its trigger stands for one. */
export function toCommandQuestion(
  body: unknown,
  { botUserId }: Identity,
  nameOf?: NameOf,
): IncomingQuestion | null {
  const parsed = command.safeParse(body);
  if (!parsed.success) return null;
  const { team_id, channel_id, user_id, trigger_id, response_url, text } = parsed.data;
  return {
    eventId: `command:${trigger_id}`,
    address: { platform: platformId, workspace: team_id, channel: channel_id, thread: null },
    messageId: trigger_id,
    userId: user_id,
    text: fromSlack(text, botUserId, nameOf),
    kind: 'command',
    ...(response_url === undefined ? {} : { replyToken: response_url }),
  };
}

/** The vote in a reaction, or null: another emoji, somebody else's message, the bot's own seeds. */
export function toReactionVote(body: unknown, { botUserId }: Identity): IncomingVote | null {
  const parsed = reaction.safeParse(body);
  if (!parsed.success) return null;
  const { event_id, event } = parsed.data;
  const polarity = voteOf(event.reaction);
  if (polarity === null || event.user === botUserId || event.item_user !== botUserId) return null;
  const vote = {
    eventId: event_id,
    platform: platformId,
    channel: event.item.channel,
    messageId: event.item.ts,
    userId: event.user,
    signal: 'reaction',
    emoji: event.reaction,
    ...(event.event_ts === undefined ? {} : { at: Number(event.event_ts) * 1_000 }),
  } as const;
  return event.type === 'reaction_added'
    ? { ...vote, polarity }
    : { ...vote, polarity: 0, retracts: polarity };
}

/** The message whose button "why this answer?" was pressed. */
export function toWhy(body: unknown): IncomingWhy | null {
  const parsed = press.safeParse(body);
  if (!parsed.success) return null;
  const { user, channel, container } = parsed.data;
  return {
    platform: platformId,
    channel: channel.id,
    messageId: container.message_ts,
    userId: user.id,
  };
}

/** The offer that somebody took with its button. */
export function toPress(body: unknown, offer: Offer): IncomingPress | null {
  const parsed = press.safeParse(body);
  if (!parsed.success) return null;
  const { user, channel, container } = parsed.data;
  return {
    platform: platformId,
    channel: channel.id,
    messageId: container.message_ts,
    userId: user.id,
    offer,
  };
}

/** The wish to take a message of the bot back, or null for a reaction that is none. */
export function toDeletion(body: unknown, { botUserId }: Identity): IncomingDeletion | null {
  const parsed = reaction.safeParse(body);
  if (!parsed.success) return null;
  const { type, user, item_user, reaction: name, item } = parsed.data.event;
  if (type !== 'reaction_added' || !isDeleteEmoji(name) || item_user !== botUserId) return null;
  return { platform: platformId, channel: item.channel, messageId: item.ts, userId: user };
}

/** The vote of a feedback button, or null for a value that is none of ours. */
export function toButtonVote(body: unknown): IncomingVote | null {
  const parsed = press.safeParse(body);
  const action = parsed.data?.actions[0];
  if (!parsed.success || action === undefined) return null;
  const { user, channel, container } = parsed.data;
  const good = action.value.startsWith('good:');
  if (!good && !action.value.startsWith('bad:')) return null;
  return {
    eventId: `button:${action.action_ts}:${user.id}:${container.message_ts}`,
    platform: platformId,
    channel: channel.id,
    messageId: container.message_ts,
    userId: user.id,
    polarity: good ? 1 : -1,
    signal: 'button',
    emoji: null,
    at: Number(action.action_ts) * 1_000,
  };
}
