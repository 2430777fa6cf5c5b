import { withoutMarks } from '../../text/citation-marks.ts';
import { squadWords } from '../answer-f1.ts';
import type { Scorer } from './scorer.ts';

export const facts: Scorer = {
  name: 'facts',
  label: 'Facts stated',
  help: 'Every expected fact stands in the answer, word for word; case, articles and punctuation do not matter.',
  category: 'context-free',
  needs: ['reference'],
  decides: true,
  score({ mustAbstain, expectedFacts = [] }, { answer }) {
    if (mustAbstain || expectedFacts.length === 0) return null;
    const said = ` ${squadWords(withoutMarks(answer.text, ' ')).join(' ')} `;
    return Number(
      answer.outcome === 'answered' &&
        expectedFacts.every((fact) => said.includes(` ${squadWords(fact).join(' ')} `)),
    );
  },
};
