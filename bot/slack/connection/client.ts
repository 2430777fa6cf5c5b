import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { createBoltLogger } from '../log.ts';
import type { SlackTimings } from '../text/limits.ts';

/** Where and as whom Slack is called. */
export type ClientDeps = { apiUrl: string | null; timings: SlackTimings; logger: Logger };

/**
 * Two clients of one bot token. `once` never repeats a call by itself: what is not idempotent goes through it,
 * and `deliver` decides about repeating. `read` may repeat. Both hand a 429 over at once instead of waiting.
 */
export type SlackClients = { once: webApi.WebClient; read: webApi.WebClient };

/**
 * Options of one client. A fresh object for each, since Bolt writes into those that it is given; `retryConfig` is
 * always set, else Bolt sets 100 repetitions; and no headers, else the bot token leaks to the app-level calls.
 */
export function clientOptions(
  { apiUrl, timings, logger }: ClientDeps,
  retries: number,
): webApi.WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries, minTimeout: 200, factor: 2 },
    timeout: timings.callMs,
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(logger),
  };
}

/** The clients that speak for the bot. */
export function createSlackClients(botToken: string, deps: ClientDeps): SlackClients {
  return {
    once: new webApi.WebClient(botToken, clientOptions(deps, 0)),
    read: new webApi.WebClient(botToken, clientOptions(deps, 2)),
  };
}
