import { messageOf } from '../../core/errors.ts';
import { JOB_LIMITS } from '../../core/fine-tuning/jobs/limits.ts';
import type { App } from './app.ts';

/** Asks how training jobs stand, now and then, and takes them on, until it is told to stop. */
export async function keepFollowingJobs(
  app: Pick<App, 'trainingJobs' | 'clock' | 'log'>,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await app.trainingJobs
      .followAll(stop)
      .catch((error: unknown) =>
        app.log.error({ error: messageOf(error) }, 'training jobs were not followed'),
      );
    await app.clock.sleep(JOB_LIMITS.everyMs, stop).catch(() => {});
  }
}
