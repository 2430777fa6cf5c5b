import { fisherAtLeast } from '../../evals/statistics/fisher-exact.ts';
import { WATCH } from './limits.ts';

/** One person's standing vote on one answer. */
export type LiveVote = { person: string; good: boolean };

/** Votes against before and since, at the look at which it was seen. */
export type Fall = { before: Share; after: Share; p: number };
type Share = { hits: number; of: number };

/**
 * Whether live votes fell after a change; null where they did not, or where there are too few to tell. Both lists are in
 * the order of the answers.
 */
export function fallOf(before: readonly LiveVote[], after: readonly LiveVote[]): Fall | null {
  const [leastBefore, mostBefore] = WATCH.before;
  const earlier = ofManyPeople(before.toReversed()).slice(0, mostBefore);
  if (earlier.length < leastBefore) return null;
  const since = ofManyPeople(after);
  for (const look of WATCH.looks) {
    if (since.length < look) return null;
    const seen = since.slice(0, look);
    const fall = compare(earlier, seen);
    const people = new Set(seen.filter(({ good }) => !good).map(({ person }) => person));
    const without = (person: string) => (vote: LiveVote) => vote.person !== person;
    const holds = [...people].every((one) =>
      isFall(compare(earlier.filter(without(one)), seen.filter(without(one)))),
    );
    if (isFall(fall) && holds) return fall;
  }
  return null;
}

function compare(earlier: readonly LiveVote[], seen: readonly LiveVote[]): Fall {
  const [before, after] = [against(earlier), against(seen)];
  return { before, after, p: fisherAtLeast(after, before) };
}

function isFall({ before, after, p }: Fall): boolean {
  return p <= WATCH.chance && after.hits / after.of - before.hits / before.of >= WATCH.growth;
}

/** The first votes of each person: nobody decides by voting a lot. */
function ofManyPeople(votes: readonly LiveVote[]): LiveVote[] {
  const counts = new Map<string, number>();
  return votes.filter(({ person }) => {
    const count = (counts.get(person) ?? 0) + 1;
    counts.set(person, count);
    return count <= WATCH.perPerson;
  });
}

function against(votes: readonly LiveVote[]): Share {
  return { hits: votes.filter(({ good }) => !good).length, of: votes.length };
}
