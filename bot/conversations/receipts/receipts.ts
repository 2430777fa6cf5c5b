import { originOf } from '../../../core/answering/people.ts';
import { messageOf } from '../../../core/errors.ts';
import { countVotes, hashUser, signalsOf } from '../../../core/feedback/votes.ts';
import type { ChatPlatform } from '../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import type { AskedTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { withoutMarks } from '../../../core/text/citation-marks.ts';
import type { Answer } from '../../../core/types.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { outsideOf, placeOf } from '../inbox/outside.ts';
import { placeRules } from '../inbox/place-rules.ts';
import { askedRow } from '../inbox/questions.ts';
import { limits } from '../limits.ts';
import { nextReply } from '../outbox/replies.ts';
import { knowledgeNow, type VotedDown, votedDown } from './voted-down.ts';

/** Puts answers right that people voted against, once what was wrong has been mended, and tells those people. */
export type Receipts = {
  /** Looks now and then, until Docent stops. */
  start(platform: string): void;
  /** Looks once; how many answers were put right. */
  look(platform: string): Promise<number>;
};

type Deps = {
  app: ConversationApp;
  platform(id: string): ChatPlatform | undefined;
  /** Works on a question as far as it goes. */
  resume(askedId: string): void;
  stopping: AbortSignal;
};

/** Why an answer was put right, as a code that the reply keeps. */
export type ReceiptCause = 'curated' | 'document';

/** Thrown to keep nothing of an answer that is no news. */
class NoNews extends Error {}

export function createReceipts({ app, platform, resume, stopping }: Deps): Receipts {
  const { store, clock, log } = app;
  const started = new Set<string>();

  /** Asks the question anew as its place allows now; true where that is another answer, which is then on its way. */
  async function putRight(old: VotedDown, asked: AskedTable, chat: ChatPlatform): Promise<boolean> {
    const outside = await outsideOf(chat, placeOf(asked));
    // What was written for the team is not put right before others' eyes, nor the other way round.
    if ((outside === null) !== (asked.outside === null)) return false;
    const rules = await placeRules({ ...app, store }, asked, outside);
    if (rules.notice !== null && rules.notice.code !== 'quiet' && rules.notice.code !== 'limit') return false;
    if (rules.mode !== 'answer' || rules.collections?.length === 0) return false;
    const { standalone } = await store
      .selectFrom('answers')
      .select('standalone')
      .where('id', '=', old.answerId)
      .executeTakeFirstOrThrow();
    const { persona, experts } = rules.options;
    const asker = await hashUser(app, asked.platform, asked.user_id);
    try {
      await app.answering.answer(
        {
          // What was said before in the thread is in it already.
          ...{ text: standalone, thread: [], origin: originOf(asked), asker },
          ...(rules.collections === undefined ? {} : { collections: rules.collections }),
          ...(rules.models === null ? {} : { models: rules.models }),
          ...(outside === null ? {} : { outside: true as const }),
          ...(persona === '' ? {} : { persona }),
          ...(experts === '' ? {} : { askInstead: experts }),
        },
        { signal: stopping, alongside: (trx, answer) => keep(trx, old, answer) },
      );
      return true;
    } catch (error) {
      if (error instanceof NoNews || stopping.aborted) return false;
      throw error;
    }
  }

  /** Stores the new answer as the reply that takes the old one's place, and the word to those who voted; both or neither. */
  async function keep(trx: Store, old: VotedDown, answer: Answer): Promise<void> {
    if (answer.outcome === 'unavailable') throw new Error('answering was not available');
    const isSame = plain(answer.text) === plain(old.text);
    if (answer.outcome !== 'answered' || isSame || !(await isStillWanted(trx, old))) throw new NoNews();
    const now = isoNow(clock);
    const cause: ReceiptCause = answer.servedBy === 'curated' ? 'curated' : 'document';
    const common = {
      ...{ asked_id: old.askedId, text: null, attempts: 0, last_error: null, state: 'due' },
      ...{ decided_by: null, decided_at: null, owed_since: now, created_at: now, updated_at: now },
    };
    const first = await nextReply(trx, old.askedId);
    await trx
      .insertInto('replies')
      .values({
        ...{ ...common, ...first, kind: 'receipt', notice: cause },
        ...{ answer_id: answer.traceId, replaces: old.replyId },
      })
      .execute();
    const second = await nextReply(trx, old.askedId);
    await trx
      .insertInto('replies')
      // The word belongs to the answer that was voted against: who is told is worked out when it is posted.
      .values({
        ...common,
        ...second,
        kind: 'notice',
        notice: 'receipt',
        answer_id: old.answerId,
        replaces: null,
      })
      .execute();
  }

  /** Nothing of it has changed while it was asked anew: the reply, its question and a vote against it. */
  async function isStillWanted(trx: Store, { askedId, replyId, answerId }: VotedDown): Promise<boolean> {
    const replies = await trx
      .selectFrom('replies')
      .select(['id', 'kind', 'state', 'answer_id'])
      .where('asked_id', '=', askedId)
      .orderBy('ordinal')
      .execute();
    const asked = await askedRow(trx, askedId);
    const last = replies.findLast(({ kind }) => kind !== 'notice');
    const isThere = last?.id === replyId && last.state === 'delivered' && last.answer_id === answerId;
    const changed = replies.filter(({ kind }) => kind === 'receipt').length;
    if (!isThere || asked?.state !== 'replied' || asked.user_id === '') return false;
    if (changed >= limits.receiptsOfQuestion) return false;
    return (countVotes(await signalsOf(trx, [answerId])).get(answerId)?.down ?? 0) > 0;
  }

  async function checked({ answerId }: VotedDown, knowledge: string): Promise<void> {
    const values = { knowledge, checked_at: isoNow(clock) };
    await store
      .insertInto('receipt_checks')
      .values({ answer_id: answerId, ...values })
      .onConflict((conflict) => conflict.column('answer_id').doUpdateSet(values))
      .execute();
  }

  async function look(of: string): Promise<number> {
    const knowledge = await knowledgeNow(store);
    const since = new Date(clock.now() - limits.receiptsOfMs).toISOString();
    let right = 0;
    for (const old of await votedDown(store, of, { since, ...knowledge })) {
      const asked = await askedRow(store, old.askedId);
      const chat = platform(of);
      if (asked === undefined || chat === undefined || stopping.aborted) return right;
      const isNews = await putRight(old, asked, chat).catch((error: unknown) => {
        log.warn({ asked: old.askedId, error: messageOf(error) }, 'an answer is put right at a later look');
        return null;
      });
      if (stopping.aborted) return right;
      if (isNews === null) continue;
      await checked(old, knowledge.mark);
      if (!isNews) continue;
      right += 1;
      log.info({ asked: old.askedId }, 'an answer that was voted against is put right');
      resume(old.askedId);
    }
    return right;
  }

  async function run(of: string): Promise<void> {
    for (;;) {
      // Votes come in between: the same knowledge is looked at again, and each answer once.
      await look(of).catch((error: unknown) =>
        log.warn({ error: messageOf(error) }, 'answers that were voted against could not be looked at'),
      );
      await clock.sleep(limits.receiptsEveryMs, stopping);
    }
  }

  return {
    look,
    start(of) {
      if (started.has(of)) return;
      started.add(of);
      void run(of).catch(() => started.delete(of));
    },
  };
}

const plain = (text: string): string => withoutMarks(text).replace(/\s+/g, ' ').trim();
