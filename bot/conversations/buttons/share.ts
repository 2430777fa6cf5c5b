import { wording } from '../../../core/defensive-ux/wording.ts';
import type { ChatPlatform, IncomingPress } from '../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { outsideOf } from '../inbox/outside.ts';
import type { FoundReply } from '../outbox/messages.ts';
import { nextReply } from '../outbox/replies.ts';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock'>;
  platform(id: string): ChatPlatform | undefined;
  /** Works on a question as far as it goes. */
  resume(askedId: string): void;
};

/** Shows an answer that only its asker sees to everybody in its place, once: a further reply to the same question. */
export function createShare({ app, platform, resume }: Deps) {
  const { store, clock } = app;
  return async ({ asked, reply }: FoundReply, press: IncomingPress): Promise<string> => {
    if (press.userId === '' || asked.user_id !== press.userId) return wording.share.others;
    const place = { channel: asked.channel, userId: asked.user_id };
    const outside = await outsideOf(platform(asked.platform), place);
    if (outside !== null && asked.outside === null) return wording.share.outside;
    const isNew = await store.transaction().execute(async (trx) => {
      const before = await trx
        .selectFrom('replies')
        .select('id')
        .where('asked_id', '=', asked.id)
        .where('kind', '=', 'share')
        .where('answer_id', '=', reply.answer_id)
        .where('state', 'in', ['due', 'delivered'])
        .executeTakeFirst();
      if (before !== undefined) return false;
      const now = isoNow(clock);
      await trx
        .insertInto('replies')
        .values({
          ...(await nextReply(trx, asked.id)),
          ...{ asked_id: asked.id, kind: 'share', state: 'due', notice: null, text: null },
          ...{ answer_id: reply.answer_id, attempts: 0, last_error: null, replaces: null },
          ...{ decided_by: null, decided_at: null, owed_since: now, created_at: now, updated_at: now },
        })
        .execute();
      return true;
    });
    if (!isNew) return wording.share.already;
    resume(asked.id);
    return wording.share.done;
  };
}
