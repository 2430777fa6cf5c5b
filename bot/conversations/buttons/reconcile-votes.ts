import { messageOf } from '../../../core/errors.ts';
import {
  hashUser,
  inEventOrder,
  type StandingSignal,
  standingSignals,
} from '../../../core/feedback/votes.ts';
import type { ChatPlatform, ClearedReactions, StandingThumb } from '../../../core/ports/chat-platform.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { toQuestion } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import { type MessageName, messageOnRecord } from '../outbox/messages.ts';
import { createLookLine, type LookLine } from './look-line.ts';
import { type StandingMessage, standingMessage, standingMessages } from './standing-messages.ts';

/**
 * Brings the votes on record in line with the reactions that stand on the messages: some are set while nobody listens, and
 * events get lost or change places.
 */
export type ReconcileVotes = {
  /** Looks at a platform's latest answers now and then from time to time, until Docent stops. */
  start(platform: string): void;
  /** Something was voted on: it is looked at once it has calmed down. */
  touched(message: MessageName): void;
  /** What people did in the last while may not have been told: the latest answers are looked at, newest first. */
  missed(platform: string): Promise<void>;
  /** Somebody took votes of others from a message. */
  cleared(cleared: ClearedReactions): Promise<void>;
  /** One message, now. */
  message(name: MessageName): Promise<void>;
};

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'random' | 'log' | 'feedback'>;
  platform(id: string): ChatPlatform | undefined;
  stopping: AbortSignal;
};

/** A person's reactions on one message, as they are on record. */
type Recorded = { userHash: string; standing: StandingSignal[] };

export function createReconcileVotes({ app, platform, stopping }: Deps): ReconcileVotes {
  const { store, clock, random, log, feedback } = app;
  const started = new Set<string>();
  const lines = new Map<string, LookLine>();

  async function recorded({ platform: of, message_id }: StandingMessage): Promise<Recorded[]> {
    const rows = await store
      .selectFrom('signals')
      .select(['id', 'user_hash', 'signal', 'polarity', 'retracts', 'emoji', 'message_id'])
      .select(['happened_us', 'created_at'])
      .where('platform', '=', of)
      .where('message_id', '=', message_id)
      .where('signal', '=', 'reaction')
      .execute();
    const people = Map.groupBy(inEventOrder(rows), (row) => row.user_hash);
    return [...people].map(([userHash, own]) => ({ userHash, standing: standingSignals(own) }));
  }

  /** Appends what makes the record say that exactly these thumbs stand; `at` is before they were looked at. */
  async function settle(message: StandingMessage, people: Recorded[], thumbs: Hashed[], at: number) {
    const all = (userHash: string) => people.find((one) => one.userHash === userHash)?.standing ?? [];
    const has = (standing: readonly { emoji: string | null }[], emoji: string | null) =>
      standing.some((one) => one.emoji === emoji);
    const taken = people.flatMap(({ userHash, standing }) => {
      const theirs = thumbs.filter((one) => one.userHash === userHash);
      const gone = standing.filter(({ emoji }) => emoji !== null && !has(theirs, emoji));
      return gone.map(({ emoji, polarity }) => ({
        userHash,
        emoji,
        polarity: 0 as const,
        retracts: polarity,
      }));
    });
    const added = thumbs.filter(({ userHash, emoji }) => !has(all(userHash), emoji));
    for (const [index, change] of [...taken, ...added].entries()) {
      const when = at + index / 1000;
      await feedback.attach({
        ...change,
        ...{ id: random.id('sig'), answerId: message.answer_id, signal: 'reaction', at: when },
        ...{ platform: message.platform, channel: message.channel, messageId: message.message_id },
        eventId: ['standing', message.message_id, change.userHash, change.emoji, when].join(':'),
      });
    }
    if (taken.length + added.length > 0)
      log.info(
        { message: message.message_id, taken: taken.length, added: added.length },
        'votes were set right',
      );
  }

  async function hashed(of: string, thumbs: readonly StandingThumb[]): Promise<Hashed[]> {
    const all: Hashed[] = [];
    for (const { userId, emoji, polarity } of thumbs) {
      const userHash = await hashUser({ store, random }, of, userId);
      all.push({ userHash, emoji: emoji.replaceAll('\uFE0F', ''), polarity });
    }
    return all;
  }

  async function look(message: StandingMessage): Promise<void> {
    const at = clock.now();
    // What is on record is read first: a vote that comes in between is then only told twice.
    const people = await recorded(message);
    const thumbs = await platform(message.platform)?.standing?.(
      toQuestion(message.asked),
      message.message_id,
    );
    if (thumbs == null) return;
    // Who had their data deleted does not vote again by what stood there before; what they vote since then stays.
    const rows = await store.selectFrom('forgotten_people').select('user_hash').execute();
    const forgotten = new Set(rows.map((row) => row.user_hash));
    const isKnown = (one: { userHash: string }) => !forgotten.has(one.userHash);
    const theirs = await hashed(message.platform, thumbs);
    await settle(message, people.filter(isKnown), theirs.filter(isKnown), at);
  }

  /** False where the platform did not tell. */
  async function lookSafely(message: StandingMessage): Promise<boolean> {
    try {
      await look(message);
      return true;
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'the votes on an answer could not be looked at');
      return false;
    }
  }

  const lineOf = (of: string): LookLine => {
    const line = lines.get(of) ?? createLookLine(clock);
    lines.set(of, line);
    return line;
  };

  async function lookAtAll(of: string, ofMs: number): Promise<void> {
    lineOf(of).all(await standingMessages(store, of, clock.now() - ofMs));
  }

  /** False where nothing has its turn. A vote may come before its message is on record. */
  async function lookAtNext(of: string): Promise<boolean> {
    const next = lineOf(of).next();
    if (next === null) return false;
    const message = await standingMessage(store, next.name);
    if (message === undefined || !(await lookSafely(message))) lineOf(of).again(next);
    if (message !== undefined)
      await clock.sleep(platform(of)?.standingEveryMs ?? limits.reconcileGapMs, stopping);
    return true;
  }

  async function run(of: string): Promise<void> {
    await lookAtAll(of, limits.reconcileAtStartMs);
    let lastAll = clock.monotonic();
    for (;;) {
      stopping.throwIfAborted();
      if (!(await lookAtNext(of))) await clock.sleep(limits.reconcileCalmMs, stopping);
      if (clock.monotonic() - lastAll < limits.reconcileEveryMs) continue;
      await lookAtAll(of, limits.reconcileYoungMs);
      lastAll = clock.monotonic();
    }
  }

  return {
    start(of) {
      if (started.has(of) || platform(of)?.standing === undefined) return;
      started.add(of);
      // It ends with a sleep that `stop` breaks off.
      void run(of).catch(() => started.delete(of));
    },
    touched(name) {
      if (platform(name.platform)?.standing === undefined) return;
      lineOf(name.platform).touched(name);
    },
    async missed(of) {
      // The start looks at them anyway.
      if (started.has(of)) await lookAtAll(of, limits.reconcileYoungMs);
    },
    async cleared({ emoji, at, ...name }) {
      const found = await messageOnRecord(store, name);
      const message = found?.answer_id == null ? undefined : await standingMessage(store, name);
      if (message === undefined) return;
      const people = await recorded(message);
      const plain = emoji?.replaceAll('\uFE0F', '') ?? null;
      const left = people.flatMap(({ userHash, standing }) =>
        standing.flatMap((one) =>
          one.emoji === null || plain === null || one.emoji === plain || one.polarity === 0
            ? []
            : [{ userHash, emoji: one.emoji, polarity: one.polarity }],
        ),
      );
      await settle(message, people, left, at);
    },
    async message(name) {
      const message = await standingMessage(store, name);
      if (message !== undefined) await look(message);
    },
  };
}

type Hashed = { userHash: string; emoji: string; polarity: 1 | -1 };
