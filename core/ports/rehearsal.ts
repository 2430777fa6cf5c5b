import type { Answer, ThreadTurn } from '../types.ts';
import type { Offer } from './chat-platform.ts';
import type { PlatformId } from './platforms.ts';

/** What a press under a rehearsed reply does. */
export type RehearsedAct = 'good' | 'bad' | 'why' | Offer;

/** A message as it would be sent: the body of the platform's own call, and whether the bot puts its thumbs under it. */
export type SentMessage = { payload: unknown; thumbs: boolean };

/** A reply as one platform would be sent it, and what its buttons do, by their ids. */
export type SentReply = { messages: SentMessage[]; acts: Record<string, RehearsedAct> };

/** What a question in a rehearsal is replied; `answer` null = a notice, such as the help. */
export type RehearsedReply = {
  answer: Answer | null;
  text: string;
  sent: Partial<Record<PlatformId, SentReply>>;
};

/** Conversations that are tried before any app exists: made by the platforms' own code, and sent nowhere. */
export type Rehearsal = {
  reply(question: {
    text: string;
    thread: readonly ThreadTurn[];
    refresh?: boolean;
  }): Promise<RehearsedReply>;
  /** What whoever presses the button is told, alone. */
  told(answer: Answer, act: 'why' | 'sources'): Promise<string>;
};
