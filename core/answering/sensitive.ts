import type { GuardFailure } from '../guardrails/guard.ts';
import type { Contact } from '../types.ts';

/**
 * What is said beside the answer to a question on a sensitive topic: whom to turn to. Null for any other question. Only
 * quotes answer a question that has one, whatever model is configured.
 */
export function contactFor(failures: readonly Pick<GuardFailure, 'guard'>[]): Contact | null {
  const noted = (id: string) => failures.some(({ guard }) => guard === id);
  // A question with other harmful language was refused before: what is left of it is self-harm.
  if (noted('toxicity')) return 'crisis';
  return noted('sensitive') ? 'sensitive' : null;
}
