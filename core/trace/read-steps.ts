import { z } from 'zod';
import type { RetrievedForAnswer, Step, StepDetails, StepName } from '../types.ts';
import { formerNames, retrievedSchema, stepSchemas } from './step-schemas.ts';

const recorded = z.object({
  step: z.string(),
  /** Of a step that was read and stored again without being understood. */
  name: z.string().optional(),
  ms: z.number(),
  detail: z.unknown().optional(),
});

/**
 * The steps of a stored trace, whichever version wrote them: one that is not understood is `unknown` and kept as it was
 * recorded. Never throws; what is no list of steps has none.
 */
export function readSteps(stored: unknown): Step[] {
  return Array.isArray(stored) ? stored.map(readStep) : [];
}

function readStep(stored: unknown): Step {
  const line = recorded.safeParse(stored);
  if (!line.success) return { step: 'unknown', name: '', ms: 0, detail: stored };
  const { step, name: inner, ms, detail } = line.data;
  const name = step === 'unknown' && inner !== undefined ? inner : step;
  const known = formerNames[name] ?? name;
  const read = isStepName(known) ? stepSchemas[known].safeParse(detail) : null;
  // The schema's type ties the detail to the name; no union can say that of the two apart.
  if (read?.success) return { step: known, ms, detail: read.data } as Step;
  return { step: 'unknown', name, ms, detail };
}

function isStepName(name: string): name is StepName {
  return Object.hasOwn(stepSchemas, name);
}

/** The detail of the first step of a name; undefined where it was not taken or is not understood. */
export function detailOf<Name extends StepName>(
  steps: readonly Step[],
  name: Name,
): StepDetails[Name] | undefined {
  return steps.find((step) => step.step === name)?.detail as StepDetails[Name] | undefined;
}

/** What an answer's search found, by its trace: for answers that were stored without saying so themselves. */
export function retrievedBy(steps: readonly Step[]): RetrievedForAnswer | null {
  const detail = detailOf(steps, 'retrieve');
  return detail === undefined || 'failed' in detail
    ? null
    : { evidence: detail.evidence, passages: detail.passages };
}

/** What a stored answer says of its search; of one that was written before answers did, what its trace says. */
export function readRetrieved(stored: unknown, steps: readonly Step[]): RetrievedForAnswer | null {
  const own = retrievedSchema.safeParse(stored);
  return own.success ? own.data : retrievedBy(steps);
}
