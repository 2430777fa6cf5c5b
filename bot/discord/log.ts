import type { Logger } from 'pino';

/** The log as this folder uses it. Never given message texts or tokens. */
export type DiscordLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
