import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import type { LiveReply } from '../../../core/ports/live-reply.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { WatchSteps } from '../../../core/trace/watch-steps.ts';
import type { ConversationApp } from '../conversation-app.ts';
import type { PlaceRules } from '../inbox/place-rules.ts';
import { askedRow, toQuestion } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import { createLiveRecord, liveMessages, removeLiveMessages } from './live-messages.ts';
import { nextReply } from './replies.ts';

/** An answer that members watch being written. */
export type Watched = LiveReply & {
  /** Follows the steps: once writing takes a moment, the platform says that it goes on. */
  watch: WatchSteps;
  /** What was shown comes to nothing: it is taken back, and out of the chat where nobody is owed a reply any more. */
  giveUp(): Promise<void>;
};

type Deps = Pick<ConversationApp, 'config' | 'store' | 'clock'>;

/**
 * Opens the showing of an answer; null where it is not shown: it is switched off, curators see it first, only sources are
 * shown there, people outside the team read there, or the question has been answered before in messages that will be changed.
 */
export async function watchWriting(
  { config, store, clock }: Deps,
  { asked, platform, rules }: { asked: AskedTable; platform: ChatPlatform; rules: PlaceRules },
): Promise<Watched | null> {
  const isOn = config().get('DOCENT_STREAMING') === 'on';
  if (!isOn || rules.mode !== 'answer' || rules.options.style === 'links') return null;
  if (asked.outside !== null || asked.replaces !== null) return null;
  const before = await liveMessages(store, asked.id);
  if (before.ids.length > 0 || before.isAstray) return null;
  const { id } = await nextReply(store, asked.id);
  const question = toQuestion(asked);
  const live = platform.live?.(question, id, createLiveRecord(store, asked.id)) ?? null;
  if (live === null) return null;
  return {
    ...live,
    watch: (name) => {
      const ended = new AbortController();
      if (name === 'generate')
        void clock.sleep(limits.writingAfterMs, ended.signal).then(
          () => platform.writing?.(question),
          () => {},
        );
      return () => ended.abort();
    },
    async giveUp() {
      // It was stopped: what stands is what the reply begins with.
      if ((await askedRow(store, asked.id))?.state === 'replied') return live.end();
      live.show('');
      await live.end();
      const now = await askedRow(store, asked.id);
      if (now?.state !== 'accepted') await removeLiveMessages(store, platform, asked);
    },
  };
}
