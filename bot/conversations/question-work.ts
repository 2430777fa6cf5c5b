import { messageOf } from '../../core/errors.ts';
import type { ChatPlatform } from '../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../core/store/conversation-tables.ts';
import type { ConversationApp } from './conversation-app.ts';
import type { DecideReply } from './inbox/decide-reply.ts';
import { askedRow } from './inbox/questions.ts';
import { limits } from './limits.ts';
import { createWorkLine } from './work-line.ts';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'log'>;
  platform(id: string): ChatPlatform | undefined;
  decide: DecideReply;
  /** Null: nothing more to do; else milliseconds until the next attempt. */
  deliver(asked: AskedTable, platform: ChatPlatform): Promise<number | null>;
  stopping: AbortSignal;
};

/** Brings questions from their acceptance to their delivered replies, a few at a time and each by one worker. */
export type QuestionWork = {
  isInHand(id: string): boolean;
  /** Works on a question as far as it goes; one that is in hand is looked at once more afterwards. */
  resume(id: string): void;
  /** Resolves once nothing is under way or waiting for its turn. */
  idle(): Promise<void>;
};

export function createQuestionWork({ app, platform, decide, deliver, stopping }: Deps): QuestionWork {
  const { store, clock, log } = app;
  const line = createWorkLine(limits.parallel, (error) =>
    log.error({ error: messageOf(error) }, 'a question could not be worked on'),
  );
  /** Questions that this process has in hand: waiting, worked on, or about to be tried again. */
  const inHand = new Set<string>();
  /** Those that owe another reply while this process still ends the one before. */
  const again = new Set<string>();

  function resume(id: string): void {
    if (inHand.has(id)) {
      again.add(id);
      return;
    }
    inHand.add(id);
    line.add(() => work(id));
  }

  /** One go at a question; the place in the line is free while it waits for the next go. */
  async function work(id: string): Promise<void> {
    const againMs = await advance(id).catch((error: unknown) => {
      log.error({ asked: id, error: messageOf(error) }, 'a question could not be finished');
      return limits.longestRetryMs;
    });
    if (againMs === null) {
      inHand.delete(id);
      if (again.delete(id)) resume(id);
      return;
    }
    void clock.sleep(againMs, stopping).then(
      () => line.add(() => work(id)),
      () => inHand.delete(id),
    );
  }

  /** Brings a question as far as it goes now. Null: nothing more to do; else milliseconds until the next go. */
  async function advance(id: string): Promise<number | null> {
    if (stopping.aborted) return null;
    const found = await askedRow(store, id);
    // Without its platform a question waits: it is resumed when the platform connects.
    const chat = found === undefined ? undefined : platform(found.platform);
    if (found === undefined || chat === undefined) return null;
    if (found.state === 'accepted' && !(await decide(found, chat))) return null;
    const asked = await askedRow(store, id);
    if (asked === undefined || stopping.aborted) return null;
    return deliver(asked, chat);
  }

  return { isInHand: (id) => inHand.has(id), resume, idle: () => line.idle() };
}
