import type { Store } from '../../store/schema.ts';
import { detailOf, readSteps } from '../../trace/read-steps.ts';
import type { GateRecord } from '../../types.ts';

/** A question that was answered anew although a kept one stood near. */
export type NearMiss = {
  answerId: string;
  question: string;
  why: string;
  /** The kept question that came nearest to being served. */
  nearest: string | null;
  /** How like the likest kept question is, 0 to 1. */
  likeness: number;
  /** The checks that it failed. */
  failed: GateRecord[];
  createdAt: string;
};

/** Answers whose traces are looked through. */
const LOOKED_AT = 1_000;

/** Of the newest answers those that the cache nearly gave, newest first: what their traces say. */
export async function nearMisses(store: Store, limit: number): Promise<NearMiss[]> {
  const rows = await store
    .selectFrom('answers')
    .select(['id', 'standalone', 'steps', 'created_at'])
    .where('served_by', 'in', ['model', 'extract'])
    .where('steps', 'like', '%"likeness"%')
    .orderBy('id', 'desc')
    .limit(Math.min(limit, LOOKED_AT))
    .execute();
  return rows.flatMap(({ id, standalone, steps, created_at }) => {
    const detail = detailOf(readSteps(JSON.parse(steps)), 'cache');
    if (detail === undefined || detail.hit || detail.likeness === undefined) return [];
    return [
      {
        ...{ answerId: id, question: standalone, why: detail.why, nearest: detail.nearest ?? null },
        ...{ likeness: detail.likeness, failed: (detail.gates ?? []).filter(({ pass }) => !pass) },
        createdAt: created_at,
      },
    ];
  });
}
