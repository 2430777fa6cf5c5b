import type { Logger } from 'pino';
import type { Clock } from '../../../core/ports/clock.ts';
import { failureOf, type SlackFailure } from '../delivery/failure.ts';
import type { Pace } from './pace.ts';
import type { PacedMethod } from './tiers.ts';

export type AskDeps = { pace: Pace; clock: Clock; logger: Logger; retryMs: number };

/** Attempts at a question to Slack that may be asked any number of times. */
const TRIES = 4;

/**
 * Asks Slack for something, within its tiers; what is limited or lost is asked again. The answer, or why there is none.
 */
export async function askSlack<T>(
  { pace, clock, logger, retryMs }: AskDeps,
  method: PacedMethod,
  call: () => Promise<T>,
): Promise<{ answer: T } | { failure: SlackFailure }> {
  for (let tries = 1; ; tries += 1) {
    await pace.turn(method);
    try {
      return { answer: await call() };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') pace.close(method, failure.afterMs);
      if (failure.kind === 'refused' || tries === TRIES) {
        logger.debug({ method, why: failure.why }, 'Slack did not tell');
        return { failure };
      }
      if (failure.kind === 'unknown') await clock.sleep(retryMs * tries);
    }
  }
}

/**
 * As `askSlack`, once and without waiting for room: `limited` where Slack's tiers leave fewer than `spare` places, or Slack
 * says so itself.
 */
export async function askAtOnce<T>(
  { pace, logger }: AskDeps,
  method: PacedMethod,
  spare: number,
  call: () => Promise<T>,
): Promise<{ answer: T } | { failure: SlackFailure } | 'limited'> {
  if (!pace.take(method, spare)) return 'limited';
  try {
    return { answer: await call() };
  } catch (error) {
    const failure = failureOf(error);
    logger.debug({ method, why: failure.why }, 'Slack did not tell');
    if (failure.kind !== 'limited') return { failure };
    pace.close(method, failure.afterMs);
    return 'limited';
  }
}

/** What Slack tells, or null where it refuses to. Rejects where it could not be reached: worth asking again later. */
export async function askedOf<T>(asked: ReturnType<typeof askSlack<T>>): Promise<T | null> {
  const told = await asked;
  if ('answer' in told) return told.answer;
  if (told.failure.kind === 'refused') return null;
  throw new Error(told.failure.why);
}
