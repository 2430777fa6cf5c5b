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

/** Counts, by day, which guards found something on the way to an answer; inside the answer's transaction. */
export async function countGuardHits(trx: Store, answer: Pick<Answer, 'steps' | 'createdAt'>): Promise<void> {
  const hits = new Set(
    answer.steps.flatMap((step) => {
      const found = foundIn(step);
      return found === null ? [] : found.guards.map((guard) => `${guard} ${found.stage}`);
    }),
  );
  if (hits.size === 0) return;
  const day = answer.createdAt.slice(0, 10);
  const rows = [...hits].map((hit) => {
    const [guard = '', stage = ''] = hit.split(' ');
    return { day, guard, stage, answers: 1 };
  });
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
