import { z } from 'zod';
import { approaches, methods } from '../recipes/plan.ts';

/** The steps in their order; each waits for the one before it. */
export const stepNames = ['data', 'metric', 'model', 'architecture', 'approach', 'hyperparameters'] as const;
export type StepName = (typeof stepNames)[number];

/** What the labels are, which decides what can be learned of them. */
export const labelKinds = ['answers', 'votes', 'preferences', 'texts'] as const;
export type LabelKind = (typeof labelKinds)[number];

const count = z.number().int().nonnegative();

/** What was chosen at each step; a step that is not there was not reached. */
export const choicesShape = z.object({
  data: z
    .object({
      labels: z.enum(labelKinds),
      seed: count,
      /** What the data was when it was chosen. */
      rows: z.object({ train: count, valid: count }),
      clusters: count,
      /** Rows that say that an answer is bad; votes alone have them. */
      against: count,
      tokens: count,
      dropped: z.record(z.string(), count),
      sha256: z.string(),
    })
    .optional(),
  metric: z
    .object({ setId: z.string(), setName: z.string(), baselineRun: z.string(), passed: z.number() })
    .optional(),
  /** `memory` = GB of the accelerator. */
  model: z.object({ base: z.string(), memory: z.number() }).optional(),
  architecture: z.object({ approach: z.enum(approaches), targets: z.array(z.string()) }).optional(),
  approach: z.object({ method: z.enum(methods) }).optional(),
  hyperparameters: z.object({ rank: count, virtualTokens: count, reduction: count }).optional(),
});
export type Choices = z.infer<typeof choicesShape>;
