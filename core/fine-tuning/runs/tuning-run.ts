import type { Choices } from './choices.ts';
import type { RunStep } from './run-steps.ts';

/** A run of the six steps as it stands now. */
export type TuningRun = {
  id: string;
  name: string;
  choices: Choices;
  steps: RunStep[];
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};
