import { wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { LiveRecord, LiveReply } from '../../../core/ports/live-reply.ts';
import { nonceOf } from '../connection/lookup.ts';
import { limits } from '../text/limits.ts';
import { renderLive } from '../text/render.ts';
import { stopRow } from '../votes/buttons.ts';
import { type ChannelDeps, openThread, type Spot } from './deliver-to-channel.ts';
import { failureOf } from './failure.ts';

type Standing = { id: string; content: string };

/** What stands in further messages when there is less to show than before. */
const NOTHING = '…';

/**
 * Shows answers while they are written, by changing their messages. Whatever goes wrong only ends the showing: the reply
 * that is delivered afterwards takes the place of what stands.
 */
export function createLiveReplies(
  deps: Pick<ChannelDeps, 'api' | 'channels' | 'onMinor'> & { clock: Clock },
) {
  const { api, clock, onMinor } = deps;
  /** When the next call may be made in a channel: several answers share what Discord lets be changed there. */
  const free = new Map<string, number>();

  return (question: IncomingQuestion, deliveryId: string, record: LiveRecord): LiveReply | null => {
    if (question.kind === 'command') return null;
    const ended = new AbortController();
    const standing: Standing[] = [];
    let spot: Spot | null = null;
    let wanted: string | null = null;
    let isOver = false;
    let work: Promise<void> | null = null;

    async function place(): Promise<Spot> {
      const { address, messageId } = question;
      const thread = await openThread(deps, question);
      if (thread.kind === 'stopped') throw new Error(thread.failure.why);
      return thread.spot ?? { channelId: address.thread ?? address.channel, replyTo: messageId };
    }

    async function begin(part: number, content: string, { channelId, replyTo }: Spot): Promise<void> {
      await record.begin(part);
      try {
        const reply = part === 0 && replyTo !== undefined ? { replyTo } : {};
        const button = part === 0 ? { components: stopRow() } : {};
        const nonce = nonceOf(deliveryId, part);
        const { id } = await api.post(channelId, { content, nonce, ...button, ...reply });
        standing.push({ id, content });
        await record.stands(part, id);
      } catch (error) {
        const { kind } = failureOf(error);
        if (kind !== 'unknown') await record.refused(part);
        throw error;
      }
    }

    /** Makes one call towards showing the text; false once all of it is shown. */
    async function step(shown: string): Promise<boolean> {
      if (shown === '' && standing.length === 0) return false;
      const parts = shown === '' ? [`*${wording.status.anew}*`] : renderLive(shown);
      spot ??= await place();
      const changed = standing.find(({ content }, part) => content !== (parts[part] ?? NOTHING));
      if (changed !== undefined) {
        const content = parts[standing.indexOf(changed)] ?? NOTHING;
        await api.edit(spot.channelId, changed.id, { content });
        changed.content = content;
        return true;
      }
      const next = parts[standing.length];
      if (next === undefined || ended.signal.aborted) return false;
      await begin(standing.length, next, spot);
      return true;
    }

    async function turn(): Promise<void> {
      const channel = spot?.channelId ?? '';
      const at = Math.max(free.get(channel) ?? 0, clock.monotonic());
      if (channel !== '') free.set(channel, at + limits.liveEveryMs);
      const ms = at - clock.monotonic();
      if (ms > 0) await clock.sleep(ms, ended.signal).catch(() => {});
      for (const [one, time] of free) if (time + limits.liveEveryMs < clock.monotonic()) free.delete(one);
    }

    async function run(): Promise<void> {
      if (standing.length === 0) await clock.sleep(limits.liveAfterMs, ended.signal).catch(() => {});
      while (!isOver && wanted !== null) {
        await turn();
        const shown = wanted;
        if (ended.signal.aborted && shown !== '') return;
        const isMore = await step(shown);
        if (!isMore && wanted === shown) wanted = null;
      }
    }

    return {
      show(shown) {
        if (isOver || (ended.signal.aborted && shown !== '')) return;
        wanted = shown;
        work ??= run()
          .catch((error: unknown) => {
            isOver = true;
            onMinor(messageOf(error), 'an answer is shown no further while it is written');
          })
          .finally(() => {
            work = null;
          });
      },
      async end() {
        ended.abort();
        await work;
      },
    };
  };
}
