import type { VersionMovesTable } from '../../store/training-job-tables.ts';

/** From when until when a version served; `until` null = it still does. */
export type Period = {
  what: string;
  versionId: string;
  from: string;
  until: string | null;
  /** It ended because live votes fell. */
  takenBack: boolean;
};

/** The periods that these moves, oldest first, make. */
export function periodsOf(moves: readonly VersionMovesTable[]): Period[] {
  return moves.flatMap((move, at): Period[] => {
    if (move.version_id === null) return [];
    const next = moves.slice(at + 1).find(({ what }) => what === move.what);
    return [
      {
        ...{ what: move.what, versionId: move.version_id, from: move.at, until: next?.at ?? null },
        takenBack: next?.by === 'votes',
      },
    ];
  });
}

export function isWithin({ from, until }: Period, at: string): boolean {
  return at >= from && (until === null || at < until);
}
