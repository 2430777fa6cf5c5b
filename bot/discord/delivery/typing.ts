import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi } from '../connection/api.ts';
import { limits } from '../text/limits.ts';

/** Shows "is typing" in a channel for as long as a question is worked on. */
export type Typing = {
  /** Resolves once it shows for the first time; renewed until `end` or the time limit. */
  begin(messageId: string, channelId: string): Promise<void>;
  end(messageId: string): void;
  endAll(): void;
};

export function createTyping(api: DiscordApi, clock: Clock, onError: (error: unknown) => void): Typing {
  const running = new Map<string, AbortController>();

  const show = (channelId: string): Promise<void> => api.typing(channelId).catch(onError);

  const renew = async (channelId: string, { signal }: AbortController): Promise<void> => {
    const until = clock.monotonic() + limits.typingAtMostMs;
    try {
      while (clock.monotonic() < until) {
        await clock.sleep(limits.typingEveryMs, signal);
        await show(channelId);
      }
    } catch {
      // The sleep was ended: the answer is there.
    }
  };

  const end = (messageId: string): void => {
    running.get(messageId)?.abort();
    running.delete(messageId);
  };

  return {
    begin: async (messageId, channelId) => {
      if (running.has(messageId)) return;
      const controller = new AbortController();
      running.set(messageId, controller);
      await show(channelId);
      void renew(channelId, controller).then(() => {
        if (running.get(messageId) === controller) running.delete(messageId);
      });
    },
    end,
    endAll: () => [...running.keys()].forEach(end),
  };
}
