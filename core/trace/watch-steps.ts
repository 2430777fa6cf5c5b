import type { Step, StepName } from '../types.ts';

/** Told when a step of the answer path begins; what it returns is told how the step ended: as the trace has it, or thrown. */
export type WatchSteps = (name: StepName) => (end: { step: Step } | { error: unknown }) => void;
