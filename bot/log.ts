import { type DestinationStream, type Logger, pino } from 'pino';

/** Structured logs on standard error, one JSON object a line. */
export type Log = Logger;
/** What most parts need of it. */
export type SomeLog = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;

/** Fields that never reach a log, wherever they stand. */
const SECRET_FIELDS = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'clientSecret',
  'refreshToken',
  'apiKey',
  'authorization',
  'replyToken',
  'password',
];

export function createLog(
  level: string,
  to: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ level, base: null, redact: { paths, censor: '[removed]' } }, to);
}
