import type { Answer, NearestDocument, Polarity, ThreadTurn } from '../types.ts';
import type { JoinedPlace, SettingsPlace } from './chat-places.ts';
import type { ChatForm, FormValues, SettingsPage } from './form.ts';
import type { LiveRecord, LiveReply } from './live-reply.ts';
import type { Reason } from './signal-kinds.ts';

/** Where a message stands. `thread` is the platform's thread key, null outside one. */
export type ChatAddress = {
  platform: string;
  /** Slack team or Discord guild; `dm` where there is none. */
  workspace: string;
  channel: string;
  thread: string | null;
};

/** A question as a platform delivered it, mention stripped. */
export type IncomingQuestion = {
  /** Unique per event on its platform. */
  eventId: string;
  address: ChatAddress;
  /** The message that asks, or what stands for one: with its channel it is what claims are made on. */
  messageId: string;
  userId: string;
  text: string;
  /**
   * `missed` = found long after it was asked: nobody listened then, and it is too late for an answer; `follow-up` = it does
   * not name the bot, and stands in a thread of which the bot may be a part.
   */
  kind: 'mention' | 'direct' | 'command' | 'missed' | 'follow-up';
  /** Opaque: what the platform needs to reply (a Discord interaction token); never logged. */
  replyToken?: string;
  /** Names of files that came with it and are not read; the reply says so. */
  unread?: readonly string[];
};

/**
 * Why others than the team can read what is written there: a channel shared with another company, a guest, somebody of
 * another team, or nobody can tell.
 */
export type Outside = 'shared-channel' | 'guest' | 'other-team' | 'unknown';

/**
 * A turn of a thread as it reads there. `messageId` = the bot's own message, or the first one of a long reply; `userId` = the
 * member who said it.
 */
export type ChatTurn = ThreadTurn & { messageId?: string; userId?: string };

/** A vote as a platform delivered it. `polarity` 0 retracts that `signal`. */
export type IncomingVote = {
  eventId: string;
  platform: string;
  channel: string;
  /** The bot's message that was voted on. */
  messageId: string;
  userId: string;
  polarity: Polarity;
  signal: 'reaction' | 'button';
  /** Raw emoji name, for the record. */
  emoji: string | null;
  /** For a removal: the polarity that was withdrawn. */
  retracts?: Polarity;
  /** When it happened (ms since 1970, parts of one allowed): votes count in this order, however they arrive. */
  at?: number;
};

/** Why somebody voted against an answer, as they said in the form that the vote opened. */
export type IncomingReason = {
  eventId: string;
  platform: string;
  channel: string;
  /** The bot's message that was voted on. */
  messageId: string;
  userId: string;
  reason: Reason;
  comment: string | null;
  /** As that of a vote. */
  at?: number;
};

/** Reactions that a moderator took from a message: all of one emoji, or with null all. */
export type ClearedReactions = {
  platform: string;
  channel: string;
  messageId: string;
  emoji: string | null;
  /** As that of a vote. */
  at: number;
};

/** The words of a message were changed; whether it asked something is for the app to know. */
export type IncomingEdit = { platform: string; channel: string; messageId: string; text: string };

/** A message is gone. */
export type IncomingGone = { platform: string; channel: string; messageId: string };

/** A thumb that stands under a message. */
export type StandingThumb = { userId: string; emoji: string; polarity: Exclude<Polarity, 0> };

/** Somebody asks why one of the bot's messages says what it says; only they are shown the explanation. */
export type IncomingWhy = { platform: string; channel: string; messageId: string; userId?: string };

/** Somebody marks one of the bot's messages as one that should go. */
export type IncomingDeletion = { platform: string; channel: string; messageId: string; userId: string };

/**
 * What a button under a reply offers: its sources with their words, to show it to others, to answer the question once
 * more, to pass it on to people, to delete the reply.
 */
export type Offer = 'sources' | 'share' | 'try-again' | 'ask-human' | 'delete-reply';

/** Somebody takes an offer under one of the bot's messages. */
export type IncomingPress = {
  platform: string;
  channel: string;
  messageId: string;
  userId: string;
  offer: Offer;
  /** As that of a question: a further reply to a command may take the place of what the presser is shown. */
  replyToken?: string;
};

/**
 * Somebody wants the answer to stop that is being made: the one to a message, or shown in it, or those of a thread (null =
 * of a channel outside threads, their own).
 */
export type IncomingStop = {
  platform: string;
  channel: string;
  thread: string | null;
  messageId?: string;
  userId: string;
};

/** A message, or a thread with the message that began it, that somebody who may do so proposes as knowledge. */
export type IncomingProposal = {
  platform: string;
  channel: string;
  messageId: string;
  userId: string;
  /** What people wrote, oldest first; nobody is named. */
  texts: readonly string[];
  /** Opens the message; null where the platform has none. */
  link: string | null;
};

/** What the platform calls. Each resolves once the event is safely stored; work goes on after it. */
export type PlatformHandlers = {
  onQuestion(question: IncomingQuestion): Promise<void>;
  /** Questions that the documents answer, for somebody who opens the bot's direct messages. */
  suggest?(place: { platform: string; channel: string; userId: string }): Promise<string[]>;
  /** What people say in a thread without naming the bot or anybody else: `kind` is `follow-up`. */
  onOverheard?(message: IncomingQuestion): Promise<void>;
  /** True once a row holds the vote; false for a message that shows no answer, about which nothing is noted. */
  onVote(vote: IncomingVote): Promise<boolean>;
  /** True once it waits for a curator. */
  onProposal?(proposal: IncomingProposal): Promise<boolean>;
  /** What somebody may decide about a channel whom the platform says to look after it, and what came of their deciding. */
  settingsForm?(place: SettingsPlace, page?: SettingsPage): Promise<ChatForm>;
  onSettings?(
    place: SettingsPlace,
    values: FormValues,
  ): Promise<{ words: string; wrong?: { field: string; words: string } }>;
  /** What came of it, as plain text that only the person is shown. */
  onReason?(reason: IncomingReason): Promise<string>;
  /** A question may have been written anew, or taken away. */
  onEdited?(edit: IncomingEdit): Promise<void>;
  onGone?(gone: IncomingGone): Promise<void>;
  /** The bot was brought to a place; who brought it is `userId`. Never rejects. */
  onJoined?(joined: JoinedPlace): Promise<void>;
  /** Events of the last while may never come: what people voted meanwhile has to be looked up. */
  onMissed?(platform: string): Promise<void>;
  /** Votes that were taken from a message by somebody else. */
  onCleared?(cleared: ClearedReactions): Promise<void>;
  /** The explanation, as plain text; null where the message shows no answer. */
  onWhy(about: IncomingWhy): Promise<string | null>;
  /** The reply goes if it was theirs who ask for it; from anybody else nothing happens. */
  onDelete(wish: IncomingDeletion): Promise<void>;
  /** What came of it, as plain text that only they are shown; nothing happens to answers of others. */
  onStop?(stop: IncomingStop): Promise<string>;
  /** What came of it, as plain text that only the presser is shown; null where a reply will stand in its place. */
  onPress(press: IncomingPress): Promise<string | null>;
};

/** What a member is shown: an answer, or a notice that is none (help, an apology), shown without sources or buttons. */
export type ReplyContent = { kind: 'answer'; answer: Answer } | { kind: 'notice'; text: string };

/**
 * A reply on its way to a member. `deliveryId` makes sending it twice harmless. `further` = the question has had a reply
 * before, which stays.
 */
export type Reply = ReplyContent & {
  deliveryId: string;
  question: IncomingQuestion;
  further?: true;
  /**
   * Messages, oldest first, which this one takes the place of: of the reply before, where the question was written anew; or
   * those in which this one was shown while it was written.
   */
  replaces?: readonly string[];
  /** A message was begun of which nobody knows whether it stands: one of the bot's own that shows nothing final yet. */
  isAstray?: true;
  /** Shown to the asker alone. */
  onlyAsker?: true;
  /** No attempt was made before this moment, in ms since 1970; left out = nobody knows. */
  since?: number;
  /** An answer that its asker shows to everybody in the place: no reply to a message, and not theirs alone. */
  shared?: true;
  /** No thumbs and no buttons for votes stand under it. */
  withoutVotes?: true;
  /** Somebody else asked in the same thread, too: the reply shows whose question it answers. */
  among?: true;
  /** Members who are named above the words, and so hear of them. */
  tell?: readonly string[];
  /** Shown as buttons. */
  offers?: readonly Offer[];
};

/** A question that somebody had passed on to people, as one message of its own in their channel. */
export type HelpPost = {
  /** As that of a reply. */
  deliveryId: string;
  channel: string;
  /** The member who asked; shown, and nobody else is notified. */
  userId: string;
  question: string;
  /** Opens the question's message; null where others could not open it. */
  link: string | null;
  nearest: readonly NearestDocument[];
  /** No attempt was made before this moment, in ms since 1970. */
  since: number;
};

/**
 * Messages that were posted, one of which carries buttons and thumbs; or why it could not be. `instead` = why the asker was
 * reached in another place than where they asked, or told that there is no reply: an admin can act on it.
 */
export type Delivered =
  | { kind: 'delivered'; messageIds: string[]; instead?: string }
  /** `untried` = nothing was sent, since the platform's limits left no room: it does not count as an attempt. */
  | { kind: 'retry'; afterMs: number; why: string; untried?: true }
  | { kind: 'failed'; why: string };

/** Puts a message of a reply on record. */
export type Posted = (messageId: string) => Promise<void>;

/** A connector's state, in words that an admin can act on. */
export type PlatformStatus = {
  state: 'off' | 'connecting' | 'ready' | 'failing';
  /** One sentence; with `failing` it says what is wrong and what to do. */
  message: string;
  since: string;
};

/** A chat platform. Implementations translate; they decide nothing about answers. */
export type ChatPlatform = {
  readonly id: string;
  /** Never throws for a bad token or an outage: that is a status. */
  start(handlers: PlatformHandlers): Promise<void>;
  stop(): Promise<void>;
  status(): PlatformStatus;
  /** Shows within a second that the question was seen. Failing to do so is not an error. */
  acknowledge(question: IncomingQuestion): Promise<void>;
  /**
   * Why others than the team could read a reply to this person there, now; null = nobody else. `alone` = only this person
   * will see it. Rejects while the platform cannot be reached.
   */
  outside?(place: { channel: string; userId: string; alone?: boolean }): Promise<Outside | null>;
  /** Earlier turns of the question's thread, oldest first, at most `limit`; [] outside a thread. */
  thread(question: IncomingQuestion, limit: number): Promise<ChatTurn[]>;
  /**
   * Posts the reply once: a second call with the same deliveryId finds the first one's message. `posted` is told of each
   * message as soon as it stands, before thumbs are put under it; it never rejects.
   */
  deliver(reply: Reply, posted?: Posted): Promise<Delivered>;
  /**
   * Shows the answer to a question while it is written; null where the platform cannot do so there. `deliveryId` is that of
   * the reply to come.
   */
  live?(question: IncomingQuestion, deliveryId: string, record: LiveRecord): LiveReply | null;
  /** Says in passing that an answer is being written, where the platform shows what goes on. Failing to is no error. */
  writing?(question: IncomingQuestion): Promise<void>;
  /** Says something in a channel that answers nobody: a welcome. Rejects where it may not. */
  greet?(channel: string, text: string): Promise<void>;
  /** Posts a question for people, once, as `deliver` does. */
  passOn(post: HelpPost): Promise<Delivered>;
  /** Deletes messages of the bot in one channel or thread; one that is gone already is no error. */
  remove(channel: string, messageIds: readonly string[]): Promise<void>;
  /**
   * The thumbs that stand under a message of the bot, without its own; null where that cannot be found out (the message is
   * gone, or nobody else sees it). Rejects where it is worth asking again.
   */
  standing?(question: IncomingQuestion, messageId: string): Promise<StandingThumb[] | null>;
  /** Milliseconds to leave between two looks at thumbs, where the platform allows more than a slow one. */
  standingEveryMs?: number;
  /** Deletes a reply to a question, wherever its messages stand; one that is gone already is no error. */
  removeMessages?(question: IncomingQuestion, messageIds: readonly string[]): Promise<void>;
  /** A link that opens the message, or null where the platform has none. */
  permalink(address: ChatAddress, messageId: string): Promise<string | null>;
};
