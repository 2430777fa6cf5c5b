import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk } from '@langchain/core/messages';
import { initChatModel } from 'langchain/chat_models/universal';
import type { ChatEvent, ChatMessage, ChatModel } from '../ports/chat-model.ts';
import type { Clock } from '../ports/clock.ts';
import { createUsageCounter, type Ending, endingOf, troubleOf } from './stream-outcome.ts';

/** Milliseconds a provider may be silent, and how often and how long it is worth waiting before a second try. */
export type ModelLimits = { firstTextMs: number; idleMs: number; tries: number; longestWaitMs: number };

export const modelLimits: ModelLimits = {
  firstTextMs: 20_000,
  idleMs: 10_000,
  tries: 2,
  longestWaitMs: 5_000,
};

export type Provider = { apiKey: string; baseUrl: string };

export type ModelOptions = {
  /** `provider:name`. */
  model: string;
  openai: Provider;
  anthropic: Provider;
  ollama: Provider;
  clock: Clock;
  limits?: ModelLimits;
};

/**
 * A chat model behind LangChain. What LangChain lets pass as an answer is not trusted: a stream counts as
 * finished only when its provider said so and there was text; silence is cut off; one retry, and only before any text came.
 */
export async function createLangChainChatModel(options: ModelOptions): Promise<ChatModel> {
  const model = (await initChatModel(options.model, providerOptions(options))) as unknown as BaseChatModel;
  const limits = options.limits ?? modelLimits;
  return {
    id: options.model,
    async *stream(messages, { signal }) {
      for (let attempt = 1; ; attempt++) {
        let spoke = false;
        let failure: Extract<ChatEvent, { kind: 'failure' }> | undefined;
        let again = { may: false, waitMs: 0 };
        for await (const event of streamOnce(model, messages, options, limits, signal)) {
          if (event.kind === 'trouble') {
            failure = { kind: 'failure', reason: event.reason, message: event.message };
            again = { may: event.again && event.waitMs <= limits.longestWaitMs, waitMs: event.waitMs };
            break;
          }
          spoke ||= event.kind === 'text';
          yield event;
        }
        if (failure === undefined) return;
        if (spoke || !again.may || attempt >= limits.tries || signal.aborted) {
          yield failure;
          return;
        }
        await options.clock.sleep(again.waitMs, signal).catch(() => {});
      }
    },
  };
}

type Piece = ChatEvent | ({ kind: 'trouble' } & ReturnType<typeof troubleOf>);

async function* streamOnce(
  model: BaseChatModel,
  messages: ChatMessage[],
  options: ModelOptions,
  limits: ModelLimits,
  outer: AbortSignal,
): AsyncGenerator<Piece> {
  const controller = new AbortController();
  const signal = AbortSignal.any([outer, controller.signal]);
  const usage = createUsageCounter(options.model);
  const failed = (reason: ReturnType<typeof troubleOf>['reason'], message: string): Piece => ({
    kind: 'trouble',
    reason,
    message,
    again: false,
    waitMs: 0,
  });
  let ending: Ending = null;
  let text = '';
  try {
    const prompt = messages.map((message): [string, string] => [ROLE[message.role], message.text]);
    const stream = await within(
      model.stream(prompt, { signal }),
      limits.firstTextMs,
      options.clock,
      controller,
    );
    const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<AIMessageChunk>;
    for (;;) {
      const patience = text === '' ? limits.firstTextMs : limits.idleMs;
      const next = await within(chunks.next(), patience, options.clock, controller);
      if (next.done) break;
      usage.see(next.value);
      ending = endingOf(next.value) ?? ending;
      if (next.value.text !== '') {
        text += next.value.text;
        yield { kind: 'text', text: next.value.text };
      }
    }
  } catch (error) {
    if (outer.aborted)
      yield failed(
        isTimeout(outer.reason) ? 'timeout' : 'aborted',
        'The answer took too long or was stopped.',
      );
    else if (controller.signal.aborted) yield failed('timeout', 'The model went silent.');
    else yield { kind: 'trouble', ...troubleOf(error) };
    return;
  }
  if (ending === 'filtered' || ending === 'refused')
    yield failed(ending, 'The provider withheld the answer.');
  else if (ending === 'too-long')
    yield failed('too-long', 'The answer did not fit into the length the provider allows.');
  else if (text.trim() === '') yield failed('empty', 'The model answered with nothing.');
  else if (ending === null) yield failed('cut-off', 'The stream ended without saying that it was finished.');
  else yield { kind: 'finish', usage: usage.total() };
}

const ROLE = { system: 'system', user: 'human', assistant: 'ai' } as const;

/** The value, unless it takes longer than `ms`: then the request is aborted. */
async function within<T>(
  value: Promise<T>,
  ms: number,
  clock: Clock,
  controller: AbortController,
): Promise<T> {
  const settled = new AbortController();
  const timeout = clock.sleep(ms, settled.signal).then(
    () => {
      controller.abort();
      throw new Error('silent for too long');
    },
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([value, timeout]);
  } finally {
    settled.abort();
    value.catch(() => {});
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

/** Constructor fields per provider: our own retries and timeouts, no SDK noise, no surprise second protocol. */
function providerOptions(options: ModelOptions): Record<string, unknown> {
  const provider = options.model.slice(0, options.model.indexOf(':'));
  const common = { maxRetries: 0, temperature: 0 };
  if (provider === 'openai') {
    const { apiKey, baseUrl } = options.openai;
    const configuration = { logLevel: 'off', ...(baseUrl === '' ? {} : { baseURL: baseUrl }) };
    return { ...common, apiKey: apiKey || 'none', useResponsesApi: false, configuration };
  }
  if (provider === 'anthropic') {
    const { apiKey, baseUrl } = options.anthropic;
    return {
      ...common,
      apiKey: apiKey || 'none',
      clientOptions: { logLevel: 'off' },
      ...(baseUrl === '' ? {} : { anthropicApiUrl: baseUrl }),
    };
  }
  return { ...common, baseUrl: options.ollama.baseUrl };
}
