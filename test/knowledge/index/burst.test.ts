import { describe, expect, it } from 'vitest';
import { burstOf } from '../../../knowledge/index/burst.ts';
import { createLexicalIndex } from '../../../knowledge/index/lexical-index.ts';

const passage = (id: number, text: string) => ({
  id,
  documentKey: id,
  collection: 'a',
  title: '',
  path: '',
  headings: [],
  text,
});

describe('bursts of a term', () => {
  const lexical = createLexicalIndex();
  lexical.add([
    passage(1, 'badge badge badge badge desk'),
    passage(2, 'badge badge desk'),
    passage(3, 'desk window'),
  ]);
  const burst = (word: string): number => burstOf(lexical, lexical.tables.terms.idOf(word));

  it('are the log of how often a passage that has it has it', () => {
    expect(burst('badg')).toBeCloseTo(Math.log(3));
  });

  it('are none for a word met in passing, or never', () => {
    expect(burst('desk')).toBe(0);
    expect(burst('parrot')).toBe(0);
  });

  it('are told from a sample where many passages have it', () => {
    const many = createLexicalIndex();
    many.add(Array.from({ length: 1_000 }, (_, id) => passage(id, 'badge badge')));
    expect(burstOf(many, many.tables.terms.idOf('badg'))).toBeCloseTo(Math.log(2));
  });
});
