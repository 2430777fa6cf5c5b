import type { Clock } from '../../ports/clock.ts';
import type { Trainable } from '../../ports/trainable.ts';
import type { Store } from '../../store/schema.ts';
import { versionMoves } from '../../store/trained-versions.ts';
import type { TrainedVersionsTable } from '../../store/tuning-tables.ts';
import { type Fall, fallOf } from './fallen.ts';
import { WATCH } from './limits.ts';
import { liveVotes, type TimedVote } from './live-votes.ts';
import { isWithin, type Period, periodsOf } from './periods.ts';

const DAY_MS = 86_400_000;

type Served = Pick<TrainedVersionsTable, 'id' | 'what' | 'created_at'> & { activated_at: string };

/**
 * Takes the trained version back that came into use last and after which live votes fell; null where none did. At most one
 * at a time: what is left is judged by the votes to come.
 */
export async function watchVersions({
  store,
  clock,
  trainables,
}: {
  store: Store;
  clock: Clock;
  trainables: readonly Trainable[];
}): Promise<{ what: string; reason: string } | null> {
  const serving = await store
    .selectFrom('trained_versions')
    .select(['id', 'what', 'created_at', 'activated_at'])
    .where('state', '=', 'active')
    .where('activated_at', 'is not', null)
    .orderBy('activated_at', 'desc')
    .execute();
  if (serving.length === 0) return null;
  const votes = await liveVotes(store, new Date(clock.now() - WATCH.beforeDays * DAY_MS).toISOString());
  const periods = periodsOf(await versionMoves(store));
  for (const version of serving as Served[]) {
    const trainable = trainables.find(({ id }) => id === version.what);
    const fall = trainable === undefined ? null : fallAfter(version, votes, periods);
    if (trainable === undefined || fall === null) continue;
    const reason = said(fall);
    await trainable.rollBack(reason);
    return { what: version.what, reason };
  }
  return null;
}

/** A vote speaks of the version that came into use last before its answer. */
function fallAfter(version: Served, votes: readonly TimedVote[], periods: readonly Period[]): Fall | null {
  const own = version.activated_at;
  const later = periods.filter(({ what, from }) => what !== version.what && from > own);
  const bad = periods.filter(({ versionId, takenBack }) => takenBack || versionId === version.id);
  const outside = (ranges: readonly Period[]) => (vote: TimedVote) =>
    !ranges.some((range) => isWithin(range, vote.at));
  return fallOf(
    votes.filter(({ at }) => at < own).filter(outside(bad)),
    votes.filter(({ at }) => at >= own).filter(outside(later)),
  );
}

function said({ before, after, p }: Fall): string {
  const share = ({ hits, of }: { hits: number; of: number }) => `${hits} of ${of}`;
  return `Votes against answers rose from ${share(before)} to ${share(after)} since it served (p ${p.toPrecision(1)}).`;
}
