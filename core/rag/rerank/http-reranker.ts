import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Reranker, RerankFailure, RerankOutcome } from '../../ports/reranker.ts';
import { rerankSettings } from './rerank-settings.ts';
import { type RerankShape, readScores, rerankBody } from './rerank-wire.ts';

export type HttpRerankerOptions = {
  shape: RerankShape;
  /** May be empty where the server holds one model. */
  model: string;
  /** The endpoint, or a base to which `/rerank` belongs. */
  url: string;
  /** Sent as a bearer token; '' sends none. */
  apiKey: string;
  clock: Clock;
};

type Try = RerankOutcome & { again?: { afterMs: number } };

/**
 * A cross-encoder behind HTTP. Neither the key nor what a server says in an error is ever part of a message; redirects
 * are refused, since the key would go along.
 */
export function createHttpReranker(options: HttpRerankerOptions): Reranker {
  const { shape, model, apiKey, clock } = options;
  const endpoint = endpointOf(options.url);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
  };

  async function once(body: string, count: number, signal: AbortSignal): Promise<Try> {
    try {
      const response = await fetch(endpoint, { method: 'POST', headers, body, signal, redirect: 'error' });
      if (!response.ok) {
        await response.body?.cancel().catch(() => {});
        return refusal(response);
      }
      const text = await readUpTo(response, rerankSettings.answerBytes);
      if (text === null) return failed('malformed', 'The answer is too long.');
      const read = readScores(text, count);
      return 'wrong' in read ? failed('malformed', read.wrong) : { kind: 'ranked', scores: read.scores };
    } catch (error) {
      if (signal.aborted) return gaveUp(signal);
      return { ...failed('provider-error', causeOf(error)), again: { afterMs: rerankSettings.retryWaitMs } };
    }
  }

  return {
    id: `${shape}:${model}@${endpoint.host}${endpoint.pathname}`,
    async rank({ question, passages }, { signal }): Promise<RerankOutcome> {
      if (passages.length === 0) return { kind: 'ranked', scores: [] };
      const body = JSON.stringify(rerankBody(shape, { model, question, passages }));
      for (let attempt = 1; ; attempt++) {
        if (signal.aborted) return gaveUp(signal);
        const { again, ...outcome } = await once(body, passages.length, signal);
        if (again === undefined || attempt >= rerankSettings.tries) return outcome;
        if (again.afterMs > rerankSettings.longestWaitMs) return outcome;
        await clock.sleep(again.afterMs, signal).catch(() => {});
      }
    },
  };
}

/** `https://api.jina.ai/v1` and `https://api.jina.ai/v1/rerank` are the same. */
function endpointOf(url: string): URL {
  const endpoint = new URL(url);
  if (!/rerank\/?$/.test(endpoint.pathname))
    endpoint.pathname = `${endpoint.pathname.replace(/\/$/, '')}/rerank`;
  return endpoint;
}

function refusal(response: Response): Try {
  const { status } = response;
  const message = `The server answered with status ${status}.`;
  if (status === 401 || status === 403) return failed('unauthorised', message);
  if (status !== 429 && status < 500) return failed('provider-error', message);
  const named = Number(response.headers.get('retry-after'));
  const afterMs = Math.max(rerankSettings.retryWaitMs, Number.isFinite(named) ? named * 1000 : 0);
  return { ...failed(status === 429 ? 'rate-limited' : 'provider-error', message), again: { afterMs } };
}

/** Null where more than `most` bytes come. */
async function readUpTo(response: Response, most: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    // Leaving the loop closes the connection.
    if (size > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function gaveUp(signal: AbortSignal): Extract<RerankOutcome, { kind: 'failed' }> {
  const late = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return failed(late ? 'timeout' : 'aborted', messageOf(signal.reason));
}

function failed(reason: RerankFailure, message: string): Extract<RerankOutcome, { kind: 'failed' }> {
  return { kind: 'failed', reason, message };
}

/** `fetch failed` says nothing; what made it fail does. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string'
    ? `The server cannot be reached (${code}).`
    : 'The server cannot be reached.';
}
