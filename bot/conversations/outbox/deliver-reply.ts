import { messageOf } from '../../../core/errors.ts';
import type { ChatPlatform, Delivered } from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { AttachSignals } from '../buttons/attach-signals.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { isReplaced, isWithdrawn, removeMessages } from '../inbox/withdrawn.ts';
import { limits } from '../limits.ts';
import { composeReply } from './compose-reply.ts';
import { endLive, removeLiveMessages } from './live-messages.ts';
import { type MessageName, recordMessage } from './messages.ts';
import { dueReply, setDelivered, setUndelivered } from './replies.ts';
import { withdrawFromOthers, withdrawVainWord } from './withdraw.ts';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'random' | 'log' | 'feedback' | 'config' | 'sourceLinks'>;
  attach: AttachSignals;
  /** People may have voted on a message before it was on record, while no process was there to hear. */
  stoodBefore(message: MessageName): void;
  /** Milliseconds until a next attempt, after so many. */
  backoffMs(attempts: number): number;
};

/**
 * Makes one attempt at the next reply of a question. Null: nothing more to do; else milliseconds until the next attempt.
 */
export function createDeliverReply({ app, attach, stoodBefore, backoffMs }: Deps) {
  const { store, clock, log } = app;
  const startedAt = clock.now();

  return async (asked: AskedTable, platform: ChatPlatform): Promise<number | null> => {
    const reply = await dueReply(store, asked.id);
    if (reply === undefined) {
      // The question was taken back while the last of its answer was still being shown.
      if (asked.state !== 'accepted') await removeLiveMessages(store, platform, asked);
      return null;
    }
    if (await withdrawFromOthers(app, asked, reply, platform)) return 0;
    if (await withdrawVainWord(app, reply)) return 0;

    /** Thumbs and presses may come before the last part stands: each message is on record as soon as it stands. */
    async function posted(messageId: string): Promise<void> {
      if (reply === undefined) return;
      try {
        await recordMessage(store, asked, reply, messageId);
        await attach.votes(asked.platform, [messageId]);
      } catch (error) {
        // All of them are recorded once more when the reply is delivered.
        log.warn({ asked: asked.id, error: messageOf(error) }, 'a message is put on record later');
      }
    }

    async function deliver(platform: ChatPlatform, stored: RepliesTable): Promise<Delivered> {
      // What only the asker is told stands in no message that others read.
      const composed = await composeReply(app, asked, stored, platform);
      if (composed.onlyAsker !== true) return platform.deliver(composed, posted);
      await removeLiveMessages(store, platform, asked);
      return platform.deliver(await composeReply(app, asked, stored, platform), posted);
    }

    const result = await deliver(platform, reply).catch(
      (error: unknown): Delivered => ({ kind: 'retry', afterMs: 0, why: messageOf(error) }),
    );
    if (result.kind === 'delivered') {
      if (await isWithdrawn(store, reply.id)) {
        // While the reply was on its way its question was written anew: the next reply takes these messages over. Or deleted.
        if (await isReplaced(store, reply)) for (const id of result.messageIds) await posted(id);
        else await removeMessages(platform, asked, result.messageIds);
        await endLive(store, asked.id);
        return null;
      }
      await setDelivered(store, clock, asked, reply, result);
      if (Date.parse(reply.created_at) < startedAt)
        for (const messageId of result.messageIds)
          stoodBefore({ platform: asked.platform, channel: asked.channel, messageId });
      if (result.instead !== undefined)
        log.warn({ asked: asked.id, why: result.instead }, 'a reply could not stand where it was asked for');
      await attach
        .all(asked.platform, result.messageIds)
        .catch((error: unknown) =>
          log.warn(
            { asked: asked.id, error: messageOf(error) },
            'early signals are attached by the next start',
          ),
        );
      return (await dueReply(store, asked.id)) === undefined ? null : 0;
    }
    const late = clock.now() - Date.parse(reply.owed_since) >= limits.giveUpMs;
    if (result.kind === 'retry' && result.untried === true && !late) return result.afterMs;
    const final = late || result.kind === 'failed';
    await setUndelivered(store, clock, reply, result.why, final);
    if (final) {
      log.error({ asked: asked.id, why: result.why }, 'a reply could not be delivered');
      await removeLiveMessages(store, platform, asked).catch((error: unknown) =>
        log.warn({ asked: asked.id, error: messageOf(error) }, 'what was shown of an answer stays'),
      );
      return (await dueReply(store, asked.id)) === undefined ? null : 0;
    }
    log.warn({ asked: asked.id, why: result.why, attempt: reply.attempts + 1 }, 'a reply is delivered later');
    const afterMs = result.kind === 'retry' ? result.afterMs : 0;
    return Math.max(afterMs, backoffMs(reply.attempts));
  };
}
