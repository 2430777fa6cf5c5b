import { wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { LiveRecord, LiveReply } from '../../../core/ports/live-reply.ts';
import { slackLimits } from '../text/limits.ts';
import { createLiveText } from '../text/live-text.ts';
import { placeOf } from './delivery.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { failureOf } from './failure.ts';
import type { Streams } from './streams.ts';

type Deps = Pick<DeliveryDeps, 'clients' | 'clock' | 'pace' | 'logger' | 'timings'> & {
  streams: Streams;
  /** Takes the status line's place; resolves once no status is on its way. */
  afterStatus(question: IncomingQuestion): Promise<void>;
};

/** A place that Slack lets nobody stream into is tried again after this. */
const AGAIN_MS = 10 * 60_000;
/** What stands in further messages while the first one says that the answer is written anew. */
const NOTHING = '…';

/**
 * Streams answers into their threads while they are written. Whatever goes wrong only ends the showing: the reply that is
 * delivered afterwards takes the place of what stands.
 */
export function createLiveReplies(deps: Deps) {
  const { clients, clock, pace, logger, timings, streams } = deps;
  /** Channels that took no stream, and until when none is tried there. */
  const unable = new Map<string, number>();

  return (question: IncomingQuestion, record: LiveRecord): LiveReply | null => {
    const { channel, ts: thread } = placeOf({ question });
    // What only one person sees cannot be streamed.
    if (question.kind === 'command' || (unable.get(channel) ?? 0) > clock.monotonic()) return null;
    const text = createLiveText(slackLimits.streamedText);
    const ended = new AbortController();
    const standing: string[] = [];
    let current: string | null = null;
    let wanted: string | null = null;
    let isOver = false;
    let work: Promise<void> | null = null;

    /** Begins the next message; null where that cannot be. */
    async function start(): Promise<string | null> {
      const part = standing.length;
      if (!pace.hasRoom('chat.startStream')) return null;
      await deps.afterStatus(question);
      await pace.turn('chat.postMessage', channel);
      if (ended.signal.aborted || !pace.take('chat.startStream')) return null;
      await record.begin(part);
      try {
        const { ts = '' } = await clients.once.chat.startStream({
          ...{ channel, thread_ts: thread },
          ...{ recipient_user_id: question.userId, recipient_team_id: question.address.workspace },
        });
        streams.opened(ts);
        standing.push(ts);
        await record.stands(part, ts);
        return ts;
      } catch (error) {
        const failure = failureOf(error);
        logger.debug({ why: failure.why }, 'an answer is not shown while it is written');
        if (failure.kind === 'limited') pace.close('chat.startStream', failure.afterMs);
        if (failure.kind === 'refused') unable.set(channel, clock.monotonic() + AGAIN_MS);
        if (failure.kind !== 'unknown') await record.refused(part);
        return null;
      }
    }

    async function removeMessages(): Promise<void> {
      if (standing.length === 0) return;
      isOver = true;
      for (const [part, ts] of standing.entries()) {
        const words = part === 0 ? wording.status.anew : NOTHING;
        await streams.stopped(channel, ts, async () => {
          await pace.turn('chat.update');
          await clients.once.chat.update({ channel, ts, text: words, blocks: [] });
        });
      }
    }

    async function bringUpTo(shown: string): Promise<void> {
      if (shown === '') return removeMessages();
      if (!pace.hasRoom('chat.appendStream')) {
        wanted ??= shown;
        return;
      }
      current ??= await start();
      if (current === null) {
        isOver = true;
        return;
      }
      const piece = text.next(shown);
      if (piece === null) return removeMessages();
      if (piece.append !== '' && pace.take('chat.appendStream'))
        await clients.once.chat.appendStream({ channel, ts: current, markdown_text: piece.append });
      if (!piece.isFull) return;
      current = null;
      wanted ??= shown;
    }

    async function run(): Promise<void> {
      // An answer that is done in a moment is simply posted.
      if (standing.length === 0) await clock.sleep(timings.streamAfterMs, ended.signal).catch(() => {});
      if (ended.signal.aborted && wanted !== '') wanted = null;
      while (!isOver && wanted !== null) {
        const shown = wanted;
        wanted = null;
        await bringUpTo(shown);
        await clock.sleep(timings.streamMs, ended.signal).catch(() => {});
        if (ended.signal.aborted && wanted !== '') wanted = null;
      }
    }

    function stopShowing(error: unknown): void {
      isOver = true;
      const failure = failureOf(error);
      if (failure.kind === 'limited') pace.close('chat.appendStream', failure.afterMs);
      logger.debug({ error: messageOf(error) }, 'an answer is shown no further while it is written');
    }

    return {
      show(shown) {
        if (isOver || (ended.signal.aborted && shown !== '')) return;
        wanted = shown;
        work ??= run()
          .catch(stopShowing)
          .finally(() => {
            work = null;
          });
      },
      async end() {
        ended.abort();
        if (wanted !== '') wanted = null;
        await work;
      },
    };
  };
}
