import type { ChatAddress, IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import { type Clock, isoNow } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { isOwnReply } from '../outbox/own-reply.ts';

type Deps = { store: Store; clock: Clock; random: Random };

/**
 * Claims a question: the id of its new row, or null when its message was seen before (redelivery, or mention and
 * message event of one message).
 */
export async function claim(
  { store, clock, random }: Deps,
  question: IncomingQuestion,
): Promise<string | null> {
  const now = isoNow(clock);
  const { address } = question;
  const id = random.id('ask');
  const row = await store
    .insertInto('asked')
    .values({
      id,
      platform: address.platform,
      workspace: address.workspace,
      channel: address.channel,
      thread: address.thread,
      message_id: question.messageId,
      user_id: question.userId,
      text: question.text,
      kind: question.kind,
      reply_token: question.replyToken ?? null,
      unread: question.unread === undefined ? null : JSON.stringify(question.unread),
      replaces: null,
      state: 'accepted',
      owed_since: now,
      received_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return row.numInsertedOrUpdatedRows === 0n ? null : id;
}

export async function askedRow(store: Store, id: string): Promise<AskedTable | undefined> {
  return store.selectFrom('asked').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Questions that still owe somebody a visible reply, oldest first: what a restart resumes. */
export async function unfinished(store: Store, platform: string): Promise<AskedTable[]> {
  return store
    .selectFrom('asked')
    .selectAll()
    .where('platform', '=', platform)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'accepted'),
        eb('id', 'in', eb.selectFrom('replies').select('asked_id').where('replies.state', '=', 'due')),
      ]),
    )
    .orderBy('received_at')
    .execute();
}

/** When a platform's last question came in (ms), and the places of its latest ones; null when there was none. */
export async function latestAsked(
  store: Store,
  platform: string,
  places: number,
): Promise<{ since: number; places: Pick<ChatAddress, 'workspace' | 'channel' | 'thread'>[] } | null> {
  const rows = await store
    .selectFrom('asked')
    .select(['workspace', 'channel', 'thread'])
    .select((eb) => eb.fn.max('received_at').as('at'))
    .where('platform', '=', platform)
    .groupBy(['workspace', 'channel', 'thread'])
    .orderBy('at', 'desc')
    .limit(places)
    .execute();
  const [latest] = rows;
  return latest === undefined ? null : { since: Date.parse(latest.at), places: rows };
}

/**
 * The question is to be answered once more; its reply number `ordinal` stays. False when somebody was faster, or when
 * that reply is not its last one or not delivered.
 */
export async function reopen(
  { store, clock }: Omit<Deps, 'random'>,
  id: string,
  { ordinal, replyToken }: { ordinal: number; replyToken?: string | undefined },
): Promise<boolean> {
  const now = isoNow(clock);
  const result = await store
    .updateTable('asked')
    .set({
      ...{ state: 'accepted', refresh: 1, owed_since: now, updated_at: now },
      ...(replyToken === undefined ? {} : { reply_token: replyToken }),
    })
    .where('id', '=', id)
    .where('state', '=', 'replied')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('replies')
          .select('id')
          .where('asked_id', '=', id)
          .where('ordinal', '=', ordinal)
          .where('replies.state', '=', 'delivered'),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('replies')
            .select('id')
            .where('asked_id', '=', id)
            .where('ordinal', '>', ordinal)
            .where(isOwnReply),
        ),
      ),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A row as its platform knows it. */
export function toQuestion(row: AskedTable): IncomingQuestion {
  const address: ChatAddress = {
    platform: row.platform,
    workspace: row.workspace,
    channel: row.channel,
    thread: row.thread,
  };
  return {
    eventId: row.id,
    address,
    messageId: row.message_id,
    userId: row.user_id,
    text: row.text,
    kind: row.kind as IncomingQuestion['kind'],
    ...(row.reply_token === null ? {} : { replyToken: row.reply_token }),
    ...(row.unread === null ? {} : { unread: JSON.parse(row.unread) as string[] }),
  };
}
