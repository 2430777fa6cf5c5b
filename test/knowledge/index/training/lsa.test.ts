import { describe, expect, it } from 'vitest';
import { packSections, unpackSections } from '../../../../knowledge/index/files/packed-file.ts';
import {
  type CorpusModel,
  createCorpusModel,
  encodeRow,
  encodeTerms,
  loadCorpusModel,
} from '../../../../knowledge/index/training/corpus-model.ts';
import { trainLsa } from '../../../../knowledge/index/training/lsa.ts';
import {
  gram,
  multiply,
  orthonormalise,
  symmetricEigen,
} from '../../../../knowledge/index/vectors/dense-math.ts';
import { forwardRows } from '../../../../knowledge/index/words/forward.ts';
import { createLexicalIndex, type LexicalIndex } from '../../../../knowledge/index/words/lexical-index.ts';

/** Cars and autos stand beside the same words, never together; so do cakes and pies. */
function corpus(count: number): LexicalIndex {
  const index = createLexicalIndex();
  const road = 'wheel motor driver brake fuel road mirror clutch seat belt horn tyre'.split(' ');
  const kitchen = 'sugar oven flour butter cream recipe bowl spoon yeast dough salt egg'.split(' ');
  index.add(
    Array.from({ length: count }, (_, id) => {
      const words = id % 2 === 0 ? road : kitchen;
      const name = id % 2 === 0 ? (id % 4 === 0 ? 'car' : 'auto') : id % 4 === 1 ? 'cake' : 'pie';
      const some = [1, 2, 3, 4].map(
        (n) => words[Math.floor(Math.abs(Math.sin(id * 12.9 + n)) * 1e4) % words.length],
      );
      return {
        id,
        documentKey: id,
        collection: 'a',
        title: '',
        path: '',
        headings: [],
        text: `${name} ${some.join(' ')}`,
      };
    }),
  );
  return index;
}

function trained(index: LexicalIndex): CorpusModel {
  const vectors = trainLsa(index.segments().map(forwardRows), index.tables.terms.size);
  if (vectors === null) throw new Error('the corpus is large enough');
  return createCorpusModel(vectors);
}

/** Mean cosine of a word with the passages that hold another word. */
function closeness(model: CorpusModel, index: LexicalIndex, word: string, holding: string): number {
  const term = (one: string): number => index.tables.terms.idOf(one);
  const vector = encodeTerms(model, [{ term: term(word), weight: 1 }]) ?? new Float32Array();
  const cosines = index.segments().flatMap((segment) => {
    const rows = forwardRows(segment);
    return [...rows.ids].flatMap((_, row) => {
      const held = rows.terms.subarray(rows.starts[row], rows.starts[row + 1]);
      if (!held.includes(term(holding))) return [];
      const other = encodeRow(model, rows, row) ?? new Float32Array();
      return [vector.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0)];
    });
  });
  return cosines.reduce((sum, x) => sum + x, 0) / cosines.length;
}

describe('corpus embeddings', () => {
  it('bring words together that stand in the same company', () => {
    const index = corpus(200);
    const model = trained(index);
    expect(closeness(model, index, 'car', 'auto')).toBeGreaterThan(
      closeness(model, index, 'car', 'cake') + 0.1,
    );
    expect(closeness(model, index, 'pie', 'cake')).toBeGreaterThan(
      closeness(model, index, 'pie', 'auto') + 0.1,
    );
  });

  it('come out the same on every run', () => {
    const [one, two] = [trained(corpus(120)), trained(corpus(120))];
    expect(one.sections()).toEqual(two.sections());
  });

  it('are not made from too few passages', () => {
    const index = corpus(20);
    expect(trainLsa(index.segments().map(forwardRows), index.tables.terms.size)).toBeNull();
  });

  it('encode the same after they were saved', () => {
    const index = corpus(120);
    const model = trained(index);
    const file = new Uint8Array(Buffer.concat(packSections(model.sections())));
    const loaded = loadCorpusModel(unpackSections(file));
    const [rows] = index.segments().map(forwardRows);
    if (rows === undefined) throw new Error('there is a segment');
    expect(encodeRow(loaded, rows, 3)).toEqual(encodeRow(model, rows, 3));
    expect(encodeTerms(loaded, [{ term: 1_000_000, weight: 1 }])).toBeNull();
  });

  it('see a passage term by term as it was written', () => {
    const index = createLexicalIndex();
    index.add([
      { id: 5, documentKey: 1, collection: 'a', title: '', path: '', headings: [], text: 'red two two' },
    ]);
    index.add([{ id: 4, documentKey: 1, collection: 'a', title: '', path: '', headings: [], text: 'three' }]);
    index.remove([4]);
    const seen = index.segments().flatMap((segment) => {
      const rows = forwardRows(segment);
      return [...rows.ids].map((id, row) => {
        const terms = rows.terms.subarray(rows.starts[row], rows.starts[row + 1]);
        const times = rows.frequencies.subarray(rows.starts[row], rows.starts[row + 1]);
        return { id, terms: [...terms].map((term, i) => `${index.tables.terms.get(term)} ${times[i]}`) };
      });
    });
    expect(seen).toEqual([{ id: 5, terms: ['red 1', 'two 2'] }]);
  });
});

describe('dense mathematics', () => {
  const matrix = Float32Array.from({ length: 40 * 6 }, (_, i) => Math.sin(i * i * 0.37) + (i % 7) * 0.1);

  it('makes columns orthonormal, and columns that depend on others zero', () => {
    const x = matrix.slice();
    for (let row = 0; row < 40; row++) x[row * 6 + 5] = (x[row * 6] ?? 0) * 2;
    orthonormalise(x, 40, 6);
    const product = gram(x, 40, 6);
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 6; j++) expect(product[i * 6 + j]).toBeCloseTo(i === j && i < 5 ? 1 : 0, 4);
  });

  it('multiplies by any matrix, whatever its size', () => {
    const right = Float64Array.from({ length: 6 * 5 }, (_, i) => Math.cos(i));
    const product = multiply(matrix, 40, { matrix: right, width: 6, columns: 5 });
    for (let row = 0; row < 40; row++) {
      for (let j = 0; j < 5; j++) {
        let sum = 0;
        for (let i = 0; i < 6; i++) sum += (matrix[row * 6 + i] ?? 0) * (right[i * 5 + j] ?? 0);
        expect(product[row * 5 + j]).toBeCloseTo(sum, 5);
      }
    }
  });

  it('finds eigenvectors, largest first', () => {
    const symmetric = gram(matrix, 40, 6);
    const { values, vectors } = symmetricEigen(symmetric, 6);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    for (let k = 0; k < 6; k++) {
      for (let i = 0; i < 6; i++) {
        let product = 0;
        for (let j = 0; j < 6; j++) product += (symmetric[i * 6 + j] ?? 0) * (vectors[j * 6 + k] ?? 0);
        expect(product).toBeCloseTo((values[k] ?? 0) * (vectors[i * 6 + k] ?? 0), 5);
      }
    }
  });
});
