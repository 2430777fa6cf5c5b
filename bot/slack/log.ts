import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's log in ours: warnings and errors only, its debug lines carry whole messages of people. */
export function createBoltLogger(logger: Logger): BoltLogger {
  const words = (said: unknown[]): string => said.map(String).join(' ').slice(0, 1_000);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said: unknown[]) => logger.warn(words(said)),
    error: (...said: unknown[]) => logger.error(words(said)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
