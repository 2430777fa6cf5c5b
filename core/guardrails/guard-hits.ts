import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import type { Answer } from '../types.ts';
import type { Stage } from './guard.ts';

const STAGE_OF: Record<string, Stage> = {
  'input-guards': 'input',
  'passage-guards': 'retrieval',
  'output-guards': 'output',
};

/** Counts, by day, which guards found something on the way to an answer; inside the answer's transaction. */
export async function countGuardHits(trx: Store, answer: Pick<Answer, 'steps' | 'createdAt'>): Promise<void> {
  const hits = new Set(
    answer.steps.flatMap(({ step, detail }) => {
      const stage = STAGE_OF[step];
      const failures = Array.isArray(detail['failures']) ? (detail['failures'] as { guard: string }[]) : [];
      return stage === undefined ? [] : failures.map(({ guard }) => `${guard} ${stage}`);
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
