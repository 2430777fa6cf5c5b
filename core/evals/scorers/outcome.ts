import type { Scorer } from './scorer.ts';

export const outcome: Scorer = {
  name: 'outcome',
  label: 'Right outcome',
  help: 'The question was answered, or not answered where it must not be.',
  category: 'context-free',
  needs: ['reference'],
  decides: true,
  score: ({ mustAbstain }, { answer }) => Number(answer.outcome === (mustAbstain ? 'abstained' : 'answered')),
};
