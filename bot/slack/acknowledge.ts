import type { Logger } from 'pino';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { IncomingQuestion } from '../../core/ports/chat-platform.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SlackClients } from './client.ts';
import { placeOf } from './delivery.ts';
import { failureOf } from './failure.ts';
import type { SlackTimings } from './limits.ts';
import { within } from './within.ts';

export type Acknowledger = {
  /** The status line below the thread; the eyes emoji where Slack does not take one in time. */
  show(question: IncomingQuestion): Promise<void>;
  /** Resolves once a `show` of the question is through: a status that comes after the answer would stay. */
  settled(question: IncomingQuestion): Promise<void>;
  /** Takes the eyes away; the status line ends by itself with the answer. */
  clear(question: IncomingQuestion): Promise<void>;
};

const EYES = 'eyes';
const REMEMBERED = 1_000;

export function createAcknowledger(deps: {
  clients: SlackClients;
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
}): Acknowledger {
  const { clients, clock, logger, timings } = deps;
  const looking = new Set<string>();
  const showing = new Map<string, Promise<void>>();
  /** Set when this workspace's Slack turned the method down: then the eyes come at once. */
  let withoutStatus = false;

  const status = async (question: IncomingQuestion): Promise<boolean> => {
    if (withoutStatus) return false;
    const { channel, ts } = placeOf({ question });
    const call = clients.once.assistant.threads.setStatus({
      channel_id: channel,
      thread_ts: ts,
      status: wording.status.searching,
    });
    try {
      await within(clock, call, timings.statusMs, 'the status line');
      return true;
    } catch (error) {
      const failure = failureOf(error);
      withoutStatus = failure.kind === 'refused' && /missing_scope|method|not_allowed/.test(failure.code);
      logger.debug({ why: failure.why }, 'no status line');
      return false;
    }
  };

  const react = async (question: IncomingQuestion, what: 'add' | 'remove'): Promise<void> => {
    const target = { channel: question.address.channel, timestamp: question.messageId, name: EYES };
    try {
      await clients.once.reactions[what](target);
    } catch (error) {
      logger.debug({ why: failureOf(error).why }, `could not ${what} the eyes`);
    }
  };

  const keyOf = ({ address, messageId }: IncomingQuestion): string => `${address.channel}/${messageId}`;

  const show = async (question: IncomingQuestion): Promise<void> => {
    if (await status(question)) return;
    looking.add(keyOf(question));
    const [oldest] = looking;
    if (looking.size > REMEMBERED && oldest !== undefined) looking.delete(oldest);
    await react(question, 'add');
  };

  return {
    show: async (question) => {
      // A command was acknowledged with words of its own when it came in.
      if (question.kind === 'command') return;
      const key = keyOf(question);
      const own = show(question);
      showing.set(key, own);
      await own.finally(() => showing.delete(key));
    },
    settled: async (question) => showing.get(keyOf(question)),
    clear: async (question) => {
      if (looking.delete(keyOf(question))) await react(question, 'remove');
    },
  };
}
