import { POSTED } from '../../../core/defensive-ux/wording.ts';
import { type Clock, isoNow } from '../../../core/ports/clock.ts';
import type { Feedback } from '../../../core/ports/feedback.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { Posted, Suggestions } from '../../../core/ports/suggestions.ts';
import { policy } from '../../../core/rag/policy.ts';
import { SOURCE_DELETED, saveAnswer } from '../../../core/rag/traces.ts';
import type { RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { Answer, Step } from '../../../core/types.ts';
import { askedRow } from '../inbox/questions.ts';
import { dueReply } from './replies.ts';

type Deps = { store: Store; clock: Clock; random: Random; feedback: Pick<Feedback, 'answer'> };

/** Answers that wait for curators; those that are posted become due. */
export type RunningSuggestions = Suggestions & {
  /** Called with the platform once something stands in its outbox. */
  whenPosted(deliver: (platform: string) => void): void;
};

export function createSuggestions(deps: Deps): RunningSuggestions {
  const { store, clock, random } = deps;
  let deliver: (platform: string) => void = () => {};

  const held = (trx: Store, answerId: string) =>
    trx
      .selectFrom('replies')
      .selectAll()
      .where('answer_id', '=', answerId)
      .where('state', '=', 'held')
      .executeTakeFirst();

  /** The asker is owed it from now on. False when somebody was faster. */
  async function release(trx: Store, reply: RepliesTable, answerId: string, by: string): Promise<boolean> {
    const now = isoNow(clock);
    const result = await trx
      .updateTable('replies')
      .set({
        ...{ state: 'due', answer_id: answerId },
        ...{ decided_by: by, decided_at: now, owed_since: now, updated_at: now },
      })
      .where('id', '=', reply.id)
      .where('state', '=', 'held')
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  return {
    whenPosted(listener) {
      deliver = listener;
    },

    async count() {
      const { n } = await store
        .selectFrom('replies')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('state', '=', 'held')
        .executeTakeFirstOrThrow();
      return Number(n);
    },

    async post(answerId, { by, text }) {
      const record = await deps.feedback.answer(answerId);
      const edited = text?.trim();
      if (record === undefined) return { kind: 'not-waiting' };
      const { answer, origin } = record;
      const why = problemWith(answer, edited);
      if (why !== null) return { kind: 'unusable', why };
      const step = postedStep(by, edited === undefined ? null : answerId);
      const posted = await store
        .transaction()
        .execute(async (trx): Promise<Posted & { platform?: string }> => {
          const reply = await held(trx, answerId);
          const asked = reply === undefined ? undefined : await askedRow(trx, reply.asked_id);
          if (reply === undefined || asked === undefined) return { kind: 'not-waiting' };
          if ((await dueReply(trx, asked.id)) !== undefined) return { kind: 'not-yet' };
          const final =
            edited === undefined
              ? answer
              : byTheTeam(answer, { traceId: random.id('ans'), text: edited, createdAt: isoNow(clock) });
          if (!(await release(trx, reply, final.traceId, by))) return { kind: 'not-waiting' };
          const steps = [...final.steps, step];
          if (final === answer)
            await trx
              .updateTable('answers')
              .set({ steps: JSON.stringify(steps) })
              .where('id', '=', answerId)
              .execute();
          else {
            const { asker } = await trx
              .selectFrom('answers')
              .select('asker')
              .where('id', '=', answerId)
              .executeTakeFirstOrThrow();
            await saveAnswer(trx, { text: answer.question, thread: [], origin, asker }, { ...final, steps });
          }
          return { kind: 'posted', answerId: final.traceId, platform: asked.platform };
        });
      if (posted.platform !== undefined) deliver(posted.platform);
      return posted;
    },

    async dismiss(answerId, { by }) {
      const now = isoNow(clock);
      const result = await store
        .updateTable('replies')
        .set({ state: 'dismissed', decided_by: by, decided_at: now, updated_at: now })
        .where('answer_id', '=', answerId)
        .where('state', '=', 'held')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

/** Why the asker cannot be sent this; null when they can. */
function problemWith(answer: Answer, edited: string | undefined): string | null {
  if (edited === '') return 'Write the answer first.';
  if (edited !== undefined) return edited.length > policy.draftLength ? 'This answer is too long.' : null;
  if (answer.outcome !== 'answered') return 'There is no answer to post. Write one first.';
  return answer.text === SOURCE_DELETED ? 'A source of this answer was deleted. Write it anew.' : null;
}

const postedStep = (by: string, editedFrom: string | null): Step => ({
  step: POSTED,
  ms: 0,
  detail: { by, ...(editedFrom === null ? {} : { editedFrom }) },
});

/** What a person wrote in place of an answer: theirs word for word, with the sources that it still names. */
function byTheTeam(answer: Answer, own: Pick<Answer, 'traceId' | 'text' | 'createdAt'>): Answer {
  const { writtenBy: _, contact: __, ...rest } = answer;
  return {
    ...rest,
    ...own,
    ...{
      outcome: 'answered',
      servedBy: 'curated',
      confidence: 'found',
      nearest: [],
      reason: null,
      usage: null,
    },
    citations: answer.citations.filter(({ n }) => own.text.includes(`[${n}]`)),
  };
}
