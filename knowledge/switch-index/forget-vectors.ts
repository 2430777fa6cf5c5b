import type { Clock } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import type { Store } from '../../core/store/schema.ts';
import { readActive } from './active-index.ts';
import type { SwitchLimits } from './limits.ts';
import { noteFormer, readFormer } from './switch-state.ts';

/** Kind of the job that deletes the vectors of a model which was left a while ago. */
export const FORGET_VECTORS_JOB = 'forget-vectors';

type Deps = { store: Store; clock: Clock; jobs: JobQueue; limits: SwitchLimits; wanted(): string };

/** Plans a job for every model that was left; one that is planned already stays as it is. */
export async function planForgetting({ store, clock, jobs, limits }: Deps): Promise<void> {
  for (const [model, leftAt] of Object.entries(await readFormer(store))) {
    await jobs.add(
      FORGET_VECTORS_JOB,
      { model, leftAt },
      {
        key: `${FORGET_VECTORS_JOB}:${model}:${leftAt}`,
        delayMs: Math.max(0, leftAt + limits.keepFormerMs - clock.now()),
      },
    );
  }
}

/** Deletes a slice at a time; a model that came into use again keeps its vectors. */
export function createForgetJob(deps: Deps): JobHandler {
  const { store, limits } = deps;
  return async ({ payload }, { signal }) => {
    const model = String(payload['model']);
    if ((await readFormer(store))[model] !== payload['leftAt']) return;
    const isUsed = async () => (await readActive(store))?.model === model || deps.wanted() === model;
    for (let after = -1; !(await isUsed()); ) {
      signal.throwIfAborted();
      const rows = await store
        .selectFrom('passage_vectors')
        .select('passage_id')
        .where('model', '=', model)
        .where('passage_id', '>', after)
        .orderBy('passage_id')
        .limit(limits.page)
        .execute();
      const ids = rows.map((row) => row.passage_id);
      after = ids.at(-1) ?? after;
      if (ids.length === 0) {
        await store.deleteFrom('cache_vectors').where('model', '=', model).execute();
        return noteFormer(store, model, null);
      }
      await forget(store, model, ids);
    }
  };
}

async function forget(store: Store, model: string, ids: number[]): Promise<void> {
  await store
    .deleteFrom('passage_vectors')
    .where('model', '=', model)
    .where('passage_id', 'in', ids)
    .execute();
}

/** Deletes all vectors of a model at once, a page at a time: it means something else now. */
export async function forgetModel(store: Store, model: string, page: number): Promise<void> {
  for (;;) {
    const rows = await store
      .selectFrom('passage_vectors')
      .select('passage_id')
      .where('model', '=', model)
      .limit(page)
      .execute();
    if (rows.length === 0) return;
    await forget(
      store,
      model,
      rows.map((row) => row.passage_id),
    );
  }
}
