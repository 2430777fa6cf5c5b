import type { ChatEvent, ChatModel } from '../../ports/chat-model.ts';
import { createBoundedCache } from './bounded-cache.ts';

/** Conversations whose replies are kept. */
const MOST = 500;

/**
 * A chat model that is asked once for the same messages: for rewriting and judging, where the same call is made again.
 * Only replies that finished are kept. Not for answers to members: their cache stands above retrieval.
 */
export function cacheChatModel(model: ChatModel, most = MOST): ChatModel {
  const cache = createBoundedCache<ChatEvent[]>(most);
  return {
    ...model,
    async *stream(messages, options) {
      let failed: ChatEvent[] = [];
      const events = await cache.through(
        [model.id, messages, options.shape ?? null, options.sampling ?? null],
        async () => {
          const all: ChatEvent[] = [];
          for await (const event of model.stream(messages, options)) all.push(event);
          if (all.at(-1)?.kind === 'finish') return all;
          failed = all;
          return null;
        },
      );
      // Another caller's failure is not this one's: it asks by itself.
      if (events === null && failed.length === 0) yield* model.stream(messages, options);
      else yield* events ?? failed;
    },
  };
}
