import { messageOf } from '../../core/errors.ts';
import { watchVersions } from '../../core/fine-tuning/watch/watch-versions.ts';
import type { App } from './app.ts';

const EVERY_MS = 10 * 60_000;

/** Takes trained versions back after which live votes fell, until it is told to stop. */
export async function keepWatchingVersions(
  app: Pick<App, 'store' | 'clock' | 'log' | 'trainables'>,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await watchVersions(app).then(
      (taken) => taken !== null && app.log.warn(taken, 'a trained version was taken back: live votes fell'),
      (error: unknown) => app.log.error({ error: messageOf(error) }, 'trained versions could not be watched'),
    );
    await app.clock.sleep(EVERY_MS, stop).catch(() => {});
  }
}
