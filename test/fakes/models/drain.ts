import type { AIMessage, AIMessageChunk } from '@langchain/core/messages';

/** What came out of a stream, whether it ended or broke. */
export type Drained = {
  text: string;
  chunks: AIMessageChunk[];
  whole: AIMessageChunk | undefined;
  error: unknown;
};

/** Reads a LangChain stream to its end or its error, keeping what came before. */
export async function drain(starting: Promise<AsyncIterable<AIMessageChunk>>): Promise<Drained> {
  const chunks: AIMessageChunk[] = [];
  let error: unknown;
  try {
    for await (const chunk of await starting) chunks.push(chunk);
  } catch (caught) {
    error = caught;
  }
  const [first, ...rest] = chunks;
  const whole = rest.reduce((joined, chunk) => joined?.concat(chunk), first);
  return { text: chunks.map((chunk) => chunk.text).join(''), chunks, whole, error };
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

/** The names under which the three providers say why an answer ended. */
export type Ending = { finish_reason?: string; stop_reason?: string; done_reason?: string };

/** What a message says in `response_metadata`. */
export function metadataOf(message: AIMessage | AIMessageChunk | undefined): Ending {
  return message?.response_metadata ?? {};
}

/** What a message says in `additional_kwargs`. */
export function extrasOf(message: AIMessage | AIMessageChunk | undefined): Ending {
  const extras: Record<string, unknown> = message?.additional_kwargs ?? {};
  return extras;
}
