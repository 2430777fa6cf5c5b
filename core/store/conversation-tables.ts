import type { Generated, Selectable } from 'kysely';

/** A question from a chat: what came in, and whether a reply to it is decided. Replies are rows of their own. */
export type AskedColumns = {
  id: string;
  platform: string;
  workspace: string;
  channel: string;
  thread: string | null;
  message_id: string;
  user_id: string;
  text: string;
  kind: string;
  reply_token: string | null;
  /** JSON: names of files that came with it and are not read; null where there were none. */
  unread: string | null;
  /** The reply that the next one takes the place of, since the question was written anew. */
  replaces: string | null;
  /** `accepted` = a reply has to be decided | `replied` | `dropped` = nobody is left to reply to */
  state: string;
  /** Why others than the team could read a reply, when it was decided (`Outside`); null = nobody else. */
  outside: string | null;
  /** 1 = it is answered anew, whatever was answered before. */
  refresh: Generated<number>;
  /** Since when somebody waits for a reply: the question's arrival, or the moment it was asked to be answered once more. */
  owed_since: string;
  received_at: string;
  updated_at: string;
};

/** A stored question. */
export type AskedTable = Selectable<AskedColumns>;

/** A reply to a question, from its decision to its end. A question may have several, one after the other. */
export type RepliesTable = {
  /** What a platform knows the delivery by. */
  id: string;
  asked_id: string;
  /** Which reply to the question it is, from 0. */
  ordinal: number;
  /** `answer` | `notice` | `suggestion` = an answer that curators see first | `receipt` = news about an earlier answer | `share` = an answer that its asker shows to others */
  kind: string;
  /** What a notice says, as a code (`NoticeCode`); null for the other kinds. */
  notice: string | null;
  /** The trace id; null for notices, and once its member had their data deleted. */
  answer_id: string | null;
  /** The words of a notice as they were decided. */
  text: string | null;
  /** `held` = waits for a curator | `due` | `delivered` | `undeliverable` | `dismissed` by a curator | `dropped`, nobody is left */
  state: string;
  attempts: number;
  last_error: string | null;
  /** The reply in whose messages this one is shown. */
  replaces: string | null;
  /** The curator who posted or dismissed a suggestion, and when. */
  decided_by: string | null;
  decided_at: string | null;
  owed_since: string;
  created_at: string;
  updated_at: string;
};

/** A message of ours in a chat, the reply that it belongs to and the answer that it shows, if any. */
export type ReplyMessagesTable = {
  platform: string;
  channel: string;
  message_id: string;
  reply_id: string;
  answer_id: string | null;
};

/**
 * A message in which the answer to a question is shown while it is written. It shows no reply yet: the next one takes its
 * place, and the row is gone then.
 */
export type LiveMessagesTable = {
  asked_id: string;
  /** Which message of the answer, from 0. */
  part: number;
  /** Null: it was begun, and nobody knows whether it stands. */
  message_id: string | null;
};

/** A question that somebody had passed on to people; claim and outbox in one. It holds nothing about persons. */
export type HelpRequestsTable = {
  asked_id: string;
  platform: string;
  /** The help channel of the moment of the press. */
  channel: string;
  /** `waiting` | `delivered` | `undeliverable` */
  state: string;
  message_id: string | null;
  attempts: number;
  last_error: string | null;
  created_at: string;
  updated_at: string;
};

/**
 * A vote or a press under a message that is not on record yet. It is carried out once the message is, and thrown away
 * when that does not happen within a day.
 */
export type UnmatchedSignalsTable = {
  id: string;
  platform: string;
  channel: string;
  message_id: string;
  /** As that of a signal; for presses made of who pressed what where, so that a second press changes nothing. */
  event_id: string;
  /** `vote`, or the offer that was pressed. */
  act: string;
  user_hash: string;
  signal: string | null;
  polarity: number | null;
  retracts: number | null;
  emoji: string | null;
  reply_token: string | null;
  reason: string | null;
  comment: string | null;
  /** As that of a signal. */
  happened_us: number | null;
  received_at: string;
};

/** Questions that a catch-up did not reach: nobody will answer what was asked then. */
export type PassedOverTable = {
  platform: string;
  /** Null: in every channel. */
  channel: string | null;
  asked_since: string;
  asked_until: string;
  /** A word of its platform's catch-up, such as `too-old`. */
  why: string;
  created_at: string;
};

/** Who had their data deleted, hashed: reactions of theirs that still stand in a chat are not counted anew. */
export type ForgottenPeopleTable = { user_hash: string };

/** Who does not want noted what they do (implicit signals), hashed. */
export type UnwatchedPeopleTable = { user_hash: string };

/** Answers with votes against them that were asked anew, and at which state of documents and of the team's own answers. */
export type ReceiptChecksTable = { answer_id: string; knowledge: string; checked_at: string };

/** Places that the bot was brought to and that were greeted, once and for ever: a channel, or a server. */
export type WelcomesTable = { platform: string; place: string; at: string };

/** Threads are looked up when a message is posted into one. */
export const askedThreadMigration = {
  name: '0037-asked-thread',
  statements: ['CREATE INDEX asked_thread ON asked (platform, channel, thread) WHERE thread IS NOT NULL'],
} as const;
