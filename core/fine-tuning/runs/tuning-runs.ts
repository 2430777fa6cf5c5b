import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import { checkData } from './check-data.ts';
import { type Choices, choicesShape, type LabelKind, type StepName, stepNames } from './choices.ts';
import { type RunFile, runFiles } from './run-files.ts';
import { runSteps } from './run-steps.ts';
import type { TuningRun } from './tuning-run.ts';

/** The guided way to a model of one's own: choices are kept, and each step waits for the one before it. */
export type TuningRuns = {
  start(name: string, by: string): Promise<string>;
  list(): Promise<Pick<TuningRun, 'id' | 'name' | 'createdAt' | 'createdBy'>[]>;
  get(id: string): Promise<TuningRun | undefined>;
  /** Looks at the data as it is now and keeps what was found. False where there is no such run. */
  chooseData(id: string, labels: LabelKind, seed: number): Promise<boolean>;
  /** Keeps what was chosen; what follows has to be chosen again. False where the step is locked. */
  choose<S extends Exclude<StepName, 'data'>>(
    id: string,
    step: S,
    choice: NonNullable<Choices[S]>,
  ): Promise<boolean>;
  /** The recipe with its data and the run's card; null before all steps are done. */
  files(id: string): Promise<RunFile[] | null>;
  remove(id: string): Promise<void>;
};

export function createTuningRuns(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  leftOut: readonly string[];
}): TuningRuns {
  const { store, clock, random, leftOut } = deps;

  async function get(id: string): Promise<TuningRun | undefined> {
    const row = await store.selectFrom('tuning_runs').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    const choices = choicesShape.parse(JSON.parse(row.choices));
    return {
      ...{ id, name: row.name, choices, steps: runSteps(choices, await goldenOf(store, choices)) },
      ...{ createdBy: row.created_by, createdAt: row.created_at, updatedAt: row.updated_at },
    };
  }

  async function save(run: TuningRun, step: StepName, choice: Choices[StepName]): Promise<void> {
    const before = Object.entries(run.choices).filter(
      ([name]) => (stepNames as readonly string[]).indexOf(name) < stepNames.indexOf(step),
    );
    const choices = JSON.stringify({ ...Object.fromEntries(before), [step]: choice });
    await store
      .updateTable('tuning_runs')
      .set({ choices, updated_at: isoNow(clock) })
      .where('id', '=', run.id)
      .execute();
  }

  return {
    get,
    async start(name, by) {
      const id = random.id('run');
      const now = isoNow(clock);
      await store
        .insertInto('tuning_runs')
        .values({ id, name, choices: '{}', created_by: by, created_at: now, updated_at: now })
        .execute();
      return id;
    },
    async list() {
      const rows = await store.selectFrom('tuning_runs').selectAll().orderBy('id', 'desc').execute();
      return rows.map((row) => ({
        ...{ id: row.id, name: row.name, createdAt: row.created_at, createdBy: row.created_by },
      }));
    },
    async chooseData(id, labels, seed) {
      const run = await get(id);
      if (run === undefined) return false;
      const found = await checkData(store, { labels, seed, leftOut });
      const rest = run.choices.data;
      // The same data again: nothing that was chosen of it is in doubt.
      if (rest?.labels === labels && rest.seed === seed && rest.sha256 === found.sha256) return true;
      await save(run, 'data', found);
      return true;
    },
    async choose(id, step, choice) {
      const run = await get(id);
      if (run === undefined || run.steps.find((one) => one.step === step)?.state === 'locked') return false;
      await save(run, step, choice);
      return true;
    },
    async files(id) {
      const run = await get(id);
      if (run === undefined || run.steps.some(({ state }) => state !== 'done')) return null;
      return runFiles(store, run, leftOut);
    },
    async remove(id) {
      await store.deleteFrom('tuning_runs').where('id', '=', id).execute();
    },
  };
}

async function goldenOf(
  store: Store,
  { metric }: Choices,
): Promise<{ cases: number; hasRun: boolean } | null> {
  if (metric === undefined) return null;
  const set = await store
    .selectFrom('eval_sets')
    .select('id')
    .where('id', '=', metric.setId)
    .executeTakeFirst();
  if (set === undefined) return null;
  const { cases } = await store
    .selectFrom('eval_cases')
    .select((eb) => eb.fn.countAll<number>().as('cases'))
    .where('set_id', '=', metric.setId)
    .executeTakeFirstOrThrow();
  const run = await store
    .selectFrom('eval_runs')
    .select('id')
    .where('id', '=', metric.baselineRun)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return { cases: Number(cases), hasRun: run !== undefined };
}
