import { describe, expect, it } from 'vitest';
import { stemOf } from '../../../../core/text/words/stem-to-search.ts';
import { parseQuestion } from '../../../../knowledge/index/ranking/question.ts';
import { correctedTerm } from '../../../../knowledge/index/words/misspelt.ts';
import { createStringTable } from '../../../../knowledge/index/words/string-table.ts';

/** A corpus that knows these words, each as often as the number says. */
function corpus(words: Record<string, number>) {
  const terms = createStringTable();
  const counts = new Map(
    Object.entries(words).map(([word, count]) => [terms.idOrAdd(stemOf(word, 'en')), count]),
  );
  return { terms, size: 500, frequencyOf: (term: number) => counts.get(term) ?? 0 };
}

const known = corpus({ vacation: 12, vocation: 1, travel: 40, hours: 9, overtime: 3, feedback: 5, days: 30 });

describe('a word that the corpus does not know', () => {
  it.each([
    ['vaction', 'vacation'],
    ['travle', 'travel'],
    ['travl', 'travel'],
    ['huors', 'hours'],
    ['overtme', 'overtime'],
    ['feedbak', 'feedback'],
    ['vecation', 'vacation'],
  ])('%s is read as %s, one slip away', (word, meant) => {
    expect(correctedTerm(word, known)).toBe(stemOf(meant, 'en'));
  });

  it.each(['ravel', 'days', 'dais', 'kubernetes', 'vact1on', 'xvacationx', 'a'.repeat(40)])(
    '%s is not taken for another one: too short, too far, or no plain word',
    (word) => {
      expect(correctedTerm(word, known)).toBeNull();
    },
  );

  it('counts as what was meant in a question, a little less', () => {
    const { terms } = parseQuestion('how many vaction days do I get', known);
    const meant = terms.find(({ text }) => text === stemOf('vacation', 'en'));
    expect(meant).toMatchObject({ telling: true });
    expect(meant?.weight).toBeLessThan(1);
    expect(terms.some(({ text }) => text === 'vaction')).toBe(false);
  });

  it('stays as it is where it is written as a name', () => {
    const { terms } = parseQuestion('who is Travle in the team', known);
    expect(terms.find(({ text }) => text === stemOf('travel', 'en'))).toBeUndefined();
    expect(parseQuestion('WHO PAYS FOR TRAVLE', known).terms.some(({ text }) => text === 'travel')).toBe(
      true,
    );
  });
});
