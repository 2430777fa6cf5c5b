import { isCeiling } from '../../defensive-ux/ceiling-wording.ts';
import { JUDGE } from '../../guardrails/added-guards.ts';
import type { Answer, Step } from '../../types.ts';

/** Answers that cost nobody a model's work, though a follow-up may have been read with one. */
const GIVEN_AGAIN = ['exact-cache', 'semantic-cache', 'curated', 'small-talk'];

/**
 * How often models were asked for an answer, by its trace: to read a follow-up, for other words to search with, for every
 * draft, and by the judge. Rerankers and moderation are not among them. 0 for what was kept, curated or only quoted.
 */
export function modelCalls(
  { steps, servedBy, contact, reason }: Pick<Answer, 'steps' | 'servedBy' | 'contact' | 'reason'>,
  isFollowUp: boolean,
): number {
  if ((servedBy !== null && GIVEN_AGAIN.includes(servedBy)) || contact !== undefined) return 0;
  if (isCeiling(reason)) return 0;
  let calls = isFollowUp && steps.some(({ step }) => step === 'standalone') ? 1 : 0;
  for (const step of steps) {
    if (step.step === 'quote-instead') return isCeiling(step.detail.because) ? 0 : calls;
    calls += callsIn(step);
  }
  return calls;
}

function callsIn(step: Step): number {
  switch (step.step) {
    case 'searches':
      return 1;
    case 'generate':
      return 1 + (step.detail.passedOver?.length ?? 0);
    case 'output-guards':
      return step.detail.history.filter(({ guard }) => guard === JUDGE).length;
    default:
      return 0;
  }
}
