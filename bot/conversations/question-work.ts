import { messageOf } from '../../core/errors.ts';
import type { ChatPlatform } from '../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../core/store/conversation-tables.ts';
import type { ConversationApp } from './conversation-app.ts';
import type { DecideReply } from './inbox/decide-reply.ts';
import { askedRow } from './inbox/questions.ts';
import { limits } from './limits.ts';
import { createWorkLine, type WorkLine } from './work-line.ts';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'log'>;
  platform(id: string): ChatPlatform | undefined;
  decide: DecideReply;
  /** Null: nothing more to do; else milliseconds until the next attempt. */
  deliver(asked: AskedTable, platform: ChatPlatform): Promise<number | null>;
  stopping: AbortSignal;
};

/** A question and whose it is: the line gives people turns. */
export type WorkOn = { id: string; asker: string };

/** The line that a question stands in, and whether it is only told that it is not taken. */
type How = { line: WorkLine; isBusy: boolean };

/** Brings questions from their acceptance to their delivered replies, a few at a time and each by one worker. */
export type QuestionWork = {
  isInHand(id: string): boolean;
  /** Whether another question of this person finds no place in the line any more. */
  isFull(asker: string): boolean;
  /** How many questions wait for their turn. */
  waiting(): number;
  /** Works on a question as far as it goes; one that is in hand is looked at once more afterwards. */
  resume(question: WorkOn): void;
  /** Says to a question that found no place that it is not taken; that does not wait behind those that were. */
  turnAway(question: WorkOn): void;
  /** Resolves once nothing is under way or waiting for its turn. */
  idle(): Promise<void>;
};

/** Whose question it is. People are told apart by their platform, too. */
export function askerOf({ platform, user_id }: Pick<AskedTable, 'platform' | 'user_id'>): string {
  return `${platform}:${user_id}`;
}

export function createQuestionWork({ app, platform, decide, deliver, stopping }: Deps): QuestionWork {
  const { store, clock, log } = app;
  const onError = (error: unknown) =>
    log.error({ error: messageOf(error) }, 'a question could not be worked on');
  const taken: How = { line: createWorkLine(limits, onError), isBusy: false };
  const turnedAway: How = { line: createWorkLine(limits, onError), isBusy: true };
  /** Questions that this process has in hand: waiting, worked on, or about to be tried again. */
  const inHand = new Set<string>();
  /** Those that owe another reply while this process still ends the one before. */
  const again = new Set<string>();

  function begin(question: WorkOn, how: How): void {
    const { id, asker } = question;
    if (inHand.has(id)) {
      again.add(id);
      return;
    }
    inHand.add(id);
    how.line.add(() => work(question, how), asker);
  }

  /** One go at a question; the place in the line is free while it waits for the next go. */
  async function work(question: WorkOn, how: How): Promise<void> {
    const { id, asker } = question;
    const againMs = await advance(id, how).catch((error: unknown) => {
      log.error({ asked: id, error: messageOf(error) }, 'a question could not be finished');
      return limits.longestRetryMs;
    });
    if (againMs === null) {
      inHand.delete(id);
      if (again.delete(id)) begin(question, taken);
      return;
    }
    void clock.sleep(againMs, stopping).then(
      () => how.line.add(() => work(question, how), asker),
      () => inHand.delete(id),
    );
  }

  /** Brings a question as far as it goes now. Null: nothing more to do; else milliseconds until the next go. */
  async function advance(id: string, { isBusy }: How): Promise<number | null> {
    if (stopping.aborted) return null;
    const found = await askedRow(store, id);
    // Without its platform a question waits: it is resumed when the platform connects.
    const chat = found === undefined ? undefined : platform(found.platform);
    if (found === undefined || chat === undefined) return null;
    if (found.state === 'accepted' && !(await decide(found, chat, { isBusy }))) return null;
    const asked = await askedRow(store, id);
    if (asked === undefined || stopping.aborted) return null;
    return deliver(asked, chat);
  }

  return {
    isInHand: (id) => inHand.has(id),
    isFull: (asker) =>
      taken.line.waitingFor(asker) >= limits.waitingEach || taken.line.waiting() >= limits.waitingInAll,
    waiting: () => taken.line.waiting(),
    resume: (question) => begin(question, taken),
    turnAway: (question) => begin(question, turnedAway),
    idle: async () => {
      await Promise.all([taken.line.idle(), turnedAway.line.idle()]);
    },
  };
}
