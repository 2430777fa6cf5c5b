import type { Logger } from 'pino';
import type { Clock } from '../../../core/ports/clock.ts';
import type { SlackClients } from '../connection/client.ts';
import type { Pace } from '../pace/pace.ts';
import type { SlackTimings } from '../text/limits.ts';
import type { SlackFailure } from './failure.ts';
import type { Streams } from './streams.ts';

/** What posting takes. */
export type DeliveryDeps = {
  clients: SlackClients;
  clock: Clock;
  logger: Logger;
  timings: SlackTimings;
  pace: Pace;
  streams: Streams;
  /** The bot's own id; undefined until Slack said who it is. */
  botUserId(): string | undefined;
  /** Told why a message could not be posted: a revoked token, a channel to be left alone for a while. */
  onFailure(failure: SlackFailure, channel: string): void;
};
