import { webApi } from '@slack/bolt';
import { messageOf } from '../../../core/errors.ts';

/**
 * Why a Web API call has no result. `unknown` means that Slack may or may not have carried it out: only then
 * can a repetition show something twice.
 */
export type SlackFailure =
  /** `untried` = Slack was not even asked. */
  | { kind: 'limited'; afterMs: number; why: string; untried?: true }
  | { kind: 'refused'; code: string; needed: string | null; why: string }
  | { kind: 'unknown'; why: string };

/** Refusals that mean that the token no longer works at all. */
const tokenCodes = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'token_expired',
  'token_revoked',
]);

const DEFAULT_WAIT_MS = 5_000;
const unsettled = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** Reads what the Web API client threw. */
export function failureOf(error: unknown): SlackFailure {
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(error.retryAfter * 1_000);
  if (error instanceof webApi.WebAPIPlatformError) return platformFailure(error);
  if (error instanceof webApi.WebAPIHTTPError) {
    const why = `Slack answered with status ${error.statusCode}`;
    return error.statusCode >= 500
      ? { kind: 'unknown', why }
      : { kind: 'refused', code: `http_${error.statusCode}`, needed: null, why };
  }
  // The client has no class for a 429 without a waiting time.
  if (/^Retry header did not contain/.test(messageOf(error))) return limited(DEFAULT_WAIT_MS);
  return { kind: 'unknown', why: `Slack could not be reached (${messageOf(error)})` };
}

/** Whether a failure says that the token itself is refused. */
export function isTokenFailure(failure: SlackFailure): boolean {
  return failure.kind === 'refused' && tokenCodes.has(failure.code);
}

function limited(afterMs: number): SlackFailure {
  return { kind: 'limited', afterMs, why: 'Slack asked to wait before the next message' };
}

function platformFailure({ data }: webApi.WebAPIPlatformError): SlackFailure {
  const code = String(data.error);
  if (code === 'ratelimited' || code === 'rate_limited') return limited(DEFAULT_WAIT_MS);
  // A proxy's HTML page arrives here as the "error" of an answer that was no JSON.
  if (!/^[a-z0-9_]+$/.test(code)) return { kind: 'unknown', why: 'Slack’s answer was not readable' };
  if (unsettled.has(code)) return { kind: 'unknown', why: `Slack had a problem of its own (${code})` };
  const needed = 'needed' in data && typeof data.needed === 'string' ? data.needed : null;
  const why = needed === null ? `Slack refused: ${code}` : `Slack refused: the scope ${needed} is missing`;
  return { kind: 'refused', code, needed, why };
}
