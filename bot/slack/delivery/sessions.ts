import type { Logger } from 'pino';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { SlackClients } from '../connection/client.ts';
import { askSlack } from '../pace/ask.ts';
import type { Pace } from '../pace/pace.ts';
import type { SlackTimings } from '../text/limits.ts';
import { placeOf } from './delivery.ts';
import { failureOf } from './failure.ts';

/**
 * Slack's agent sessions: while an answer is being written its thread is "processing", and Slack shows a button that stops
 * it. Only apps that are declared as agents have them.
 */
export type Sessions = {
  /** From now on an answer is written. Failing to show that is no error. */
  begin(question: IncomingQuestion): Promise<void>;
  /** The answer stands, or there is none; in its own time. */
  end(question: IncomingQuestion): void;
};

const METHOD = 'agents.sessions.setStatus';
/** A workspace that has no sessions for this app is asked again after this. */
const AGAIN_MS = 10 * 60_000;
/** Calls a minute that stay free for ending sessions. */
const SPARE = 24;
/** Characters of a session's title; Slack takes 200. */
const TITLE = 80;

export function createSessions(deps: {
  clients: SlackClients;
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
  pace: Pace;
}): Sessions {
  const { clients, clock, logger, timings, pace } = deps;
  const open = new Set<string>();
  let unableUntil = 0;

  const where = (question: IncomingQuestion) => {
    const { channel, ts } = placeOf({ question });
    return { channel_id: channel, thread_ts: ts };
  };
  const keyOf = ({ address, messageId }: IncomingQuestion): string => `${address.channel}/${messageId}`;

  return {
    async begin(question) {
      if (question.kind === 'command' || unableUntil > clock.monotonic()) return;
      if (!pace.take(METHOD, SPARE)) return;
      open.add(keyOf(question));
      try {
        await clients.once.agents.sessions.setStatus({
          ...where(question),
          status: 'processing',
          title: titleOf(question.text),
          initiator_user_id: question.userId,
        });
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') pace.close(METHOD, failure.afterMs);
        if (failure.kind === 'refused') {
          unableUntil = clock.monotonic() + AGAIN_MS;
          open.delete(keyOf(question));
        }
        logger.debug({ why: failure.why }, 'no agent session');
      }
    },
    end(question) {
      if (!open.delete(keyOf(question))) return;
      const ask = { pace, clock, logger, retryMs: timings.retryMs };
      void askSlack(ask, METHOD, () =>
        clients.once.agents.sessions.setStatus({ ...where(question), status: 'active' }),
      );
    },
  };
}

function titleOf(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (line === '') return 'Docent';
  return characters.length <= TITLE ? line : `${characters.slice(0, TITLE - 1).join('')}…`;
}
