import type { Usage } from '../types.ts';

/** One message of a prompt. */
export type ChatMessage = { role: 'system' | 'user' | 'assistant'; text: string };

/** Why a model gave no complete answer. None of them may be shown as text or cached. */
export type ModelFailure =
  | 'timeout'
  | 'cut-off'
  | 'empty'
  | 'filtered'
  | 'refused'
  | 'too-long'
  | 'rate-limited'
  | 'unauthorised'
  | 'provider-error'
  | 'aborted';

/**
 * What a stream yields: text pieces, then exactly one `finish` or `failure`, which is last.
 * `finish` means the provider said it stopped by itself and there was text.
 */
export type ChatEvent =
  | { kind: 'text'; text: string }
  | { kind: 'finish'; usage: Usage }
  | { kind: 'failure'; reason: ModelFailure; message: string };

/** A chat model of some provider. Never throws for what a provider does: that is a `failure` event. */
export type ChatModel = {
  /** `provider:name`, as in DOCENT_CHAT_MODEL. */
  readonly id: string;
  stream(messages: ChatMessage[], options: { signal: AbortSignal }): AsyncIterable<ChatEvent>;
};
