import { explainAnswer } from '../../core/defensive-ux/why.ts';
import { messageOf } from '../../core/errors.ts';
import type {
  ChatPlatform,
  IncomingQuestion,
  IncomingTakeBack,
  IncomingVote,
  IncomingWhy,
  PlatformHandlers,
} from '../../core/ports/chat-platform.ts';
import {
  answerOfMessage,
  askedRow,
  claim,
  type FoundReply,
  replyOfMessage,
  setDelivered,
  setUndelivered,
  toQuestion,
  unfinished,
} from './asked.ts';
import { createPassingOn } from './passing-on.ts';
import { createPressing } from './pressing.ts';
import { createReplying, type ReplyingApp } from './replying.ts';
import { createWorkLine } from './work-line.ts';

const limits = {
  /** Questions worked on at a time. */
  parallel: 8,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  /** A reply that could not be delivered for this long is given up and shown as undeliverable in the console. */
  giveUpMs: 24 * 3_600_000,
  /** A platform that hangs does not hold up the end of the process; the next start finds what it did. */
  stopMs: 5_000,
  /** Whoever has a question passed on hears no later than this whether it worked. */
  pressMs: 5_000,
  /** A vote may arrive before the message it is about was put on record. */
  voteWaitMs: 2_000,
  voteLookMs: 100,
} as const;

/** What happens between a platform's event and the one visible reply it ends in. */
export type Conversations = {
  handlers(): PlatformHandlers;
  /** Takes up what an earlier process left: accepted questions are answered, written replies delivered. */
  resume(platform: string): Promise<void>;
  /** Stops taking questions and waits for those under way; what is not delivered by then waits for the next start. */
  stop(): Promise<void>;
};

export type ConversationsDeps = {
  app: ReplyingApp;
  platform(id: string): ChatPlatform | undefined;
};

export function createConversations(deps: ConversationsDeps): Conversations {
  const { app } = deps;
  const { store, clock, log } = app;
  const stopping = new AbortController();
  const replying = createReplying(app, stopping.signal);
  const line = createWorkLine(limits.parallel, (error) =>
    log.error({ error: messageOf(error) }, 'a question could not be worked on'),
  );
  const passing = createPassingOn({ ...deps, stopping: stopping.signal, limits, backoffMs });
  const press = createPressing({
    ...{ app, passing, stopping: stopping.signal },
    wait: { ms: limits.voteWaitMs, everyMs: limits.voteLookMs },
    takeUp(asked) {
      acknowledge(toQuestion(asked));
      takeUp(asked.id);
    },
    takeBack,
  });
  /** Questions that this process has in hand: waiting, worked on, or about to be tried again. */
  const inHand = new Set<string>();

  /** Those that owe another reply while this process still ends the one before. */
  const again = new Set<string>();

  function takeUp(id: string): void {
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
      if (again.delete(id)) takeUp(id);
      return;
    }
    void clock.sleep(againMs, stopping.signal).then(
      () => line.add(() => work(id)),
      () => inHand.delete(id),
    );
  }

  /** Brings a question as far as it goes now. Null: nothing more to do; else milliseconds until the next go. */
  async function advance(id: string): Promise<number | null> {
    if (stopping.signal.aborted) return null;
    const found = await askedRow(store, id);
    // Without its platform a question waits: it is taken up again when the platform connects.
    const platform = found === undefined ? undefined : deps.platform(found.platform);
    if (found === undefined || platform === undefined) return null;
    if (found.state === 'accepted' && !(await replying.decide(found, platform))) return null;
    const row = await askedRow(store, id);
    if (row === undefined || row.state !== 'answered' || stopping.signal.aborted) return null;
    const result = await platform
      .deliver(await replying.compose(row))
      .catch((error: unknown) => ({ kind: 'retry' as const, afterMs: 0, why: messageOf(error) }));
    if (result.kind === 'delivered') {
      await setDelivered(store, clock, row, result.messageIds);
      return null;
    }
    const since = Date.parse(row.decided_at ?? row.received_at);
    const late = clock.now() - since >= limits.giveUpMs;
    await setUndelivered(store, clock, row, result.why, late || result.kind === 'failed');
    if (late || result.kind === 'failed') {
      log.error({ asked: id, why: result.why }, 'a reply could not be delivered');
      return null;
    }
    log.warn({ asked: id, why: result.why, attempt: row.attempts + 1 }, 'a reply is delivered later');
    return Math.max(result.afterMs, backoffMs(row.attempts));
  }

  /** Doubling, with a random part so that many replies do not come back at the same moment. */
  function backoffMs(attempts: number): number {
    const full = Math.min(limits.firstRetryMs * 2 ** Math.min(attempts, 10), limits.longestRetryMs);
    return full * (0.75 + app.random.float() / 2);
  }

  async function recordVote(vote: IncomingVote): Promise<void> {
    for (let waitedMs = 0; waitedMs <= limits.voteWaitMs; waitedMs += limits.voteLookMs) {
      const answerId = await answerOfMessage(store, vote);
      if (answerId !== undefined) {
        await app.feedback.record({ ...vote, answerId });
        return;
      }
      await clock.sleep(limits.voteLookMs, stopping.signal).catch(() => {});
    }
  }

  async function explain(about: IncomingWhy): Promise<string | null> {
    const answerId = await answerOfMessage(store, about);
    const record = answerId === undefined ? undefined : await app.feedback.answer(answerId);
    return record === undefined ? null : explainAnswer(store, record.answer);
  }

  /** Only whoever asked may have the reply taken away, and only where it stands; false for anybody else. */
  async function takeBack(reply: FoundReply | undefined, wish: IncomingTakeBack): Promise<boolean> {
    if (reply === undefined || wish.userId === '' || reply.asked.user_id !== wish.userId) return false;
    await deps.platform(wish.platform)?.remove(wish.channel, reply.messageIds);
    log.info({ asked: reply.asked.id }, 'a reply was taken back by whoever asked');
    return true;
  }

  function acknowledge(question: IncomingQuestion): void {
    void deps
      .platform(question.address.platform)
      ?.acknowledge(question)
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'acknowledging failed'));
  }

  return {
    handlers: () => ({
      async onQuestion(question) {
        const id = await claim(app, question);
        if (id === null) return;
        acknowledge(question);
        takeUp(id);
      },
      onVote: recordVote,
      onWhy: explain,
      onTakeBack: async (wish) => void (await takeBack(await replyOfMessage(store, wish), wish)),
      onPress: press,
    }),
    async resume(platform) {
      for (const row of await unfinished(store, platform)) {
        if (row.state === 'accepted' && !inHand.has(row.id)) acknowledge(toQuestion(row));
        takeUp(row.id);
      }
      await passing.resume(platform);
    },
    async stop() {
      stopping.abort();
      const late = new AbortController();
      const done = Promise.all([line.idle(), passing.idle()]);
      await Promise.race([done, clock.sleep(limits.stopMs, late.signal).catch(() => {})]);
      late.abort();
    },
  };
}
