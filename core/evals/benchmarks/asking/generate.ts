import type { ChatModel, ModelFailure, Sampling } from '../../../ports/chat-model.ts';

/** A reply as benchmarks take it, or why there is none to score. */
export type Reply =
  /** `cutOff`: it was longer than `maxTokens`. */
  { kind: 'text'; text: string; cutOff: boolean } | Unanswered;

export type Unanswered = {
  kind: 'none';
  reason: ModelFailure | 'no-log-probabilities';
  message: string;
  /** The prompt is longer than the model can read. */
  overflow?: true;
};

/**
 * Asks a chat model one prompt, as one message of a user, and ends the reply before the first of the stop texts. An empty
 * reply is a reply. One that the provider withheld, or that came apart on the way, is none.
 */
export async function generate(
  model: ChatModel,
  prompt: string,
  sampling: Sampling,
  signal: AbortSignal,
): Promise<Reply> {
  let text = '';
  for await (const event of model.stream([{ role: 'user', text: prompt }], { signal, sampling })) {
    if (event.kind === 'text') text += event.text;
    if (event.kind !== 'failure') continue;
    const cutOff = event.reason === 'too-long' && text !== '';
    if (event.reason !== 'empty' && !cutOff) return noneOf(event);
    const ended = untilStop(text, sampling.stop ?? []);
    return { kind: 'text', text: ended, cutOff: cutOff && ended === text };
  }
  return { kind: 'text', text: untilStop(text, sampling.stop ?? []), cutOff: false };
}

function noneOf({ reason, message, overflow }: Omit<Unanswered, 'kind'>): Unanswered {
  return { kind: 'none', reason, message, ...(overflow && { overflow }) };
}

function untilStop(text: string, stops: readonly string[]): string {
  const ends = stops.flatMap((stop) => {
    const at = stop === '' ? -1 : text.indexOf(stop);
    return at === -1 ? [] : [at];
  });
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}
