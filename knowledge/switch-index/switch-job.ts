import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError, messageOf } from '../../core/errors.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import { otherFolder, readActive } from './active-index.ts';
import type { SwitchDeps } from './switch-deps.ts';
import { noteFormer, readSwitch, type SwitchRecord, writeSwitch } from './switch-state.ts';
import { switchTo } from './switch-to.ts';

/** Kind of the job that puts another embedding model to use. */
export const SWITCH_JOB = 'switch-embeddings';

/** Troubles of a provider that may pass by themselves, or once somebody mends a key. */
const PASSING = ['unauthorised', 'rate-limited', 'timeout', 'failed'].map((name) => `embeddings.${name}`);

/**
 * Brings the index to the model that is wanted when it runs. Expected ends are values of the store (`SwitchRecord`): a
 * provider in trouble is tried again later, a failed check waits for the next start. One at a time, whatever the queue does.
 */
export function createSwitchJob(deps: SwitchDeps): JobHandler {
  let running: Promise<void> = Promise.resolve();
  return async (job, context) => {
    const mine = running.then(async () => {
      let to: string;
      // A setting that was changed during the last steps finds this job still there, and adds none.
      do {
        to = deps.wanted();
        await run(deps, to, Number(job.payload['turn'] ?? 0), context);
      } while (deps.wanted() !== to);
    });
    running = mine.catch(() => undefined);
    await mine;
  };
}

/** Plans the switch, if another model is wanted; one that is under way for a third model is stopped. */
export async function planSwitch(deps: Pick<SwitchDeps, 'store' | 'jobs' | 'wanted'>): Promise<void> {
  const { store, jobs } = deps;
  const to = deps.wanted();
  const record = await readSwitch(store);
  const isOpen = record !== null || (await readActive(store))?.model !== to;
  if (record !== null && record.to !== to) {
    for (const { id, state } of await jobs.list({ kind: SWITCH_JOB }))
      if (state === 'queued' || state === 'running') await jobs.cancel(id);
  }
  if (isOpen) await jobs.add(SWITCH_JOB, { turn: 0 }, { key: keyOf(to, 0) });
}

const keyOf = (to: string, turn: number): string => `${SWITCH_JOB}:${to}:${turn}`;

type Context = Parameters<JobHandler>[1];

async function run(deps: SwitchDeps, to: string, turn: number, context: Context): Promise<void> {
  const { store, log } = deps;
  const active = await readActive(store);
  const known = await readSwitch(store);
  if (active === null) return;
  if (known !== null && known.to !== to) await drop(deps, known.to, otherFolder(active.folder));
  if (active.model === to) return;
  const record: SwitchRecord =
    known?.to === to ? known : { to, phase: 'embedding', message: '', troubles: 0 };
  try {
    await switchTo(deps, active, record, context);
    deps.onSwitched();
  } catch (error) {
    if (context.signal.aborted) throw error;
    const passing = error instanceof AppError && PASSING.includes(error.code);
    const now = (await readSwitch(store)) ?? record;
    await writeSwitch(store, {
      ...now,
      phase: passing ? 'waiting' : 'failed',
      message: messageOf(error),
      troubles: now.troubles + 1,
    });
    const fields = { from: active.model, to, error: messageOf(error) };
    if (!passing)
      return log.error(fields, 'the embedding model was not changed; the one before goes on serving');
    const delayMs = Math.min(deps.limits.longestWaitMs, deps.limits.firstWaitMs * 2 ** now.troubles);
    log.warn({ ...fields, delayMs }, 'the embedding model is changed later; the one before goes on serving');
    // Another key than this job's own, which is still taken.
    const next = 1 - turn;
    await deps.jobs.add(SWITCH_JOB, { turn: next }, { key: keyOf(to, next), delayMs });
  }
}

/** Forgets a switch that is not wanted any more; vectors that were paid for are kept for a while. */
async function drop({ store, clock, place }: SwitchDeps, to: string, folder: string): Promise<void> {
  await rm(path.join(place.dataDir, folder), { recursive: true, force: true });
  await store.transaction().execute(async (trx) => {
    await writeSwitch(trx, null);
    await noteFormer(trx, to, clock.now());
  });
}
