import type { AIMessageChunk, UsageMetadata } from '@langchain/core/messages';
import { messageOf } from '../errors.ts';
import type { ModelFailure } from '../ports/chat-model.ts';
import type { Usage } from '../types.ts';

/** What the provider said about how a stream ended; null when it said nothing. */
export type Ending = 'complete' | 'too-long' | 'filtered' | 'refused' | null;

const ENDINGS: Record<string, Exclude<Ending, null>> = {
  stop: 'complete',
  end_turn: 'complete',
  stop_sequence: 'complete',
  length: 'too-long',
  max_tokens: 'too-long',
  content_filter: 'filtered',
  refusal: 'refused',
};

/** The finish reason of a chunk, wherever its provider puts it (OpenAI, Anthropic, Ollama in this order). */
export function endingOf(chunk: AIMessageChunk): Ending {
  const metadata = chunk.response_metadata as Record<string, unknown>;
  const reason =
    metadata['finish_reason'] ??
    chunk.additional_kwargs['stop_reason'] ??
    metadata['stop_reason'] ??
    metadata['done_reason'];
  return typeof reason === 'string' ? (ENDINGS[reason] ?? null) : null;
}

/** Tokens over a whole stream: input from the first report, output from the last (Anthropic's is cumulative). */
export function createUsageCounter(model: string): { see(chunk: AIMessageChunk): void; total(): Usage } {
  let inputTokens: number | null = null;
  let outputTokens: number | null = null;
  return {
    see(chunk) {
      const usage = chunk.usage_metadata as UsageMetadata | undefined;
      if (usage === undefined) return;
      inputTokens = usage.input_tokens > 0 ? (inputTokens ?? usage.input_tokens) : inputTokens;
      outputTokens = usage.output_tokens;
    },
    total: () => ({ model, inputTokens, outputTokens }),
  };
}

/** What a thrown error means, and whether trying again soon may help. */
export type Trouble = { reason: ModelFailure; message: string; again: boolean; waitMs: number };

const FIRST_WAIT_MS = 500;

export function troubleOf(error: unknown): Trouble {
  const fields = (error ?? {}) as Record<string, unknown>;
  const cause = (fields['cause'] ?? {}) as Record<string, unknown>;
  const status = Number(fields['status'] ?? fields['status_code'] ?? cause['status'] ?? 0);
  const message = shorten(messageOf(error));
  const waitMs = typeof fields['retryAfterMs'] === 'number' ? fields['retryAfterMs'] : FIRST_WAIT_MS;
  if (fields['name'] === 'ContextOverflowError') return { reason: 'too-long', message, again: false, waitMs };
  if (status === 401 || status === 403) return { reason: 'unauthorised', message, again: false, waitMs };
  if (status === 429)
    return { reason: 'rate-limited', message, again: !/quota/i.test(String(fields['name'])), waitMs };
  if (/timed? ?out/i.test(message)) return { reason: 'timeout', message, again: false, waitMs };
  if (/^terminated$|ECONNRESET|stream/i.test(message))
    return { reason: 'cut-off', message, again: true, waitMs };
  return { reason: 'provider-error', message, again: status === 0 || status >= 500, waitMs };
}

/** Providers answer with whole pages at times; the trace keeps the first line. */
function shorten(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}
