import { hasExpectation } from '../datasets/expectation.ts';
import type { Scorer } from './scorer.ts';

export const outcome: Scorer = {
  name: 'outcome',
  label: 'Right outcome',
  help: 'The question was answered, or not answered where it must not be.',
  category: 'context-free',
  needs: ['reference'],
  decides: true,
  // Without an expectation nobody knows whether there should be an answer.
  score: (expected, { answer }) =>
    hasExpectation(expected)
      ? Number(answer.outcome === (expected.mustAbstain ? 'abstained' : 'answered'))
      : null,
};
