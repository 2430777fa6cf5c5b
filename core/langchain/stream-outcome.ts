import type { AIMessageChunk, UsageMetadata } from '@langchain/core/messages';
import { messageOf } from '../errors.ts';
import type { ModelFailure } from '../ports/chat-model.ts';
import type { Usage } from '../types.ts';
import { SilenceError } from './within.ts';

/** What the provider said about how a stream ended; null when it said nothing. */
export type Ending = 'complete' | 'too-long' | 'filtered' | 'refused' | null;

const ENDINGS: Record<string, Exclude<Ending, null>> = {
  stop: 'complete',
  end_turn: 'complete',
  stop_sequence: 'complete',
  length: 'too-long',
  max_tokens: 'too-long',
  model_context_window_exceeded: 'too-long',
  content_filter: 'filtered',
  refusal: 'refused',
  // Cohere.
  complete: 'complete',
  error_toxic: 'filtered',
  // Mistral.
  model_length: 'too-long',
  // Gemini.
  safety: 'filtered',
  recitation: 'filtered',
  blocklist: 'filtered',
  prohibited_content: 'filtered',
  spii: 'filtered',
  // Bedrock.
  content_filtered: 'filtered',
  guardrail_intervened: 'filtered',
};

/** The finish reason of a chunk, wherever its provider puts it and however it spells it. */
export function endingOf(chunk: AIMessageChunk): Ending {
  if (isRefusal(chunk.additional_kwargs['__raw_response'])) return 'refused';
  const metadata: Record<string, unknown> = chunk.response_metadata;
  const reason =
    metadata['finish_reason'] ??
    chunk.additional_kwargs['stop_reason'] ??
    metadata['stop_reason'] ??
    metadata['done_reason'] ??
    metadata['finishReason'] ??
    toRecord(metadata['messageStop'])['stopReason'];
  return typeof reason === 'string' ? (ENDINGS[reason.toLowerCase()] ?? null) : null;
}

/** OpenAI refuses in a field beside the text, and then says that it stopped as usual. */
function isRefusal(raw: unknown): boolean {
  const { choices } = toRecord(raw);
  const [choice] = Array.isArray(choices) ? (choices as unknown[]) : [];
  const { refusal } = toRecord(toRecord(choice)['delta']);
  return typeof refusal === 'string' && refusal !== '';
}

/** Tokens over a whole stream: the highest report of each, since Anthropic counts up and then reports no input. */
export function createUsageCounter(model: string): { see(chunk: AIMessageChunk): void; total(): Usage } {
  let inputTokens: number | null = null;
  let outputTokens: number | null = null;
  return {
    see(chunk) {
      const usage = chunk.usage_metadata as UsageMetadata | undefined;
      if (usage === undefined) return;
      inputTokens = Math.max(inputTokens ?? 0, usage.input_tokens);
      outputTokens = Math.max(outputTokens ?? 0, usage.output_tokens);
    },
    total: () => ({ model, inputTokens, outputTokens }),
  };
}

/** Why a call gave no complete answer, and whether trying again may help. */
export type Trouble = {
  kind: 'trouble';
  reason: ModelFailure;
  message: string;
  again: boolean;
  /** What the provider asked for; null when it did not say. */
  waitMs: number | null;
  /** The prompt is longer than the model can read. */
  overflow?: true;
  /** The provider does not take a field of the request. */
  badRequest?: true;
};

function trouble(
  reason: ModelFailure,
  message: string,
  again = false,
  waitMs: number | null = null,
): Trouble {
  return { kind: 'trouble', reason, message: firstLine(message), again, waitMs };
}

/** Why a stream that ended without an error is no answer all the same; undefined when it is one. */
export function verdictOn(ending: Ending, text: string): Trouble | undefined {
  switch (ending) {
    case 'filtered':
    case 'refused':
      return trouble(ending, 'The provider withheld the answer.');
    case 'too-long':
      return trouble(ending, 'The answer did not fit into the length the provider allows.');
    case 'complete':
      return text.trim() === '' ? trouble('empty', 'The model answered with nothing.') : undefined;
    case null:
      if (text === '')
        return trouble('provider-error', 'The provider sent no answer that can be read.', true);
      return trouble('cut-off', 'The stream ended without saying that it was finished.');
  }
}

/** What a thrown error means. `asker` tells whether it was thrown because nobody waits any more. */
export function troubleOf(error: unknown, asker?: AbortSignal): Trouble {
  if (asker?.aborted) {
    const late = asker.reason instanceof DOMException && asker.reason.name === 'TimeoutError';
    return trouble(late ? 'timeout' : 'aborted', 'The answer took too long or was stopped.');
  }
  const message = messageOf(error);
  if (error instanceof SilenceError) return trouble('timeout', message);
  const { status, name, waitMs } = detailsOf(error);
  const overflow = name === 'ContextOverflowError' || (status === 400 && /context length/i.test(message));
  if (overflow) return { ...trouble('too-long', message), overflow };
  if (status === 401 || status === 403) return trouble('unauthorised', message);
  if (status === 429) return trouble('rate-limited', message, !/quota/i.test(name), waitMs);
  if (status === 400 || status === 422) return { ...trouble('provider-error', message), badRequest: true };
  if (/timed? ?out/i.test(message)) return trouble('timeout', message);
  if (/^terminated$|ECONNRESET|in stream/i.test(message)) return trouble('cut-off', message, true, waitMs);
  return trouble('provider-error', message, status === 0 || status >= 500, waitMs);
}

type Details = { status: number; name: string; waitMs: number | null };

/** What the clients' errors carry: a wrapped one has its status in its cause, Ollama calls it `status_code`, Fireworks hands out the response. */
function detailsOf(error: unknown): Details {
  const fields = toRecord(error);
  const status = Number(
    fields['status'] ??
      fields['status_code'] ??
      toRecord(fields['cause'])['status'] ??
      toRecord(fields['response'])['status'],
  );
  const wait = fields['retryAfterMs'];
  return {
    status: Number.isNaN(status) ? 0 : status,
    name: String(fields['name'] ?? ''),
    waitMs: typeof wait === 'number' && wait >= 0 ? wait : null,
  };
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Providers answer with whole pages at times; the trace keeps the first line. */
function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}
