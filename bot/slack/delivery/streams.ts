import type { Logger } from 'pino';
import type { SlackClients } from '../connection/client.ts';
import type { Pace } from '../pace/pace.ts';
import { failureOf } from './failure.ts';

/** Knows which messages are being streamed into. Slack lets nobody change one before its stream was stopped. */
export type Streams = {
  opened(ts: string): void;
  isOpen(ts: string): boolean;
  /** A call on a message of the bot, after its stream was stopped; also one that an earlier process left open. */
  stopped<T>(channel: string, ts: string, call: () => Promise<T>): Promise<T>;
};

const CONFLICT = 'streaming_state_conflict';

export function createStreams({
  clients,
  pace,
  logger,
}: {
  clients: SlackClients;
  pace: Pace;
  logger: Logger;
}): Streams {
  const open = new Set<string>();

  /** Slack may have ended it by itself, and a lost answer is told by the next call: neither matters here. */
  async function stop(channel: string, ts: string): Promise<void> {
    await pace.turn('chat.stopStream');
    try {
      await clients.once.chat.stopStream({ channel, ts });
    } catch (error) {
      const failure = failureOf(error);
      logger.debug({ why: failure.why }, 'a stream could not be stopped');
      if (failure.kind === 'limited') {
        pace.close('chat.stopStream', failure.afterMs);
        throw error;
      }
    }
    open.delete(ts);
  }

  return {
    opened: (ts) => void open.add(ts),
    isOpen: (ts) => open.has(ts),
    async stopped(channel, ts, call) {
      if (open.has(ts)) await stop(channel, ts);
      try {
        return await call();
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'refused' || failure.code !== CONFLICT) throw error;
        await stop(channel, ts);
        return call();
      }
    },
  };
}
