import { type SynonymProblem, synonymLimits } from './synonym-list.ts';

/** What keeps a synonym from being one, for whoever wrote it. */
export const synonymProblemWords: Record<SynonymProblem, string> = {
  empty: 'Both sides of a synonym need words.',
  'too-long': `What is said may have ${synonymLimits.saidCharacters} characters, what is meant ${synonymLimits.meantCharacters}.`,
  'no-words': 'A synonym needs letters or digits on both sides.',
  same: 'Both sides say the same.',
  'too-many': `There are ${synonymLimits.most} synonyms already. Take one off the list first.`,
};
