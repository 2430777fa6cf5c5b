import { describe, expect, it } from 'vitest';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import {
  createFeatureReader,
  WORD_FEATURES,
} from '../../../../knowledge/index/ranking/candidate-features.ts';
import { parseQuestion } from '../../../../knowledge/index/ranking/question.ts';
import {
  FIELD_BREAK,
  readWordOrder,
  SENTENCE_BREAK,
} from '../../../../knowledge/index/ranking/word-order.ts';
import { createLexicalIndex } from '../../../../knowledge/index/words/lexical-index.ts';
import { askedOf, createWordTables } from '../../../../knowledge/index/words/word-table.ts';

const FILLER = 'Nothing else is said on that page whatsoever.';

function featuresOf(question: string, passage: Partial<IndexedPassage>): Record<string, number> {
  const lexical = createLexicalIndex();
  const base = { documentKey: 1, collection: 'a', title: '', path: '', headings: [], text: '' };
  lexical.add([
    { ...base, id: 1, ...passage },
    { ...base, id: 2, text: FILLER },
  ]);
  const { tables, size, frequencyOf } = lexical;
  const parsed = parseQuestion(question, { terms: tables.terms, size, frequencyOf });
  const asked = askedOf(parsed);
  const words = new Int32Array(512);
  const { segment, place } = lexical.find(1) ?? { segment: undefined, place: 0 };
  if (segment === undefined) throw new Error('the passage is not in the index');
  const count = readWordOrder(
    segment.words,
    segment.wordStarts[place] as number,
    segment.wordStarts[place + 1] as number,
    words,
  );
  const row = new Float32Array(WORD_FEATURES.length);
  createFeatureReader(asked, createWordTables(tables.terms)(asked))(words, count, row, 0);
  return Object.fromEntries(WORD_FEATURES.map((name, at) => [name, row[at] ?? 0]));
}

describe('features of a candidate', () => {
  it.each([
    ['titleMatch', 'train tickets', { title: 'Train tickets' }, 1],
    ['titleMatch', 'train tickets', { title: 'Train rides and lunch boxes' }, 0.25],
    ['titleMatch', 'train tickets', { text: 'Train tickets.' }, 0],
    ['bigrams', 'train tickets', { text: 'Buy train tickets early.' }, 1],
    ['bigrams', 'train tickets', { text: 'Buy tickets for a train early.' }, 0],
    ['near', 'train tickets', { text: 'Buy tickets for every train early.' }, 1],
    ['near', 'train tickets', { text: `Tickets cost money. ${FILLER} ${FILLER} A train leaves.` }, 0],
    ['run', 'train tickets', { text: 'Train tickets.' }, 1],
    ['run', 'train tickets', { text: 'Lunch.' }, 0],
    ['sentence', 'train tickets', { text: 'A train leaves with tickets.' }, 1],
    ['sentence', 'train tickets', { title: 'Tickets for a train' }, 1],
    ['second', 'train tickets', { text: 'Train tickets. Cheap train tickets.' }, 1],
    ['alikeSentence', 'photosynthesis', { text: 'Plants are photosynthetic.' }, 0.5],
  ] as const)('%s of "%s" in %j is about %d', (name, question, passage, wanted) => {
    expect(featuresOf(question, { ...passage })[name]).toBeGreaterThanOrEqual(wanted - 0.01);
    expect(featuresOf(question, { ...passage })[name]).toBeLessThan(wanted + 0.35);
  });

  it('tells a sentence with all of the question from two with half', () => {
    const whole = featuresOf('train tickets', { text: 'The train needs tickets. Lunch is free.' });
    const halves = featuresOf('train tickets', { text: 'The train is free. Lunch needs tickets.' });
    expect(whole['sentence']).toBeCloseTo(1);
    expect(halves['sentence']).toBeCloseTo(0.5);
    expect(halves['second']).toBeCloseTo(0.5, 1);
    expect(whole['second']).toBe(0);
  });

  it('is all zero where nothing matches', () => {
    const features = Object.values(featuresOf('quantum chromodynamics', { text: 'Lunch is at noon.' }));
    expect(features).toEqual(WORD_FEATURES.map(() => 0));
  });
});

describe('word order', () => {
  it('keeps words, sentences and fields in their order', () => {
    const lexical = createLexicalIndex();
    lexical.add([
      {
        id: 1,
        documentKey: 1,
        collection: 'a',
        title: 'Lunch',
        path: 'x.md',
        headings: ['Noon'],
        text: 'Soup is hot. Bread!\n\n- Salt\n- Pepper v2.3',
      },
    ]);
    const [segment] = lexical.segments();
    if (segment === undefined) throw new Error('no segment');
    const words = new Int32Array(64);
    const count = readWordOrder(segment.words, 0, segment.words.length, words);
    const names = [...words.subarray(0, count)].map((value) =>
      value === FIELD_BREAK ? '|' : value === SENTENCE_BREAK ? '.' : lexical.tables.terms.get(value - 2),
    );
    expect(names.join(' ')).toBe('lunch | noon | soup hot . bread . salt . pepper v2 3');
  });
});
