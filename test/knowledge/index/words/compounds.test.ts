import { describe, expect, it } from 'vitest';
import { stemOf } from '../../../../core/text/words/stem-to-search.ts';
import { strengthOf } from '../../../../knowledge/index/ranking/evidence.ts';
import { parseQuestion } from '../../../../knowledge/index/ranking/question.ts';
import { otherSpellings } from '../../../../knowledge/index/words/compounds.ts';
import { createStringTable } from '../../../../knowledge/index/words/string-table.ts';

/** A corpus that knows these words, each as often as the number says. */
function corpus(words: Record<string, number>) {
  const terms = createStringTable();
  const counts = new Map(
    Object.entries(words).map(([word, count]) => [terms.idOrAdd(stemOf(word, 'en')), count]),
  );
  return { terms, size: 500, frequencyOf: (term: number) => counts.get(term) ?? 0 };
}

const stems = (...words: string[]): string[] => words.map((word) => stemOf(word, 'en'));

describe('a compound that the corpus writes otherwise', () => {
  it('is found in one word where the question has two', () => {
    expect(otherSpellings(['when', 'is', 'pay', 'day'], corpus({ payday: 3 }))).toEqual(stems('payday'));
    expect(otherSpellings(['log', 'in'], corpus({ login: 3, log: 5 }))).toEqual(stems('login'));
  });

  it('is found in two words where the corpus has not the one', () => {
    expect(otherSpellings(['payday'], corpus({ pay: 20, day: 30 }))).toEqual(stems('pay', 'day'));
    expect(otherSpellings(['payday'], corpus({ pay: 20, day: 30, payday: 1 }))).toEqual([]);
  });

  it('is cut where its rarer piece is commonest, and not into scraps', () => {
    const known = corpus({ work: 9, shop: 8, works: 9, hop: 1 });
    expect(otherSpellings(['workshop'], known)).toEqual(stems('work', 'shop'));
    expect(otherSpellings(['sofa'], corpus({ so: 50, fa: 2 }))).toEqual([]);
  });

  it('helps to find, and takes nothing from how well the question’s own words are met', () => {
    const known = corpus({ payday: 3, pay: 20, day: 30 });
    const question = parseQuestion('pay day', known);
    const other = question.terms.find(({ text }) => text === stems('payday')[0]);
    expect(other).toMatchObject({ telling: false, spelling: true });
    const own = { ...question, terms: question.terms.filter((term) => term !== other) };
    expect(strengthOf(question, 5)).toBe(strengthOf(own, 5));
  });
});
