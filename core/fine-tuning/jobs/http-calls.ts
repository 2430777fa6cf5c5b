import { messageOf } from '../../errors.ts';
import { type Clock, createDeadline } from '../../ports/clock.ts';
import { JOB_LIMITS } from './limits.ts';
import type { Called, Failed } from './service.ts';

export type HttpOptions = { address: string; apiKey: string; clock: Clock };

export type Calls = {
  get(path: string): Promise<Called<unknown>>;
  /** Sent again only where the server said that it did not carry it out. */
  post(path: string, body: Record<string, unknown> | FormData): Promise<Called<unknown>>;
};

type Try = { called: Called<unknown>; againAfterMs: number | null };

/** Speaks JSON to a service. Redirects are refused, since the key would go along; the key is in no message. */
export function createCalls({ address, apiKey, clock }: HttpOptions): Calls {
  const base = address.replace(/\/+$/, '');

  async function once(
    method: 'GET' | 'POST',
    path: string,
    body?: Record<string, unknown> | FormData,
  ): Promise<Try> {
    const isUpload = body instanceof FormData;
    const deadline = createDeadline(clock, isUpload ? JOB_LIMITS.uploadTimeoutMs : JOB_LIMITS.timeoutMs);
    try {
      const response = await fetch(base + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
          ...(body === undefined || isUpload ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isUpload ? body : JSON.stringify(body) }),
        ...{ redirect: 'error', signal: deadline.signal },
      });
      const text = await readUpTo(response, JOB_LIMITS.answerBytes);
      if (!response.ok) return refusal(response, withoutKey(errorIn(text), apiKey));
      const value = parsed(text);
      return value === undefined
        ? unsure('The service answered with something that is no JSON.')
        : { called: { ok: true, value }, againAfterMs: null };
    } catch (error) {
      return unsure(`The service did not answer: ${withoutKey(causeOf(error), apiKey)}.`);
    } finally {
      deadline.clear();
    }
  }

  async function call(method: 'GET' | 'POST', path: string, body?: Record<string, unknown> | FormData) {
    for (let tried = 1; ; tried++) {
      const { called, againAfterMs } = await once(method, path, body);
      const again =
        !called.ok && (called.why === 'later' || (called.why === 'unsure' && method === 'GET'))
          ? (againAfterMs ?? JOB_LIMITS.retryWaitMs)
          : null;
      if (again === null || tried >= JOB_LIMITS.tries || again > JOB_LIMITS.longestWaitMs) return called;
      await clock.sleep(again);
    }
  }

  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body) };
}

/** What was asked for, of an answer that came; a malformed one leaves everything open. */
export function read<T>(called: Called<unknown>, parse: (value: unknown) => T | null): Called<T> {
  if (!called.ok) return called;
  const value = parse(called.value);
  return value === null
    ? unsure('The service answered with something unexpected.').called
    : { ok: true, value };
}

function refusal(response: Response, said: string): Try {
  const { status } = response;
  const message = `The service answered with status ${status}${said === '' ? '.' : `: ${said}`}`;
  if (status >= 500 || status === 408) return unsure(message);
  // A wrong key is put right by somebody: what was begun waits for that.
  if (status === 401 || status === 403)
    return { called: { ok: false, why: 'later', status, message }, againAfterMs: Number.POSITIVE_INFINITY };
  if (status !== 429) return { called: { ok: false, why: 'refused', status, message }, againAfterMs: null };
  const named = Number(response.headers.get('retry-after'));
  const againAfterMs = Number.isFinite(named) && named > 0 ? named * 1_000 : JOB_LIMITS.retryWaitMs;
  return { called: { ok: false, why: 'later', status, message }, againAfterMs };
}

function unsure(message: string): { called: Failed; againAfterMs: null } {
  return { called: { ok: false, why: 'unsure', status: null, message }, againAfterMs: null };
}

function parsed(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{"error":{"message"}}`, `{"error":"…"}` or `{"message"}`, cut short. */
function errorIn(text: string): string {
  const value = parsed(text) as { error?: { message?: unknown } | string; message?: unknown } | undefined;
  const error = typeof value?.error === 'object' ? value.error?.message : (value?.error ?? value?.message);
  return typeof error === 'string' ? error.slice(0, 400) : '';
}

function withoutKey(text: string, apiKey: string): string {
  return apiKey === '' ? text : text.replaceAll(apiKey, '…');
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return messageOf(cause);
}

async function readUpTo(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > most) throw new Error('the answer is too long');
  }
  return text + decoder.decode();
}
