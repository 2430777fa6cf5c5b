import { AsyncLocalStorage } from 'node:async_hooks';
import { messageOf } from '../../errors.ts';
import type { ModelCall } from '../../ports/batches.ts';
import type { ChatEvent, ChatModel } from '../../ports/chat-model.ts';
import type { Clock } from '../../ports/clock.ts';

const listening = new AsyncLocalStorage<ModelCall[]>();

/** Runs something and returns with its result every call of a recorded model that it made, in their order. */
export async function recordCalls<T>(run: () => Promise<T>): Promise<{ result: T; calls: ModelCall[] }> {
  const calls: ModelCall[] = [];
  const result = await listening.run(calls, run);
  return { result, calls };
}

/** The same model; its calls are written down while somebody records. */
export function recorded(model: ChatModel, clock: Pick<Clock, 'monotonic'>): ChatModel {
  return {
    ...model,
    stream(messages, options) {
      const calls = listening.getStore();
      const events = model.stream(messages, options);
      if (calls === undefined) return events;
      const call: ModelCall = {
        ...{ model: model.id, messages, reply: '', usage: null, ms: 0 },
        failure: 'It was not waited for.',
      };
      calls.push(call);
      return written(events, call, clock);
    },
  };
}

async function* written(
  events: AsyncIterable<ChatEvent>,
  call: ModelCall,
  clock: Pick<Clock, 'monotonic'>,
): AsyncIterable<ChatEvent> {
  const began = clock.monotonic();
  try {
    for await (const event of events) {
      if (event.kind === 'text') call.reply += event.text;
      else if (event.kind === 'failure') call.failure = `${event.reason}: ${event.message}`;
      else {
        call.usage = event.usage;
        call.failure = null;
      }
      call.ms = Math.round(clock.monotonic() - began);
      yield event;
    }
  } catch (error) {
    call.failure = messageOf(error);
    throw error;
  }
}
