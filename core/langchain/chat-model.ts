import type { AIMessageChunk } from '@langchain/core/messages';
import type { ChatEvent, ChatMessage, ChatModel, ReplyShape, Sampling } from '../ports/chat-model.ts';
import type { Clock } from '../ports/clock.ts';
import { type ChatProviders, createChatClients, type OpenClient } from './chat-clients.ts';
import { shapeSupportOf } from './reply-shape.ts';
import { stopOption } from './sampling-fields.ts';
import {
  createUsageCounter,
  type Ending,
  endingOf,
  type Trouble,
  troubleOf,
  verdictOn,
} from './stream-outcome.ts';
import { within } from './within.ts';

/** How long a provider may be silent, how often it is tried, and how long a wait before that is worth it. */
export type ModelLimits = {
  firstTextMs: number;
  idleMs: number;
  tries: number;
  /** Before the second try, when the provider does not say how long to wait. */
  firstWaitMs: number;
  longestWaitMs: number;
};

export const modelLimits: ModelLimits = {
  firstTextMs: 20_000,
  idleMs: 10_000,
  tries: 2,
  firstWaitMs: 500,
  longestWaitMs: 5_000,
};

export type ModelOptions = ChatProviders & {
  /** `provider:name`. */
  model: string;
  clock: Clock;
  limits?: ModelLimits;
};

/**
 * A chat model behind LangChain. What LangChain lets pass as an answer is not trusted: a stream counts as
 * finished only when its provider said so and there was text; silence is cut off; one retry, and only before any text came.
 * Throws AppError `model.unusable` when the model cannot be used at all.
 */
export async function createLangChainChatModel(options: ModelOptions): Promise<ChatModel> {
  const { model, clock, limits = modelLimits } = options;
  const open = await createChatClients(model, options);
  /** Kinds of shapes that the provider refused: it is not asked for them again. */
  const refused = new Set<ReplyShape['kind']>();
  return {
    id: model,
    holdsTo: (shape) => (refused.has(shape.kind) ? null : shapeSupportOf(model).holdsTo(shape)),
    async *stream(messages, { signal, shape: wanted, sampling }) {
      let shape = wanted !== undefined && !refused.has(wanted.kind) ? wanted : undefined;
      for (let attempt = 1; ; attempt++) {
        let spoke = false;
        let trouble: Trouble | undefined;
        for await (const event of streamOnce({
          model,
          open,
          clock,
          limits,
          messages,
          shape,
          sampling,
          signal,
        })) {
          if (event.kind === 'trouble') {
            trouble = event;
            break;
          }
          spoke ||= event.kind === 'text';
          if (event.kind !== 'finish' || shape === wanted || wanted === undefined) {
            yield event;
            continue;
          }
          refused.add(wanted.kind);
          yield { ...event, unheld: true };
        }
        if (trouble === undefined) return;
        // A model that takes no such schema says so before it answers: it is asked without.
        if (trouble.badRequest && shape !== undefined && !spoke) {
          shape = undefined;
          continue;
        }
        const waitMs = trouble.waitMs ?? limits.firstWaitMs;
        if (spoke || !trouble.again || waitMs > limits.longestWaitMs || attempt >= limits.tries) {
          const { reason, message, overflow } = trouble;
          yield { kind: 'failure', reason, message, ...(overflow && { overflow }) };
          return;
        }
        // When the asker goes meanwhile, the next try ends at once and says so.
        await clock.sleep(waitMs, signal).catch(() => {});
      }
    },
  };
}

type Attempt = {
  model: string;
  open: OpenClient;
  clock: Clock;
  limits: ModelLimits;
  messages: ChatMessage[];
  shape: ReplyShape | undefined;
  sampling: Sampling | undefined;
  signal: AbortSignal;
};

const ROLE = { system: 'system', user: 'human', assistant: 'ai' } as const;

/** One call: its text, then a finish or what went wrong. Whoever stops reading closes the connection. */
async function* streamOnce(attempt: Attempt): AsyncGenerator<ChatEvent | Trouble> {
  const { clock, limits, messages, signal: asker } = attempt;
  const request = new AbortController();
  const signal = AbortSignal.any([asker, request.signal]);
  const usage = createUsageCounter(attempt.model);
  let ending: Ending = null;
  let text = '';
  try {
    asker.throwIfAborted();
    const client = await attempt.open(signal, attempt.sampling);
    const prompt = messages.map((message): [string, string] => [ROLE[message.role], message.text]);
    const options = {
      signal,
      ...shapeSupportOf(attempt.model).callOptions(attempt.shape),
      ...stopOption(attempt.model, attempt.sampling?.stop),
    };
    const stream = await within(client.stream(prompt, options), limits.firstTextMs, clock, asker);
    const chunks: AsyncIterator<AIMessageChunk> = stream[Symbol.asyncIterator]();
    for (;;) {
      const patience = text === '' ? limits.firstTextMs : limits.idleMs;
      const next = await within(chunks.next(), patience, clock, asker);
      if (next.done) break;
      usage.see(next.value);
      if (ending !== 'refused') ending = endingOf(next.value) ?? ending;
      if (next.value.text === '') continue;
      text += next.value.text;
      yield { kind: 'text', text: next.value.text };
    }
    yield verdictOn(ending, text) ?? { kind: 'finish', usage: usage.total() };
  } catch (error) {
    yield troubleOf(error, asker);
  } finally {
    request.abort();
  }
}
