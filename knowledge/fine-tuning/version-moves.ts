import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Trainable, TrainingReport, TrainingResult } from '../../core/ports/trainable.ts';
import type { Store } from '../../core/store/schema.ts';
import {
  activeVersion,
  lastMove,
  lastVersion,
  promoteVersion,
  rollBackVersion,
  saveVersion,
} from '../../core/store/trained-versions.ts';
import type { Verdict } from './gate.ts';

type Kept = TrainingReport & { reason: string };

/** What every trainable does alike: keep versions, go forward and back between them, and tell how it stands. */
export type VersionMoves = Pick<Trainable, 'promote' | 'rollBack' | 'status'> & {
  /** Keeps what was trained: it serves from now on if it passed. */
  keep(verdict: Verdict, model: unknown): Promise<TrainingResult>;
  /** Nothing was trained. */
  refused(reason: string): TrainingResult;
};

export function createVersionMoves(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  id: string;
  /** What follows when another version serves. */
  changed: () => Promise<void>;
}): VersionMoves {
  const { store, id, changed } = deps;
  const nothing = { before: null, after: null, test: {} };
  const reportOf = (row: { report: string } | undefined): Kept =>
    row === undefined ? { ...nothing, reason: '' } : (JSON.parse(row.report) as Kept);
  return {
    refused: (reason) => ({ what: id, activated: false, reason, ...nothing }),
    async keep({ passed, reason, before, after, test }, model) {
      const report = JSON.stringify({ reason, before, after, test });
      const state = passed ? 'active' : 'refused';
      await saveVersion(deps, { what: id, state, report, model: passed ? JSON.stringify(model) : '{}' });
      if (passed) await changed();
      return { what: id, activated: passed, reason, before, after, test };
    },
    async promote() {
      const version = await promoteVersion(deps, id);
      if (version === undefined)
        return { what: id, activated: false, reason: 'No version passed the gate yet.', ...nothing };
      await changed();
      const { before, after, test } = reportOf(version);
      return {
        what: id,
        activated: true,
        reason: 'The newest version that passed the gate serves.',
        before,
        after,
        test,
      };
    },
    async rollBack(fallen) {
      const before = await activeVersion(store, id);
      const why = { by: fallen === undefined ? 'person' : 'votes', reason: fallen ?? '' } as const;
      if (!(await rollBackVersion(deps, id, why)))
        return { what: id, activated: false, reason: 'No trained version serves.', ...nothing };
      await changed();
      const now = await activeVersion(store, id);
      const kept = reportOf(now ?? before);
      const reason =
        now === undefined
          ? 'Nothing that was trained serves now.'
          : `The version of ${now.created_at} serves again.`;
      return {
        what: id,
        activated: now !== undefined,
        reason,
        before: kept.before,
        after: kept.after,
        test: kept.test,
      };
    },
    async status() {
      const last = await lastVersion(store, id);
      const active = (await activeVersion(store, id)) !== undefined;
      const move = await lastMove(store, id);
      return {
        active,
        takenBack: move?.by === 'votes' ? { reason: move.reason, at: move.at } : null,
        lastEvaluation: last === undefined ? null : { ...reportOf(last), at: last.created_at },
      };
    },
  };
}
