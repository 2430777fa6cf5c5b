import { messageOf } from '../errors.ts';
import type { ChatMessage, ChatModel, ModelFailure, PassedOver, ReplyShape } from '../ports/chat-model.ts';
import type { Usage } from '../types.ts';
import { policy } from './policy.ts';

/** A whole reply of a model, or why there is none. */
export type Completion =
  | { kind: 'finish'; text: string; usage: Usage; unheld?: true; passedOver?: PassedOver[] }
  | { kind: 'failure'; reason: ModelFailure; message: string; model?: string; passedOver?: PassedOver[] };

/** Reads a model's stream to its honest end. One that writes on and on, or stops without saying so, has failed. */
export async function complete(
  model: ChatModel,
  messages: ChatMessage[],
  options: {
    signal: AbortSignal;
    shape?: ReplyShape;
    onPiece?: (text: string) => void;
    /** In characters; absent: that of a short reply. */
    longest?: number;
  },
): Promise<Completion> {
  let text = '';
  const { signal, shape, longest = policy.replyLength } = options;
  try {
    for await (const event of model.stream(messages, shape === undefined ? { signal } : { signal, shape })) {
      if (event.kind === 'failure') return event;
      if (event.kind === 'finish') return { ...event, text };
      text += event.text;
      options.onPiece?.(event.text);
      if (text.length > longest) return fail('too-long', 'The model wrote on and on.');
    }
  } catch (error) {
    return fail(options.signal.aborted ? 'aborted' : 'provider-error', messageOf(error));
  }
  return fail('cut-off', 'The stream ended without saying that it was finished.');
}

function fail(reason: ModelFailure, message: string): Completion {
  return { kind: 'failure', reason, message };
}
