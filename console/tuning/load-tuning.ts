import { readPermissions } from '../../core/fine-tuning/export/permissions.ts';
import type { TuningRun } from '../../core/fine-tuning/runs/tuning-run.ts';
import { platformIds, platforms } from '../../core/ports/platforms.ts';
import type { ConsoleDeps } from '../deps.ts';
import { loadLearning } from './learning-section.ts';
import type { RunView } from './run-page.ts';
import type { TuningView } from './tuning-page.ts';

export type TuningNeeds = Pick<
  ConsoleDeps,
  'trainables' | 'tuningRuns' | 'trainingJobs' | 'batches' | 'store' | 'clock' | 'log'
>;

const RUNS_LOOKED_AT = 200;

export async function loadTuning(deps: TuningNeeds): Promise<TuningView> {
  const stated = await readPermissions(deps.store);
  return {
    learning: await loadLearning(deps.trainables),
    runs: await deps.tuningRuns.list(),
    jobs: (await deps.trainingJobs.list()).map(
      ({ id, service, base_model, state, message, model, updated_at }) => ({
        ...{ id, service, base_model, state, message, model, updated_at },
      }),
    ),
    permissions: platformIds.map((platform) => ({
      ...{ platform, name: platforms[platform].name },
      statement: stated.get(platform)?.statement ?? null,
    })),
  };
}

/** A run with what its steps can be chosen from. */
export async function viewOf(deps: TuningNeeds, run: TuningRun): Promise<RunView> {
  const runs = await deps.batches.listRuns(RUNS_LOOKED_AT);
  const sets = (await deps.batches.listSets()).map(({ id, name, cases }) => ({
    ...{ id, name, cases },
    runId: runs.find(({ setId, state }) => setId === id && state === 'done')?.id ?? null,
  }));
  return { run, sets };
}
