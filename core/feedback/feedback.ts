import type { AnswerRecord, Feedback } from '../ports/feedback.ts';
import type { Suggestion } from '../ports/suggestions.ts';
import type { RepliesTable } from '../store/conversation-tables.ts';
import type { AnswersTable, Store } from '../store/schema.ts';
import { readSteps, retrievedBy } from '../trace/read-steps.ts';
import type { Answer, Contact, ServedBy } from '../types.ts';
import { appendNote, appendVote, type LedgerDeps, recordVote } from './append-signal.ts';
import { listAnswers } from './list-answers.ts';
import { readLedger } from './read-ledger.ts';
import { countVotes, effectiveVote, hashUser, signalsOf } from './votes.ts';

/** Feedback over the store: votes are appended, never changed; counts are worked out when read. */
export function createFeedback(deps: LedgerDeps): Feedback {
  const { store } = deps;
  return {
    record: (vote) => recordVote(deps, vote),
    attach: (kept) => store.transaction().execute((trx) => appendVote({ ...deps, store: trx }, kept)),
    note: (note) => store.transaction().execute((trx) => appendNote({ ...deps, store: trx }, note)),
    ledger: (traceId) => readLedger(store, traceId),

    answers: async (options = {}) => records(store, await listAnswers(store, options)),

    async answer(traceId) {
      const rows = await store.selectFrom('answers').selectAll().where('id', '=', traceId).execute();
      return (await records(store, rows))[0];
    },

    async voteOf(answerId, platform, userId) {
      const user = await hashUser(deps, platform, userId);
      const signals = await signalsOf(store, [answerId]);
      return effectiveVote(signals.filter((signal) => signal.user_hash === user));
    },
  };
}

async function records(store: Store, rows: AnswersTable[]): Promise<AnswerRecord[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const votes = countVotes(await signalsOf(store, ids));
  const shown = await store
    .selectFrom('replies')
    .innerJoin('asked', 'asked.id', 'replies.asked_id')
    .select(['asked.platform', 'asked.workspace', 'asked.channel', 'asked.thread', 'asked.message_id'])
    .select([
      'replies.answer_id',
      'replies.kind',
      'replies.state',
      'replies.last_error',
      'replies.decided_by',
      'replies.decided_at',
    ])
    .where('replies.answer_id', 'in', ids)
    // The word that an answer was put right names it, too.
    .where('replies.kind', '!=', 'notice')
    .execute();
  const byAnswer = new Map(shown.map((row) => [row.answer_id, row] as const));
  return rows.map((row) => {
    const place = byAnswer.get(row.id);
    return {
      answer: toAnswer(row),
      origin: row.origin,
      votes: votes.get(row.id) ?? { up: 0, down: 0 },
      message:
        place === undefined
          ? null
          : {
              platform: place.platform,
              workspace: place.workspace,
              channel: place.channel,
              thread: place.thread,
              messageId: place.message_id,
            },
      suggestion: place === undefined ? null : suggestionOf(place),
      delivery: place === undefined ? null : deliveryOf(place),
      deliveryNote: place?.last_error ?? null,
    };
  });
}

type Shown = Pick<RepliesTable, 'kind' | 'state' | 'decided_by' | 'decided_at'>;

function suggestionOf({ kind, state, decided_by, decided_at }: Shown): Suggestion | null {
  if (kind !== 'suggestion') return null;
  const decided = state === 'dismissed' ? state : 'posted';
  return { state: state === 'held' ? 'waiting' : decided, by: decided_by, at: decided_at };
}

function deliveryOf({ state }: Shown): string {
  if (state === 'held') return 'kept';
  return state === 'due' ? 'waiting' : state;
}

function toAnswer(row: AnswersTable): Answer {
  const steps = readSteps(JSON.parse(row.steps));
  return {
    traceId: row.id,
    question: row.question,
    standalone: row.standalone,
    outcome: row.outcome as Answer['outcome'],
    servedBy: row.served_by as Answer['servedBy'],
    ...(row.written_by === null ? {} : { writtenBy: row.written_by as ServedBy }),
    text: row.text,
    ...(row.contact === null ? {} : { contact: row.contact as Contact }),
    confidence: row.confidence as Answer['confidence'],
    evidence: row.evidence,
    retrieved: retrievedBy(steps),
    citations: JSON.parse(row.citations) as Answer['citations'],
    nearest: JSON.parse(row.nearest) as Answer['nearest'],
    reason: row.reason,
    usage: row.usage === null ? null : (JSON.parse(row.usage) as Answer['usage']),
    ms: JSON.parse(row.ms) as Answer['ms'],
    steps,
    generation: row.generation,
    createdAt: row.created_at,
  };
}
