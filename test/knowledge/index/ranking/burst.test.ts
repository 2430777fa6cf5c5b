import { describe, expect, it } from 'vitest';
import { burstOf } from '../../../../knowledge/index/ranking/burst.ts';
import { createLexicalIndex } from '../../../../knowledge/index/words/lexical-index.ts';

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

  it('reads only its sample of postings that stayed in a file', () => {
    const many = createLexicalIndex();
    many.add(Array.from({ length: 1_000 }, (_, id) => passage(id, 'badge badge')));
    const [segment] = many.segments();
    if (segment === undefined) throw new Error('no segment');
    let read = 0;
    const left = {
      words: (start: number, end: number) => segment.words.subarray(start, end),
      postings(start: number, end: number) {
        read += end - start;
        return segment.postings.subarray(start, end);
      },
    };
    const burst = burstOf({ segments: () => [{ ...segment, left }] }, many.tables.terms.idOf('badg'));
    expect(burst).toBeCloseTo(Math.log(2));
    expect(read).toBe(64);
  });
});
