import { answerKey, compare, standingVotes } from '../../feedback/imported-votes.ts';
import { permissionOf, type TrainingPermission } from './permissions.ts';
import type { Tally } from './tally.ts';
import type { Vote } from './votes.ts';

/** What people made of one answer to one question. */
export type JudgedAnswer = {
  question: string;
  answer: string;
  /** The majority's verdict. */
  good: boolean;
  /** Votes that speak for the verdict, by id. */
  votes: AllowedVote[];
  /** What people would have it say instead, each with the vote that brought it. */
  corrections: { text: string; vote: AllowedVote }[];
  /** Votes against the verdict without words of their own. */
  outvoted: number;
};

/** A vote whose text may be used, and why. */
export type AllowedVote = Vote & { permission: string };

/** Which votes may count; the others are dropped with their reason. */
export function allowedVotes(
  votes: readonly Vote[],
  permissions: ReadonlyMap<string, TrainingPermission>,
  tally: Tally,
): AllowedVote[] {
  const { standing, earlier } = standingVotes(votes);
  tally.drop('duplicate', earlier.length);
  return standing.flatMap((vote): AllowedVote[] => {
    const permission = permissionOf(vote.origin, vote.permitted, permissions);
    if (vote.vote === 0) tally.drop('retracted');
    else if (vote.forgotten) tally.drop('deleted on request');
    else if (permission === null) tally.drop('permission');
    else if (vote.state !== 'same') tally.drop(vote.state);
    else return [{ ...vote, permission }];
    return [];
  });
}

/** Verdicts by majority, in the order of their questions; ties are dropped. */
export function judgedAnswers(votes: readonly AllowedVote[], tally: Tally): JudgedAnswer[] {
  const groups = [...Map.groupBy(votes, answerKey)].sort(([a], [b]) => compare(a, b));
  return groups.flatMap(([, unordered]): JudgedAnswer[] => {
    const group = unordered.toSorted((a, b) => compare(a.id, b.id));
    const sum = group.reduce((all, { vote }) => all + vote, 0);
    const [first] = group;
    if (first === undefined) return [];
    if (sum === 0) {
      tally.drop('tie', group.length);
      return [];
    }
    const good = sum > 0;
    const said = new Set<string>();
    const corrections = group.flatMap((vote) => {
      const text = vote.correction;
      if (text === null || answerKey({ ...vote, answer: text }) === answerKey(vote) || said.has(text))
        return [];
      said.add(text);
      return [{ text, vote }];
    });
    const corrected = new Set(corrections.map(({ vote }) => vote.id));
    const agreeing = group.filter(({ vote }) => vote > 0 === good);
    const outvoted = group.filter(({ id, vote }) => vote > 0 !== good && !corrected.has(id)).length;
    return [{ question: first.question, answer: first.answer, good, votes: agreeing, corrections, outvoted }];
  });
}
