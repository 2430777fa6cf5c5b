import type { Clock } from '../../core/ports/clock.ts';
import type { WatchSteps } from '../../core/trace/watch-steps.ts';
import type { Step, StepName } from '../../core/types.ts';

/** A step with when it began and ended, in milliseconds since 1970; `step` is null where it broke off. */
export type TimedStep = { name: StepName; from: number; to: number; step: Step | null };

/** Steps of one question in the order in which they ended, and the time since it came. */
export type StepTimes = { watch: WatchSteps; steps: readonly TimedStep[]; from: number; now(): number };

/** Wall time where the question came, moved on by a clock that never steps back: no span ends before it begins. */
export function timeSteps(clock: Clock): StepTimes {
  const from = clock.now();
  const start = clock.monotonic();
  const now = () => from + (clock.monotonic() - start);
  const steps: TimedStep[] = [];
  return {
    from,
    steps,
    now,
    watch(name) {
      const began = now();
      return (end) => {
        steps.push({ name, from: began, to: now(), step: 'step' in end ? end.step : null });
      };
    },
  };
}
