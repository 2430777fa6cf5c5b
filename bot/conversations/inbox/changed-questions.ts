import type { ChatPlatform, IncomingEdit, IncomingGone } from '../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { noteDeed } from '../buttons/deeds.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { removeLiveMessages } from '../outbox/live-messages.ts';
import { messagesOf } from '../outbox/messages.ts';
import { isOwnReply } from '../outbox/own-reply.ts';
import type { Interrupts } from './interrupts.ts';
import { removeMessages } from './withdrawn.ts';

/** What follows when a member writes a question anew or takes it away. */
export type ChangedQuestions = {
  /** Other words: before the reply only they are answered, after it the reply is changed in its place. */
  edited(edit: IncomingEdit): Promise<void>;
  /** Before the reply there will be none, after it the reply goes or stays as the setting says. */
  gone(gone: IncomingGone): Promise<void>;
};

type Deps = {
  app: Pick<ConversationApp, 'config' | 'store' | 'clock' | 'log' | 'feedback'>;
  platform(id: string): ChatPlatform | undefined;
  interrupts: Pick<Interrupts, 'interrupt'>;
  /** Works on a question as far as it goes. */
  resume(asked: AskedTable): void;
};

export function createChangedQuestions({ app, platform, interrupts, resume }: Deps): ChangedQuestions {
  const { store, clock, log } = app;

  /** The reply whose messages a new one takes over, also one that is on its way; what is not posted yet is not any more. */
  async function openAgain(trx: Store, asked: AskedTable, text: string): Promise<void> {
    const now = isoNow(clock);
    const last = await trx
      .selectFrom('replies')
      .select('id')
      .where('asked_id', '=', asked.id)
      .where('state', 'in', ['delivered', 'due'])
      .where(isOwnReply)
      .orderBy('ordinal', 'desc')
      .executeTakeFirst();
    await trx
      .updateTable('replies')
      .set({ state: 'dropped', updated_at: now })
      .where('asked_id', '=', asked.id)
      .where('state', 'in', ['due', 'held'])
      .execute();
    const replaces = last?.id ?? asked.replaces;
    await trx
      .updateTable('asked')
      .set({ text, replaces, state: 'accepted', owed_since: now, updated_at: now })
      .where('id', '=', asked.id)
      .execute();
  }

  return {
    async edited({ text, ...message }) {
      const changed = await store.transaction().execute(async (trx) => {
        const asked = await askedIn(trx, message);
        if (asked === undefined || asked.state === 'dropped' || asked.user_id === '') return undefined;
        // Previews of links and the like change nothing about the words.
        if (sameWords(asked.text, text) || text === '') return undefined;
        await openAgain(trx, asked, text);
        return asked;
      });
      if (changed === undefined) return;
      log.info({ asked: changed.id, state: changed.state }, 'a question was written anew');
      interrupts.interrupt(changed.id);
      resume(changed);
    },

    async gone(message) {
      const asked = await askedIn(store, message);
      if (asked === undefined) return;
      const now = isoNow(clock);
      await store.transaction().execute(async (trx) => {
        await trx
          .updateTable('asked')
          .set({ state: 'dropped', updated_at: now })
          .where('id', '=', asked.id)
          .where('state', '=', 'accepted')
          .execute();
        await trx
          .updateTable('replies')
          .set({ state: 'dropped', updated_at: now })
          .where('asked_id', '=', asked.id)
          .where('state', 'in', ['due', 'held'])
          .execute();
      });
      interrupts.interrupt(asked.id);
      const last = await store
        .selectFrom('replies')
        .select('answer_id')
        .where('asked_id', '=', asked.id)
        .where('state', '=', 'delivered')
        .where(isOwnReply)
        .orderBy('ordinal', 'desc')
        .executeTakeFirst();
      await noteDeed(app, 'deletion', { asked, answerId: last?.answer_id ?? null, userId: asked.user_id });
      const chat = platform(asked.platform);
      if (chat !== undefined) await removeLiveMessages(store, chat, asked);
      if (app.config().get('DOCENT_DELETED_QUESTIONS') === 'keep') return;
      const replies = await store
        .selectFrom('replies')
        .select('id')
        .where('asked_id', '=', asked.id)
        .execute();
      for (const { id } of replies)
        if (chat !== undefined) await removeMessages(chat, asked, await messagesOf(store, id));
      log.info({ asked: asked.id }, 'the reply to a deleted question was taken back');
    },
  };
}

/** Message ids are unique in their channel only. */
async function askedIn(
  store: Store,
  { platform, channel, messageId }: IncomingGone,
): Promise<AskedTable | undefined> {
  return store
    .selectFrom('asked')
    .selectAll()
    .where('platform', '=', platform)
    .where('message_id', '=', messageId)
    .where((eb) => eb.or([eb('channel', '=', channel), eb('thread', '=', channel)]))
    .executeTakeFirst();
}

const sameWords = (one: string, other: string): boolean =>
  one.replace(/\s+/g, ' ').trim() === other.replace(/\s+/g, ' ').trim();
