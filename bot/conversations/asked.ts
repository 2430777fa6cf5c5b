import { wording } from '../../core/defensive-ux/wording.ts';
import type { ChatAddress, IncomingQuestion } from '../../core/ports/chat-platform.ts';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { AskedTable, Store } from '../../core/store/schema.ts';

/** Questions from chat platforms, from the event to the delivered reply. Their rows are claim, inbox and outbox in one. */
type Deps = { store: Store; clock: Clock; random: Random };

/**
 * Claims an event: the id of its new row, or null when the event or its message was seen before (redelivery,
 * or mention and message event of one message).
 */
export async function claim(deps: Deps, question: IncomingQuestion): Promise<string | null> {
  const now = isoNow(deps.clock);
  const { address } = question;
  return deps.store.transaction().execute(async (trx) => {
    const event = await trx
      .insertInto('events')
      .values({ platform: address.platform, event_id: question.eventId, received_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (event.numInsertedOrUpdatedRows === 0n) return null;
    const id = deps.random.id('ask');
    const row = await trx
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
        state: 'accepted',
        answer_id: null,
        notice: null,
        suggestion: null,
        decided_by: null,
        decided_at: null,
        replies: 0,
        attempts: 0,
        next_attempt_at: null,
        last_error: null,
        received_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return row.numInsertedOrUpdatedRows === 0n ? null : id;
  });
}

export async function askedRow(store: Store, id: string): Promise<AskedTable | undefined> {
  return store.selectFrom('asked').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Questions that still owe somebody a visible reply, oldest first: what a restart takes up again. */
export async function unfinished(store: Store, platform: string): Promise<AskedTable[]> {
  return store
    .selectFrom('asked')
    .selectAll()
    .where('platform', '=', platform)
    .where('state', 'in', ['accepted', 'answered'])
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
 * The reply is decided: an answer, a notice, or a notice (`suggested`) in place of an answer that curators see first. From
 * here on it only has to be delivered. False when nothing is owed.
 */
export async function setReply(
  trx: Store,
  clock: Clock,
  id: string,
  reply: { answerId: string; suggested?: string } | { notice: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('asked')
    .set({
      state: 'answered',
      ...('answerId' in reply
        ? {
            answer_id: reply.answerId,
            notice: reply.suggested ?? null,
            suggestion: reply.suggested === undefined ? null : 'waiting',
          }
        : { answer_id: null, notice: reply.notice }),
      updated_at: isoNow(clock),
    })
    .where('id', '=', id)
    .where('state', '=', 'accepted')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Every message of the reply is on record before the question counts as delivered. */
export async function setDelivered(
  store: Store,
  clock: Clock,
  row: AskedTable,
  messageIds: string[],
): Promise<void> {
  await store.transaction().execute(async (trx) => {
    for (const messageId of messageIds) {
      const message = {
        platform: row.platform,
        channel: row.channel,
        message_id: messageId,
        asked_id: row.id,
        // A thumb on a notice is no vote on the answer that it stands for.
        answer_id: row.notice === null ? row.answer_id : null,
        reply: row.replies,
      };
      await trx
        .insertInto('delivered_messages')
        .values(message)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await trx
      .updateTable('asked')
      .set({
        state: 'delivered',
        last_error: null,
        updated_at: isoNow(clock),
        // The reply to somebody who had their data deleted was the last that their id was needed for.
        ...(row.notice === wording.privacy.deleted ? { user_id: '', text: '', reply_token: null } : {}),
      })
      .where('id', '=', row.id)
      .execute();
  });
}

export async function setUndelivered(
  store: Store,
  clock: Clock,
  row: AskedTable,
  why: string,
  final: boolean,
): Promise<void> {
  await store
    .updateTable('asked')
    .set((eb) => ({
      state: final ? 'undeliverable' : row.state,
      last_error: why,
      attempts: eb('attempts', '+', 1),
      updated_at: isoNow(clock),
    }))
    .where('id', '=', row.id)
    .execute();
}

/**
 * The answer that a message of ours shows, or undefined. Message ids are unique in their channel only; but an answer
 * may stand elsewhere than its question (a thread, a direct message), so another channel serves when none fits.
 */
export async function answerOfMessage(
  store: Store,
  message: { platform: string; channel: string; messageId: string },
): Promise<string | undefined> {
  const rows = await store
    .selectFrom('delivered_messages')
    .select(['channel', 'answer_id'])
    .where('platform', '=', message.platform)
    .where('message_id', '=', message.messageId)
    .execute();
  const row = rows.find(({ channel }) => channel === message.channel) ?? rows[0];
  return row?.answer_id ?? undefined;
}

/** A reply of ours that a message belongs to: its question, which of its replies it is, and all its messages. */
export type FoundReply = { asked: AskedTable; reply: number; messageIds: string[] };

/** The question that a message of ours replies to, with all messages of that reply; undefined for any other message. */
export async function replyOfMessage(
  store: Store,
  message: { platform: string; channel: string; messageId: string },
): Promise<FoundReply | undefined> {
  const rows = await store
    .selectFrom('delivered_messages')
    .selectAll()
    .where('platform', '=', message.platform)
    .where('message_id', '=', message.messageId)
    .execute();
  const row = rows.find(({ channel }) => channel === message.channel) ?? rows[0];
  const asked = row === undefined ? undefined : await askedRow(store, row.asked_id);
  if (row === undefined || asked === undefined) return undefined;
  // A notice and the answer that was posted after it are two replies.
  const same = await store
    .selectFrom('delivered_messages')
    .select(['message_id', 'answer_id', 'reply'])
    .where('asked_id', '=', row.asked_id)
    .execute();
  const own = same.filter((one) => one.reply === row.reply && one.answer_id === row.answer_id);
  return { asked, reply: row.reply, messageIds: own.map((one) => one.message_id) };
}

/**
 * The question is answered once more; its reply number `reply` stays. False when somebody was faster, or when that reply
 * is not its last one.
 */
export async function setAgain(
  { store, clock }: Omit<Deps, 'random'>,
  id: string,
  { reply, replyToken }: { reply: number; replyToken?: string | undefined },
): Promise<boolean> {
  const now = isoNow(clock);
  const result = await store
    .updateTable('asked')
    .set({
      ...{ state: 'accepted', answer_id: null, notice: null, suggestion: null },
      ...(replyToken === undefined ? {} : { reply_token: replyToken }),
      ...{ replies: reply + 1, attempts: 0, last_error: null, decided_at: now, updated_at: now },
    })
    .where('id', '=', id)
    .where('state', '=', 'delivered')
    .where('replies', '=', reply)
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
  };
}
