import { type Clock, isoNow } from '../../../core/ports/clock.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { endLive } from './live-messages.ts';
import { recordMessage } from './messages.ts';
import type { Notice, NoticeCode } from './notices.ts';

/** What a question is replied: `suggestion` is an answer that curators see first, and a notice to the asker until then. */
export type Decided =
  | { kind: 'answer'; answerId: string }
  | { kind: 'suggestion'; answerId: string; notice: Notice }
  | { kind: 'notice'; notice: Notice };

/** Which reply of a question its next one is, and the id that its platform will know the delivery by. */
export async function nextReply(trx: Store, askedId: string): Promise<{ ordinal: number; id: string }> {
  const { last } = await trx
    .selectFrom('replies')
    .select((eb) => eb.fn.max('ordinal').as('last'))
    .where('asked_id', '=', askedId)
    .executeTakeFirstOrThrow();
  const ordinal = last === null ? 0 : Number(last) + 1;
  return { ordinal, id: idOf(askedId, ordinal) };
}

const idOf = (askedId: string, ordinal: number) => (ordinal === 0 ? askedId : `${askedId}-${ordinal}`);

/** The reply is decided; from here on it only has to be delivered. False when nothing is owed. `trx` is a transaction. */
export async function storeReply(
  trx: Store,
  clock: Clock,
  askedId: string,
  decided: Decided,
): Promise<boolean> {
  const now = isoNow(clock);
  const asked = await trx
    .updateTable('asked')
    .set({ state: 'replied', updated_at: now })
    .where('id', '=', askedId)
    .where('state', '=', 'accepted')
    .returning(['owed_since', 'replaces'])
    .executeTakeFirst();
  if (asked === undefined) return false;
  const { ordinal: next } = await nextReply(trx, askedId);
  const row = (ordinal: number, own: Partial<RepliesTable> & Pick<RepliesTable, 'kind'>): RepliesTable => ({
    // Each reply to a question is a delivery of its own.
    id: idOf(askedId, ordinal),
    ...{ asked_id: askedId, ordinal, state: 'due', notice: null, answer_id: null, text: null },
    ...{ attempts: 0, last_error: null, replaces: null, decided_by: null, decided_at: null },
    ...{ owed_since: asked.owed_since, created_at: now, updated_at: now },
    ...own,
  });
  const notice = ({ code, text }: Notice) => row(next, { kind: 'notice', notice: code, text });
  const rows = {
    answer: () => [row(next, { kind: 'answer', ...answerOf(decided) })],
    notice: () => ('notice' in decided ? [notice(decided.notice)] : []),
    suggestion: () => [
      ...('notice' in decided ? [notice(decided.notice)] : []),
      row(next + 1, { kind: 'suggestion', state: 'held', ...answerOf(decided) }),
    ],
  };
  const [first, ...others] = rows[decided.kind]();
  if (first === undefined) return false;
  await trx
    .insertInto('replies')
    .values([{ ...first, replaces: asked.replaces }, ...others])
    .execute();
  await trx.updateTable('asked').set({ replaces: null, refresh: 0 }).where('id', '=', askedId).execute();
  return true;
}

const answerOf = (decided: Decided) => ({ answer_id: 'answerId' in decided ? decided.answerId : null });

/** The reply of a question that is to be delivered next. */
export async function dueReply(store: Store, askedId: string): Promise<RepliesTable | undefined> {
  return store
    .selectFrom('replies')
    .selectAll()
    .where('asked_id', '=', askedId)
    .where('state', '=', 'due')
    .orderBy('ordinal')
    .executeTakeFirst();
}

/** Every message of the reply is on record before it counts as delivered. */
export async function setDelivered(
  store: Store,
  clock: Clock,
  asked: AskedTable,
  reply: RepliesTable,
  { messageIds, instead }: { messageIds: readonly string[]; instead?: string },
): Promise<void> {
  const now = isoNow(clock);
  await store.transaction().execute(async (trx) => {
    for (const messageId of messageIds) await recordMessage(trx, asked, reply, messageId);
    await endLive(trx, asked.id);
    // What was left over of the reply that this one took the place of is gone.
    if (reply.replaces !== null)
      await trx.deleteFrom('reply_messages').where('reply_id', '=', reply.replaces).execute();
    await trx
      .updateTable('replies')
      .set({ state: 'delivered', last_error: instead ?? null, updated_at: now })
      .where('id', '=', reply.id)
      .execute();
    if (reply.notice !== ('data-deleted' satisfies NoticeCode)) return;
    // The reply to somebody who had their data deleted was the last that their id was needed for.
    await trx
      .updateTable('asked')
      .set({ user_id: '', text: '', reply_token: null, unread: null, updated_at: now })
      .where('id', '=', asked.id)
      .execute();
  });
}

export async function setUndelivered(
  store: Store,
  clock: Clock,
  reply: RepliesTable,
  why: string,
  final: boolean,
): Promise<void> {
  await store
    .updateTable('replies')
    .set((eb) => ({
      state: final ? 'undeliverable' : reply.state,
      last_error: why,
      attempts: eb('attempts', '+', 1),
      updated_at: isoNow(clock),
    }))
    .where('id', '=', reply.id)
    .where('state', '=', 'due')
    .execute();
}
