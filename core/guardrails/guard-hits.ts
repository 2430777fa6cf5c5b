import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import type { Answer, Step } from '../types.ts';
import type { Stage } from './guard.ts';

/** The guards that found something in one step, and where they looked. */
function foundIn(step: Step): { stage: Stage; guards: string[] } | null {
  switch (step.step) {
    case 'input-guards':
      return { stage: 'input', guards: guardsOf(step.detail.failures) };
    case 'passage-guards':
      return { stage: 'retrieval', guards: guardsOf(step.detail.failures) };
    case 'output-guards':
      return { stage: 'output', guards: guardsOf(step.detail.failures) };
    default:
      return null;
  }
}

const guardsOf = (failures: readonly { guard: string }[]) => failures.map(({ guard }) => guard);

/** Which guards found something on the way to an answer, each once a stage. */
export function guardHitsOf({ steps }: Pick<Answer, 'steps'>): { guard: string; stage: Stage }[] {
  const hits = new Map<string, { guard: string; stage: Stage }>();
  for (const found of steps.map(foundIn))
    for (const guard of found?.guards ?? [])
      if (found !== null) hits.set(`${guard} ${found.stage}`, { guard, stage: found.stage });
  return [...hits.values()];
}

/** Counts, by day, which guards found something on the way to an answer; inside the answer's transaction. */
export async function countGuardHits(trx: Store, answer: Pick<Answer, 'steps' | 'createdAt'>): Promise<void> {
  const hits = guardHitsOf(answer);
  if (hits.length === 0) return;
  const day = answer.createdAt.slice(0, 10);
  const rows = hits.map((hit) => ({ day, ...hit, answers: 1 }));
  await trx
    .insertInto('guard_hits')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'guard', 'stage'])
        .doUpdateSet({ answers: sql<number>`${sql.ref('guard_hits.answers')} + 1` }),
    )
    .execute();
}

/** In how many answers each guard found something, by stage, from a day (`YYYY-MM-DD`) on. */
export async function readGuardHits(
  store: Store,
  from: string,
): Promise<{ guard: string; stage: string; answers: number }[]> {
  const rows = await store
    .selectFrom('guard_hits')
    .select(['guard', 'stage', (query) => query.fn.sum<number>('answers').as('answers')])
    .where('day', '>=', from)
    .groupBy(['guard', 'stage'])
    .execute();
  return rows.map((row) => ({ ...row, answers: Number(row.answers) }));
}
