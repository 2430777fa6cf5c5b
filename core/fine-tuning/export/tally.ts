/** Counts what is dropped, by reason. */
export type Tally = {
  drop(reason: DropReason, count?: number): void;
  counts(): Record<string, number>;
  total(): number;
};

/** Why something was looked at and is not in the data. */
export type DropReason =
  | 'permission'
  | 'document deleted'
  | 'document changed'
  | 'deleted on request'
  | 'golden question'
  | 'duplicate'
  | 'near duplicate'
  | 'personal data'
  | 'secret'
  | 'retracted'
  | 'tie'
  | 'outvoted'
  | 'no target'
  | 'no pair'
  | 'no source'
  | 'length';

export function createTally(): Tally {
  const counts = new Map<DropReason, number>();
  return {
    drop(reason, count = 1) {
      if (count > 0) counts.set(reason, (counts.get(reason) ?? 0) + count);
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
  };
}
