import type { Answer, Polarity } from '../types.ts';
import type { OtherSignal, Reason, VoteSignal } from './signal-kinds.ts';
import type { Suggestion } from './suggestions.ts';

/** The effective votes of one answer: one per person, the last explicit one. */
export type VoteCount = { up: number; down: number };

/** An answer with where it was asked, for the Answers page. */
export type AnswerRecord = {
  answer: Answer;
  origin: string;
  votes: VoteCount;
  /** The message that was answered, where a chat platform asked. */
  message: {
    platform: string;
    workspace: string;
    channel: string;
    thread: string | null;
    messageId: string;
  } | null;
  /** Where it is kept for curators first, or was. */
  suggestion: Suggestion | null;
  /** Delivery state: `delivered`, `undeliverable`, `waiting`, `kept` (not shown, for curators), `dismissed`; null outside chat. */
  delivery: string | null;
  /** Why it was not delivered, not yet, or in another place than where it was asked for; null otherwise. */
  deliveryNote: string | null;
};

/** A vote as it is recorded. `eventId` makes a redelivery harmless. */
export type VoteInput = {
  answerId: string;
  platform: string;
  channel: string | null;
  messageId: string | null;
  /** Hashed before it is stored. */
  userId: string;
  signal: VoteSignal;
  /** 0 takes back an earlier vote (its polarity in `retracts`). */
  polarity: Polarity;
  retracts?: Polarity;
  emoji: string | null;
  comment?: string;
  eventId: string;
  /** When it happened, by its platform's clock (ms since 1970, parts of one allowed): votes count in this order. */
  at?: number;
};

/** A vote that was kept until its message was on record: its person is hashed, its id is that of the moment it came. */
export type KeptVote = Omit<VoteInput, 'userId'> & { id: string; userHash: string };

/** A signal that is no vote: a reason, words of a member, or what they did. `eventId` makes a redelivery harmless. */
export type NoteInput = {
  answerId: string;
  platform: string;
  channel: string | null;
  messageId: string | null;
  signal: OtherSignal;
  reason?: Reason;
  /** In the member's words, cut to the length that is kept. */
  comment?: string;
  eventId: string;
  /** As that of a vote. */
  at?: number;
  /** Of one that was kept: the id of the moment it came. */
  id?: string;
} & ({ userId: string } | { userHash: string });

/** A signal as admins read it; nobody is named. */
export type LedgerEntry = {
  id: string;
  /** People by number, so that two signals of one can be seen to belong together. */
  person: number;
  platform: string;
  signal: VoteSignal | OtherSignal;
  source: 'explicit' | 'implicit';
  polarity: Polarity;
  reason: string | null;
  comment: string | null;
  /** The entry that this one takes back or explains. */
  about: string | null;
  /** ISO 8601: when it happened, by its platform where that told. */
  at: string;
};

/** What people said and did about one answer, oldest first, and how copies of it were voted on. */
export type Ledger = { entries: LedgerEntry[]; copies: { answers: number } & VoteCount };

/** Append-only signals and the answers they are about. */
export type Feedback = {
  /** False when the event was seen before or the answer does not exist. */
  record(vote: VoteInput): Promise<boolean>;
  /** The same for a vote that was kept; it counts as if it had been recorded when it came. */
  attach(vote: KeptVote): Promise<boolean>;
  /** Records a signal that is no vote; false also for what members did and do not want noted. */
  note(note: NoteInput): Promise<boolean>;
  ledger(traceId: string): Promise<Ledger>;
  /** Newest first. `before` is the last record's traceId of the page before. */
  answers(options?: {
    limit?: number;
    before?: string;
    outcome?: Answer['outcome'];
    search?: string;
    /** Only those that wait for curators. */
    suggested?: boolean;
    /** Only those that cite this document. */
    document?: string;
  }): Promise<AnswerRecord[]>;
  answer(traceId: string): Promise<AnswerRecord | undefined>;
  /** What this person's vote on the answer is now. */
  voteOf(answerId: string, platform: string, userId: string): Promise<Polarity>;
};
