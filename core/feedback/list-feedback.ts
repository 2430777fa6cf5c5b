import { isVoteSignal } from '../ports/signal-kinds.ts';
import type { Store } from '../store/schema.ts';
import { answerKey, compare, standingVotes, voteOfRow } from './imported-votes.ts';
import { opinionOf } from './opinion.ts';
import { inEventOrder } from './votes.ts';

/** An answer that people voted on, as `docent feedback list` shows it. */
export type VotedAnswer = {
  /** Reference of the answer; `feedback:ID` of the newest vote where it was imported. */
  traceId: string;
  question: string;
  platform: string;
  channel: string | null;
  /** Messages that showed it. */
  messageIds: string[];
  /** Effective votes: one a person. */
  up: number;
  down: number;
  /** Why people voted so, where they said. */
  reasons: string[];
  comments: string[];
  corrections: string[];
  /** The answer that this one was a copy of, or `curated:` and the id of the team's own; null for any other. */
  original: string | null;
  /** What people did afterwards, by kind (`rephrase`, `escalation`, `deletion`); it never outweighs a vote. */
  implicit: Record<string, number>;
  /** The latest of these votes. */
  lastVoteAt: string;
};

type Options = { /** Only with a vote on this day (UTC) or later. */ since?: string; down?: boolean };

const PAGE = 200;

/** Answers with votes that stand, those voted on last first. Runs of evals have none. */
export async function listFeedback(store: Store, { since, down }: Options = {}): Promise<VotedAnswer[]> {
  const all = [...(await fromChats(store)), ...(await fromImports(store))];
  return all
    .filter((one) => since === undefined || one.lastVoteAt >= since)
    .filter((one) => down !== true || one.down > 0)
    .sort((a, b) => compare(b.lastVoteAt, a.lastVoteAt) || compare(a.traceId, b.traceId));
}

async function fromChats(store: Store): Promise<VotedAnswer[]> {
  const voted = await store
    .selectFrom('signals')
    .select('answer_id')
    .distinct()
    .orderBy('answer_id')
    .execute();
  const found: VotedAnswer[] = [];
  for (let at = 0; at < voted.length; at += PAGE)
    found.push(
      ...(await ofAnswers(
        store,
        voted.slice(at, at + PAGE).map((row) => row.answer_id),
      )),
    );
  return found;
}

async function ofAnswers(store: Store, ids: string[]): Promise<VotedAnswer[]> {
  const answers = await store
    .selectFrom('answers')
    .select(['id', 'question', 'origin'])
    .where('id', 'in', ids)
    .execute();
  const signals = await store
    .selectFrom('signals')
    .selectAll()
    .where('answer_id', 'in', ids)
    .orderBy('id')
    .execute();
  const messages = await store
    .selectFrom('reply_messages')
    .select(['answer_id', 'platform', 'channel', 'message_id'])
    .where('answer_id', 'in', ids)
    .orderBy('message_id')
    .execute();
  const asked = await store
    .selectFrom('replies')
    .innerJoin('asked', 'asked.id', 'replies.asked_id')
    .select(['replies.answer_id', 'asked.platform', 'asked.channel'])
    .where('replies.answer_id', 'in', ids)
    .execute();
  const inOrder = inEventOrder(signals);
  return answers.flatMap(({ id, question, origin }): VotedAnswer[] => {
    const theirs = inOrder.filter((signal) => signal.answer_id === id);
    const people = Map.groupBy(theirs, (signal) => signal.user_hash);
    const standing = [...people.values()]
      .map((own) => ({ own, opinion: opinionOf(own) }))
      .filter(({ opinion }) => opinion.vote !== 0);
    if (standing.length === 0) return [];
    const counted = standing.flatMap(({ own }) => own).filter(({ signal }) => isVoteSignal(signal));
    const shown = messages.filter((message) => message.answer_id === id);
    const place = asked.find((one) => one.answer_id === id) ?? shown[0];
    const said = (of: 'reason' | 'comment') =>
      [...new Set(standing.flatMap(({ opinion }) => opinion[of] ?? []))].filter((text) => text !== '');
    const corrections = theirs.filter(({ signal }) => signal === 'correction');
    const implicit = Map.groupBy(
      theirs.filter(({ source }) => source === 'implicit'),
      ({ signal }) => signal,
    );
    return [
      {
        traceId: id,
        question,
        platform: place?.platform ?? originPlatform(origin),
        channel: place?.channel ?? null,
        messageIds: shown.map((message) => message.message_id),
        up: standing.filter(({ opinion }) => opinion.vote > 0).length,
        down: standing.filter(({ opinion }) => opinion.vote < 0).length,
        reasons: said('reason'),
        comments: said('comment'),
        corrections: [...new Set(corrections.flatMap(({ comment }) => comment ?? []))],
        original: theirs[0]?.original ?? null,
        implicit: Object.fromEntries([...implicit].map(([signal, all]) => [signal, all.length])),
        lastVoteAt: counted.reduce(
          (last, signal) => (signal.created_at > last ? signal.created_at : last),
          '',
        ),
      },
    ];
  });
}

async function fromImports(store: Store): Promise<VotedAnswer[]> {
  const rows = await store.selectFrom('imported_feedback').selectAll().execute();
  const standing = standingVotes(rows.map(voteOfRow)).standing.filter(({ vote }) => vote !== 0);
  return [...Map.groupBy(standing, answerKey).values()].flatMap((votes): VotedAnswer[] => {
    const newest = votes.at(-1);
    if (newest === undefined) return [];
    return [
      {
        traceId: `feedback:${newest.id}`,
        question: newest.question,
        platform: newest.origin,
        channel: null,
        messageIds: [],
        up: votes.filter(({ vote }) => vote > 0).length,
        down: votes.filter(({ vote }) => vote < 0).length,
        reasons: [],
        comments: [],
        corrections: [...new Set(votes.flatMap(({ correction }) => correction ?? []))],
        original: null,
        implicit: {},
        lastVoteAt: newest.at,
      },
    ];
  });
}

/** `slack:T1/C1` was asked in Slack, `console` in the console. */
export function originPlatform(origin: string): string {
  return origin.split(':', 1)[0] ?? origin;
}
