import { wording } from '../../../core/defensive-ux/wording.ts';
import type { IncomingStop } from '../../../core/ports/chat-platform.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { withoutMarks } from '../../../core/text/citation-marks.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { storeReply } from '../outbox/replies.ts';
import type { Interrupts } from './interrupts.ts';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'log'>;
  interrupts: Pick<Interrupts, 'interrupt' | 'shownOf'>;
  /** Works on a question as far as it goes. */
  resume(asked: AskedTable): void;
};

/**
 * Stops the answers that somebody waits for; what came of it, in words for them alone. First the reply is decided: what was
 * shown by then, and that it was stopped. Then the model is broken off, and whichever process is there delivers that.
 */
export type StopAnswers = (stop: IncomingStop, but?: AskedTable) => Promise<string>;

export function createStopAnswers({ app, interrupts, resume }: Deps): StopAnswers {
  const { store, clock, log } = app;
  return async (stop, but) => {
    const waiting = (await underWay(store, stop)).filter(({ id }) => id !== but?.id);
    const own = waiting.filter((asked) => asked.user_id === stop.userId);
    if (own.length === 0) return waiting.length === 0 ? wording.stopping.nothing : wording.stopping.others;
    for (const asked of own) {
      const text = stoppedText(interrupts.shownOf(asked.id));
      await store
        .transaction()
        .execute((trx) =>
          storeReply(trx, clock, asked.id, { kind: 'notice', notice: { code: 'stopped', text } }),
        );
      log.info({ asked: asked.id }, 'an answer was stopped');
      interrupts.interrupt(asked.id);
      resume(asked);
    }
    return wording.stopping.done;
  };
}

/** Marks of sources say nothing without these. */
function stoppedText(shown: string): string {
  const text = withoutMarks(shown).trim();
  return text === '' ? wording.stopping.unwritten : `${text}\n\n${wording.stopping.written}`;
}

/** Questions whose reply is not decided yet: that of one message, or those of a place. */
async function underWay(
  store: Store,
  { platform, channel, thread, messageId, userId }: IncomingStop,
): Promise<AskedTable[]> {
  const accepted = store
    .selectFrom('asked')
    .selectAll()
    .where('platform', '=', platform)
    .where('state', '=', 'accepted');
  if (messageId !== undefined) {
    const live = store.selectFrom('live_messages').select('asked_id').where('message_id', '=', messageId);
    const shown = await accepted.where('id', 'in', live).execute();
    if (shown.length > 0) return shown;
    // A press may come before its message is on record: then the place tells. A thread may be its own channel.
    return accepted
      .where((eb) =>
        eb.or([eb('channel', '=', channel), eb('thread', '=', channel), eb('message_id', '=', channel)]),
      )
      .execute();
  }
  const here = accepted.where('channel', '=', channel);
  if (thread === null) return here.where('user_id', '=', userId).execute();
  return here.where((eb) => eb.or([eb('thread', '=', thread), eb('message_id', '=', thread)])).execute();
}
