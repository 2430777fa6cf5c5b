import { messageOf } from '../../core/errors.ts';
import type { App } from './app.ts';

const EVERY_MS = 3_600_000;

/** Sees to it that the next backup is planned, also where a full disk kept the last one from planning it. */
export async function keepPlanningBackups(
  app: Pick<App, 'backups' | 'clock' | 'log'>,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await app.clock.sleep(EVERY_MS, stop).catch(() => {});
    if (stop.aborted) return;
    await app.backups
      .follow()
      .catch((error: unknown) =>
        app.log.error({ error: messageOf(error) }, 'the next backup was not planned'),
      );
  }
}
