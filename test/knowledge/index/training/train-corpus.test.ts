import { describe, expect, it } from 'vitest';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import { CONTRAST, SELF_CHECK, VECTOR_SHARE } from '../../../../knowledge/index/ranking/weights.ts';
import {
  createCorpusModel,
  encodeRow,
  loadCorpusModel,
  type TermVectors,
} from '../../../../knowledge/index/training/corpus-model.ts';
import { trainLsa } from '../../../../knowledge/index/training/lsa.ts';
import { shareOf } from '../../../../knowledge/index/training/self-check.ts';
import { stepsFor, trainContrast } from '../../../../knowledge/index/training/train-contrast.ts';
import { type TrainingCorpus, trainCorpus } from '../../../../knowledge/index/training/train-corpus.ts';
import { cutPairs, type TrainingPairs } from '../../../../knowledge/index/training/training-pairs.ts';
import { createVectorSet } from '../../../../knowledge/index/vectors/vector-set.ts';
import { textVector } from '../../../../knowledge/index/vectors/vector-space.ts';
import { forwardRows } from '../../../../knowledge/index/words/forward.ts';
import { createLexicalIndex } from '../../../../knowledge/index/words/lexical-index.ts';
import { createNoise } from '../../../../knowledge/index/words/noise.ts';
import { createStringTable } from '../../../../knowledge/index/words/string-table.ts';

const TOPICS = 30;

/** A heading says by other words what its section is about; most words of a section are about nothing. */
function handbook(count: number, bare = false): IndexedPassage[] {
  const random = createNoise(7);
  const pick = (kind: string, most: number): string => `${kind}x${Math.floor(random() * most)}`;
  return Array.from({ length: count }, (_, id) => {
    const topic = id % TOPICS;
    const sentence = (): string => {
      const words = Array.from({ length: 8 }, () => pick('filler', 60));
      return `The ${[pick(`about${topic}`, 8), ...words, pick(`about${topic}`, 8)].join(' ')}.`;
    };
    const text = [sentence(), sentence(), sentence()].join(' ');
    return {
      id,
      documentKey: id,
      collection: 'a',
      title: '',
      path: '',
      headings: bare ? [] : [`${pick(`name${topic}`, 4)} ${pick(`name${topic}`, 4)} ${pick('filler', 60)}`],
      text: bare ? text.replaceAll('.', '').toLowerCase() : text,
    };
  });
}

function corpusOf(passages: IndexedPassage[]): TrainingCorpus {
  const index = createLexicalIndex();
  index.add(passages);
  const source = createMemorySource();
  source.put(passages);
  return {
    parts: index.segments().map(forwardRows),
    terms: createStringTable(index.tables.terms.sections()),
    textsOf: (ids) => source.read(ids),
  };
}

function pairsOf({ parts, terms, textsOf }: TrainingCorpus): { lsa: TermVectors; pairs: TrainingPairs } {
  const lsa = trainLsa(parts, terms.size);
  if (lsa === null) throw new Error('the corpus is large enough');
  const rowOf = new Int32Array(terms.size).fill(-1);
  lsa.terms.forEach((term, row) => {
    rowOf[term] = row;
  });
  const passages = parts.flatMap((part) => [...part.ids].map((_, row) => ({ part, row })));
  const texts = textsOf(passages.map(({ part, row }) => part.ids[row] ?? -1));
  return { lsa, pairs: cutPairs({ passages, rowOf, terms, textOf: (id) => texts.get(id) }) };
}

describe('training on pairs of a corpus', () => {
  it('finds the section of a heading it has not seen better than LSA does', () => {
    const whole = handbook(600);
    const seen = whole.map((passage) => (passage.id % 7 === 0 ? { ...passage, headings: [] } : passage));
    const corpus = corpusOf(seen);
    const { lsa, pairs } = pairsOf(corpus);
    const outcome = trainContrast(lsa, pairs);
    if (outcome === null) throw new Error('there are enough pairs');
    const questions = whole.filter(({ id }) => id % 7 === 0);
    const quality = (vectors: TermVectors): number => {
      const model = createCorpusModel(vectors);
      const set = createVectorSet(model.dimensions);
      for (const part of corpus.parts) {
        part.ids.forEach((id, row) => {
          const vector = encodeRow(model, part, row);
          if (vector !== null) set.put(id, 0, vector);
        });
      }
      const shares = questions.map(({ id, headings }) => {
        const vector = textVector(model, headings.join(' '), corpus.terms);
        const nearest = vector === null ? [] : set.nearest(set.prepare(vector), 20, null);
        return nearest.filter((hit) => hit.id % TOPICS === id % TOPICS).length / 20;
      });
      return shares.reduce((sum, share) => sum + share, 0) / shares.length;
    };
    expect(quality(lsa)).toBeLessThan(0.9);
    expect(quality(outcome.vectors)).toBeGreaterThan(quality(lsa) + 0.05);
  });

  it('lowers the loss', () => {
    const { lsa, pairs } = pairsOf(corpusOf(handbook(300)));
    const losses = trainContrast(lsa, pairs)?.losses ?? [];
    expect(losses.length).toBeGreaterThan(4);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.95);
  });

  it('gives the same from the same seed, and something else from another', () => {
    const corpus = corpusOf(handbook(200));
    const [one, two, other] = [trainCorpus(corpus, 3), trainCorpus(corpus, 3), trainCorpus(corpus, 4)];
    expect(one).toEqual(two);
    expect(other?.vectors.vectors).not.toEqual(one?.vectors.vectors);
  });

  it('stays with LSA where texts have neither headings nor sentences', () => {
    const trained = trainCorpus(corpusOf(handbook(200, true)));
    expect(trained?.vectors.id).toMatch(/^corpus-lsa\//);
    expect(trained?.share).toBe(VECTOR_SHARE);
    expect(trainCorpus(corpusOf(handbook(200)))?.vectors.id).toMatch(/^corpus-contrast\//);
  });

  it('does without a passage that left the store meanwhile', () => {
    const corpus = corpusOf(handbook(200));
    const some = (ids: number[]): ReturnType<TrainingCorpus['textsOf']> =>
      corpus.textsOf(ids.filter((id) => id % 2 === 0));
    expect(trainCorpus({ ...corpus, textsOf: some })?.vectors.trainedOn).toBe(200);
  });

  it('sees no more pairs than the corpus allows time for', () => {
    const [few, many] = [stepsFor(100, 50, 50), stepsFor(1e9, 1e5, 512)];
    expect(few).toBe((100 * CONTRAST.epochs) / 50);
    expect(many * 512).toBeLessThanOrEqual(CONTRAST.mostWork);
  });
});

describe('pairs', () => {
  const passage = {
    id: 1,
    documentKey: 1,
    collection: 'a',
    title: 'travel',
    path: '',
    headings: ['booking'],
    text: 'Book travel early and by train please. Hotels come second for most of our people.',
  };
  const pairs = (): { pairs: TrainingPairs; terms: TrainingCorpus['terms'] } => {
    const { parts, terms, textsOf } = corpusOf([passage]);
    const rowOf = Int32Array.from({ length: terms.size }, (_, term) => term);
    const texts = textsOf([1]);
    const [part] = parts;
    if (part === undefined) throw new Error('there is a segment');
    return {
      terms,
      pairs: cutPairs({ passages: [{ part, row: 0 }], rowOf, terms, textOf: (id) => texts.get(id) }),
    };
  };
  const counted = (
    fill: (put: (row: number, count: number) => void) => void,
    terms: TrainingCorpus['terms'],
  ) => {
    const bag: Record<string, number> = {};
    fill((row, count) => {
      bag[terms.get(row)] = count;
    });
    return bag;
  };

  it('are a breadcrumb and each sentence, with what the passage says beyond it', () => {
    const { pairs: cut, terms } = pairs();
    expect([...cut.isHeading]).toEqual([1, 0, 0]);
    const query = (pair: number): object =>
      counted((put) => cut.queryOf(pair, { put, close: () => {} }), terms);
    const target = (pair: number): object =>
      counted((put) => cut.targetOf(pair, { put, close: () => {} }), terms);
    expect(query(0)).toEqual({ travel: 1, book: 1 });
    expect(target(0)).toMatchObject({ book: 1, travel: 1, hotel: 1, train: 1 });
    expect(query(1)).toMatchObject({ book: 1, travel: 1, train: 1 });
    // Title and heading go on counting, three and two times.
    expect(target(1)).toMatchObject({ travel: 3, book: 2, hotel: 1 });
    expect(target(1)).not.toHaveProperty('train');
    expect(target(2)).not.toHaveProperty('hotel');
  });

  it('tell a heading that one passage has from one that many have', () => {
    const same = [1, 2, 3].map((id) => ({ ...passage, id, documentKey: id }));
    const { parts, terms, textsOf } = corpusOf([...same, { ...passage, id: 4, title: 'hotels' }]);
    const rowOf = Int32Array.from({ length: terms.size }, (_, term) => term);
    const texts = textsOf([1, 2, 3, 4]);
    const passages = parts.flatMap((part) => [...part.ids].map((_, row) => ({ part, row })));
    const cut = cutPairs({ passages, rowOf, terms, textOf: (id) => texts.get(id) });
    const telling = [...cut.isHeading.keys()].filter((pair) => cut.isTelling(pair));
    expect(telling.map((pair) => cut.passages[pair])).toEqual([3]);
  });
});

describe('the check of its own', () => {
  it('gives vectors no share where words alone are as good', () => {
    expect(shareOf(SELF_CHECK.shares.map(() => 0.5))).toBe(0);
    expect(shareOf(SELF_CHECK.shares.map((share) => 0.5 - share))).toBe(0);
    expect(shareOf(SELF_CHECK.shares.map((share) => 0.5 - Math.abs(share - 0.2)))).toBe(0.2);
    expect(shareOf(SELF_CHECK.shares.map((share) => 0.5 + share))).toBe(VECTOR_SHARE);
  });

  it('is kept with the model', () => {
    const trained = trainCorpus(corpusOf(handbook(200)));
    if (trained === null) throw new Error('the corpus is large enough');
    const model = createCorpusModel(trained.vectors, 0.125);
    const loaded = loadCorpusModel(model.sections());
    expect(loaded.share).toBe(0.125);
    expect(loaded.id).toBe(model.id);
  });
});
