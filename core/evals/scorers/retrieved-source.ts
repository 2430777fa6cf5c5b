import { anyExpectedIn } from '../sources.ts';
import type { Scorer } from './scorer.ts';

export const retrievedSource: Scorer = {
  name: 'retrievedSource',
  label: 'Source found by the search',
  help: 'An expected source is among the passages that the search found.',
  category: 'context-dependent',
  needs: ['reference', 'contexts'],
  decides: false,
  score: (expected, { retrieved }) => anyExpectedIn(expected, retrieved),
};
