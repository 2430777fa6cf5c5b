import type { Logger } from 'pino';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { within } from '../../../core/ports/within.ts';
import { placeOf } from '../delivery/delivery.ts';
import { failureOf } from '../delivery/failure.ts';
import { askSlack } from '../pace/ask.ts';
import type { Pace } from '../pace/pace.ts';
import type { SlackTimings } from '../text/limits.ts';
import type { SlackClients } from './client.ts';

export type Acknowledger = {
  /** The status line below the thread; the eyes emoji where Slack does not take one in time. */
  show(question: IncomingQuestion): Promise<void>;
  /** Another status line where one shows: the answer is being written. */
  writing(question: IncomingQuestion): Promise<void>;
  /** Something else shows from now on that the answer is on its way; resolves once no status line will come any more. */
  replaced(question: IncomingQuestion): Promise<void>;
  /** Resolves once a `show` of the question is through: a status that comes after the answer would stay. */
  settled(question: IncomingQuestion): Promise<void>;
  /** Has the eyes taken away, in its own time; the status line ends by itself with the answer. */
  clear(question: IncomingQuestion): void;
};

const EYES = 'eyes';
const REMEMBERED = 1_000;
/** A channel that took no status line is tried again after this. */
const AGAIN_MS = 10 * 60_000;
/** Margin for clocks that differ. */
const SKEW_MS = 1_000;

export function createAcknowledger(deps: {
  clients: SlackClients;
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
  pace: Pace;
}): Acknowledger {
  const { clients, clock, logger, timings, pace } = deps;
  const startedAt = clock.now();
  const looking = new Set<string>();
  const showing = new Map<string, Promise<void>>();
  /** Questions whose status line shows. */
  const lines = new Map<string, true>();
  /** Channels that took no status line, and until when none is tried there. */
  const withoutStatus = new Map<string, number>();

  const status = async (
    question: IncomingQuestion,
    words: string = wording.status.searching,
  ): Promise<boolean> => {
    const { channel, ts } = placeOf({ question });
    if ((withoutStatus.get(channel) ?? 0) > clock.monotonic()) return false;
    if (!pace.take('assistant.threads.setStatus')) return false;
    const call = clients.once.assistant.threads.setStatus({
      channel_id: channel,
      thread_ts: ts,
      status: words,
    });
    try {
      await within(clock, call, timings.statusMs, 'the status line');
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') pace.close('assistant.threads.setStatus', failure.afterMs);
      if (failure.kind === 'refused') keepLast(withoutStatus, channel, clock.monotonic() + AGAIN_MS);
      logger.debug({ why: failure.why }, 'no status line');
      return false;
    }
  };

  const target = ({ address, messageId }: IncomingQuestion) => ({
    ...{ channel: address.channel, timestamp: messageId, name: EYES },
  });

  const keyOf = ({ address, messageId }: IncomingQuestion): string => `${address.channel}/${messageId}`;

  const show = async (question: IncomingQuestion): Promise<void> => {
    if (await status(question)) return keepLast(lines, keyOf(question), true);
    if (!pace.take('reactions.add')) return;
    looking.add(keyOf(question));
    const [oldest] = looking;
    if (looking.size > REMEMBERED && oldest !== undefined) looking.delete(oldest);
    try {
      await clients.once.reactions.add(target(question));
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') pace.close('reactions.add', failure.afterMs);
      logger.debug({ why: failure.why }, 'could not put the eyes');
    }
  };

  /** Eyes that stay say that nobody answered: they are taken away until that worked. */
  const takeAway = async (question: IncomingQuestion): Promise<void> => {
    const ask = { pace, clock, logger, retryMs: timings.retryMs };
    await askSlack(ask, 'reactions.remove', () => clients.once.reactions.remove(target(question)));
  };

  /** Eyes of a process that ended before it answered. */
  const isFromBefore = ({ messageId }: IncomingQuestion): boolean =>
    Number(messageId) * 1_000 < startedAt + SKEW_MS;

  return {
    show: async (question) => {
      // A command was acknowledged with words of its own when it came in; an apology is not waited for.
      if (question.kind === 'command' || question.kind === 'missed') return;
      const key = keyOf(question);
      const own = show(question);
      showing.set(key, own);
      await own.finally(() => showing.delete(key));
    },
    writing: async (question) => {
      const key = keyOf(question);
      if (!lines.has(key)) return;
      const own = status(question, wording.status.writing).then(() => {});
      showing.set(key, own);
      await own.finally(() => showing.delete(key));
    },
    replaced: async (question) => {
      const key = keyOf(question);
      await showing.get(key);
      lines.delete(key);
      await showing.get(key);
    },
    settled: async (question) => showing.get(keyOf(question)),
    clear: (question) => {
      lines.delete(keyOf(question));
      if (question.kind === 'command') return;
      if (looking.delete(keyOf(question)) || isFromBefore(question)) void takeAway(question);
    },
  };
}

function keepLast<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}
