import { describe, expect, it } from 'vitest';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { everydayScores, everydayTerms } from '../../../../knowledge/index/meaning/everyday.ts';
import { EVERYDAY_WORDS } from '../../../../knowledge/index/meaning/everyday-words.ts';
import { createLexicalIndex } from '../../../../knowledge/index/words/lexical-index.ts';

function indexOf(texts: string[]) {
  const lexical = createLexicalIndex();
  lexical.add(
    texts.map(
      (text, at): IndexedPassage => ({
        ...{ id: at + 1, documentKey: `d${at}`, collection: 'c', title: '', path: '', headings: [], text },
      }),
    ),
  );
  return lexical;
}

describe('everyday words', () => {
  it('name what documents write for them, in any form', () => {
    expect(everydayTerms('My gran died, am I off for the funeral?')).toContain('bereav');
    expect(everydayTerms('somebody pinched it')).toContain('theft');
  });

  it('add nothing that the question has itself, and nothing for words that are not in the table', () => {
    expect(everydayTerms('theft, pinched')).not.toContain('theft');
    expect(everydayTerms('What is the viscosity of plasma?')).toEqual([]);
  });

  it('score the passages that have them against the best', () => {
    const lexical = indexOf(['Report a theft to security.', 'The theft of time.', 'Lunch is at noon.']);
    const [first, second, third] = everydayScores(lexical, 'my backpack was nicked', [1, 2, 3]);
    expect(Math.max(first ?? 0, second ?? 0)).toBe(1);
    expect(third).toBe(0);
    expect(everydayScores(lexical, 'viscosity', [1, 2, 3])).toEqual([0, 0, 0]);
  });

  it('stand in rows of chat words and document words', () => {
    const rows = EVERYDAY_WORDS.split(';')
      .map((row) => row.trim())
      .filter(Boolean);
    expect(rows.filter((row) => !/^[a-z0-9 -]+ > [a-z0-9 -]+$/.test(row))).toEqual([]);
  });
});
