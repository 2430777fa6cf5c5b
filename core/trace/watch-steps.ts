import type { Answer, Question, Step, StepName } from '../types.ts';

/** Told when a step of the answer path begins; what it returns is told how the step ended: as the trace has it, or thrown. */
export type WatchSteps = (name: StepName) => (end: { step: Step } | { error: unknown }) => void;

/** Watches one question: its steps as they are taken, and its answer once that is decided. */
export type ObservedQuestion = { watch: WatchSteps; ended(answer: Answer): void };

/** Asked when a question comes. What it does must be quick and must not throw: the answer waits for it. */
export type ObserveQuestion = (question: Pick<Question, 'origin'>) => ObservedQuestion;

/** Two watchers as one; undefined where there is none. */
export function watchTogether(
  first: WatchSteps | undefined,
  second: WatchSteps | undefined,
): WatchSteps | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (name) => {
    const ends = [first(name), second(name)];
    return (end) => {
      for (const ended of ends) ended(end);
    };
  };
}
