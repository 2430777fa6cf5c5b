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
  /** `unheld` = a shape was asked for and the provider refused it: the reply was written without. */
  | { kind: 'finish'; usage: Usage; unheld?: true; passedOver?: PassedOver[] }
  /** `model` = the one of several that failed last; `overflow` = the prompt is longer than it can read. */
  | {
      kind: 'failure';
      reason: ModelFailure;
      message: string;
      overflow?: true;
      model?: string;
      passedOver?: PassedOver[];
    };

/** A model that was asked before the one that replied, and why it did not. */
export type PassedOver = { model: string; reason: ModelFailure; message: string };

/** What a whole reply must look like: JSON of a schema, one of some texts, or a text of a pattern (a regular expression). */
export type ReplyShape =
  | { kind: 'json'; schema: Record<string, unknown> }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'pattern'; pattern: string };

/**
 * How a reply is held to its shape: `token` = the server offers the model no token that would leave it; `provider` = the
 * provider promises it. Whoever asked looks at the reply all the same.
 */
export type ShapeHold = 'token' | 'provider';

/**
 * How a reply is drawn, for whoever compares models; what is left out stays as the client has it. A provider that refuses
 * one of them is not sent it, and stop texts are a wish: whoever needs them cuts the reply there.
 */
export type Sampling = { temperature?: number; maxTokens?: number; stop?: readonly string[] };

/** A chat model of some provider. Never throws for what a provider does: that is a `failure` event. */
export type ChatModel = {
  /** `provider:name`, as in DOCENT_CHAT_MODEL; of several in order, all of them. */
  readonly id: string;
  /** Whether and how it can hold a reply to a shape; null where it cannot. Absent: it never can. */
  holdsTo?(shape: ReplyShape): ShapeHold | null;
  /** `shape` only where `holdsTo` says so. */
  stream(
    messages: ChatMessage[],
    options: { signal: AbortSignal; shape?: ReplyShape; sampling?: Sampling },
  ): AsyncIterable<ChatEvent>;
};
