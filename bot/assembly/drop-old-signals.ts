import { messageOf } from '../../core/errors.ts';
import { dropOldSignals } from '../../core/feedback/retention.ts';
import type { App } from './app.ts';

const EVERY_MS = 6 * 3_600_000;

/** Deletes signals that are older than the setting keeps them, now and then, until it is told to stop. */
export async function keepDroppingOldSignals(
  app: Pick<App, 'config' | 'store' | 'clock' | 'log'>,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const days = Number(app.config().get('DOCENT_FEEDBACK_DAYS'));
    await dropOldSignals(app.store, app.clock.now(), days).then(
      (dropped) => dropped > 0 && app.log.info({ dropped, days }, 'old feedback was deleted'),
      (error: unknown) => app.log.error({ error: messageOf(error) }, 'old feedback could not be deleted'),
    );
    await app.clock.sleep(EVERY_MS, stop).catch(() => {});
  }
}
