import { anyExpectedIn } from '../sources.ts';
import type { Scorer } from './scorer.ts';

export const citedSource: Scorer = {
  name: 'citedSource',
  label: 'Source cited',
  help: 'An expected source is cited.',
  category: 'context-dependent',
  needs: ['reference'],
  decides: true,
  score: (expected, { answer }) => anyExpectedIn(expected, answer.citations),
};
