import { squadWords } from '../answer-f1.ts';
import type { Scorer } from './scorer.ts';

export const knownWrong: Scorer = {
  name: 'knownWrong',
  label: 'No known wrong answer',
  help: 'The answer is another than those that people judged wrong.',
  category: 'context-free',
  needs: [],
  decides: true,
  score({ wrongAnswers = [] }, { answer }) {
    const same = wrongAnswers.some(
      ({ outcome, text }) =>
        outcome === answer.outcome && (outcome !== 'answered' || alike(text) === alike(answer.text)),
    );
    // Another answer than a wrong one may be wrong, too.
    return same ? 0 : null;
  },
};

const alike = (text: string): string => squadWords(text).join(' ');
