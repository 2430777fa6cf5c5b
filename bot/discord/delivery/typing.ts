import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi } from '../connection/api.ts';
import { limits } from '../text/limits.ts';

/** Shows "is typing" in a channel for as long as a question in it is worked on. */
export type Typing = {
  /** Resolves once it shows; renewed until `end` or the time limit. */
  begin(messageId: string, channelId: string): Promise<void>;
  end(messageId: string): void;
  endAll(): void;
};

/** A channel with questions that are worked on, each until its time limit. */
type Busy = { questions: Map<string, number>; shownAt: number; ending: AbortController };

/** However many questions wait in a channel, it takes one call in eight seconds: Discord counts them with all others. */
export function createTyping(
  api: Pick<DiscordApi, 'typing'>,
  clock: Clock,
  onError: (error: unknown) => void,
): Typing {
  const busy = new Map<string, Busy>();
  const channelOf = new Map<string, string>();

  async function show(channelId: string, channel: Busy): Promise<void> {
    channel.shownAt = clock.monotonic();
    await api.typing(channelId).catch((error: unknown) => {
      channel.shownAt = Number.NEGATIVE_INFINITY;
      onError(error);
    });
  }

  async function renew(channelId: string, channel: Busy): Promise<void> {
    try {
      for (;;) {
        await clock.sleep(limits.typingEveryMs, channel.ending.signal);
        for (const [messageId, until] of channel.questions) if (until <= clock.monotonic()) end(messageId);
        if (channel.questions.size === 0) return;
        await show(channelId, channel);
      }
    } catch {
      // The sleep was ended: the answers are there.
    }
  }

  function end(messageId: string): void {
    const channelId = channelOf.get(messageId);
    if (channelId === undefined) return;
    channelOf.delete(messageId);
    const channel = busy.get(channelId);
    channel?.questions.delete(messageId);
    if (channel?.questions.size !== 0) return;
    channel.ending.abort();
    busy.delete(channelId);
  }

  return {
    begin: async (messageId, channelId) => {
      if (channelOf.has(messageId)) return;
      channelOf.set(messageId, channelId);
      const known = busy.get(channelId);
      const channel: Busy = known ?? {
        ...{ questions: new Map(), shownAt: Number.NEGATIVE_INFINITY, ending: new AbortController() },
      };
      busy.set(channelId, channel);
      channel.questions.set(messageId, clock.monotonic() + limits.typingAtMostMs);
      if (clock.monotonic() - channel.shownAt >= limits.typingFreshMs) await show(channelId, channel);
      if (known === undefined) void renew(channelId, channel);
    },
    end,
    endAll: () => [...channelOf.keys()].forEach(end),
  };
}
