import { withoutMarks } from '../../text/citation-marks.ts';
import { squadF1 } from '../answer-f1.ts';
import type { Scorer } from './scorer.ts';

export const answerF1: Scorer = {
  name: 'answerF1',
  label: 'Words in common (F1)',
  help: 'How many words the answer and the expected answer share, as SQuAD counts them.',
  category: 'context-free',
  needs: ['reference'],
  decides: false,
  score({ mustAbstain, expectedAnswer }, { answer }) {
    if (mustAbstain || expectedAnswer === null) return null;
    return answer.outcome === 'answered' ? squadF1(withoutMarks(answer.text, ' '), expectedAnswer) : 0;
  },
};
