import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLexical, unpackLexical } from '../../../../knowledge/index/files/lexical-file.ts';
import { packSections, unpackSections } from '../../../../knowledge/index/files/packed-file.ts';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { createLexicalIndex, type LexicalIndex } from '../../../../knowledge/index/words/lexical-index.ts';
import { naiveScores } from '../naive-bm25.ts';

const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'max-cost', 'v2.3', '東京都', 'maxCost', 'the', 'Café'];
const QUERY = ['alpha', 'beta', 'gamma', 'maxcost', 'v2.3', '京都', 'max', 'cafe'];

const textOf = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...WORDS), { minLength: least, maxLength: most }).map((words) => words.join(' '));
const passageWith = (id: fc.Arbitrary<number>): fc.Arbitrary<IndexedPassage> =>
  fc.record({
    id,
    documentKey: fc.integer({ min: 0, max: 5 }),
    collection: fc.constantFrom('a', 'b'),
    title: textOf(0, 2),
    path: fc.constantFrom('', 'alpha/beta.md', 'gamma.pdf'),
    headings: fc.array(textOf(1, 2), { maxLength: 2 }),
    text: textOf(0, 12),
  });
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(passageWith(fc.integer({ min: 0, max: 60 })), { maxLength: 12 })
        .map((add) => ({ add })),
    },
    {
      weight: 2,
      arbitrary: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }).map((remove) => ({ remove })),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

function scoresOf(index: LexicalIndex, ids: Iterable<number>): Map<number, number> {
  const terms = QUERY.map((term) => index.tables.terms.idOf(term)).filter((term) => term >= 0);
  const scores = index.score(terms.map((term) => ({ term, weight: 1 })));
  return new Map(
    [...ids].map((id) => [id, index.scoreOf(scores, id)] as const).filter(([, score]) => score > 0),
  );
}

function expectEqual(found: Map<number, number>, wanted: Map<number, number>): void {
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [id, score] of wanted) expect(found.get(id)).toBeCloseTo(score, 4);
}

describe('lexical index', () => {
  it('scores as the formula does, after any adds, replacements and removals', () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const index = createLexicalIndex();
        const truth = new Map<number, IndexedPassage>();
        for (const change of changes) {
          if ('add' in change) {
            index.add(change.add);
            for (const passage of change.add) truth.set(passage.id, passage);
          } else {
            expect(index.remove(change.remove)).toBe(
              new Set(change.remove.filter((id) => truth.has(id))).size,
            );
            for (const id of change.remove) truth.delete(id);
          }
          expect(index.size).toBe(truth.size);
          expectEqual(
            scoresOf(
              index,
              Array.from({ length: 61 }, (_, id) => id),
            ),
            naiveScores([...truth.values()], QUERY),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('scores the same after it was packed and unpacked, and goes on from there', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const index = createLexicalIndex();
        const play = (target: LexicalIndex, changes: typeof before): void => {
          for (const change of changes)
            'add' in change ? target.add(change.add) : target.remove(change.remove);
        };
        play(index, before);
        const file = Buffer.concat(packSections(packLexical(index)));
        const loaded = createLexicalIndex(unpackLexical(unpackSections(new Uint8Array(file))));
        const ids = Array.from({ length: 61 }, (_, id) => id);
        expect(scoresOf(loaded, ids)).toEqual(scoresOf(index, ids));
        play(index, after);
        play(loaded, after);
        expect(scoresOf(loaded, ids)).toEqual(scoresOf(index, ids));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps few segments, however small the changes are', () => {
    const index = createLexicalIndex();
    for (let id = 0; id < 500; id++) {
      index.add([
        { id, documentKey: id, collection: 'a', title: '', path: '', headings: [], text: `word${id} shared` },
      ]);
    }
    expect(index.segments().length).toBeLessThanOrEqual(10);
    index.remove(Array.from({ length: 499 }, (_, id) => id));
    expect(index.segments().reduce((sum, segment) => sum + segment.count, 0)).toBeLessThan(10);
  });

  it('keeps postings in the order of ids, however passages come', () => {
    const index = createLexicalIndex();
    for (const id of [9, 4, 7, 1, 8, 2]) {
      const passage = {
        id,
        documentKey: 1,
        collection: 'a',
        title: '',
        path: '',
        headings: [],
        text: 'shared',
      };
      index.add([passage]);
    }
    for (const { ids, postings, starts } of index.segments()) {
      expect([...ids]).toEqual([...ids].toSorted((a, b) => a - b));
      const list = [...postings.subarray(starts[0], starts[1])];
      expect(list).toEqual(list.toSorted((a, b) => a - b));
    }
  });

  it('takes four bytes a posting and two for a word in its place', () => {
    const index = createLexicalIndex();
    const text = Array.from({ length: 200 }, (_, i) => `word${i}`).join(' ');
    index.add(
      Array.from({ length: 300 }, (_, id) => ({
        id,
        documentKey: id,
        collection: 'a',
        title: '',
        path: '',
        headings: [],
        text,
      })),
    );
    const bytes = packSections(packLexical(index)).reduce((sum, piece) => sum + piece.length, 0);
    expect(bytes / (300 * 200)).toBeLessThan(6.5);
  });

  it('refuses ids that are no 32-bit numbers', () => {
    for (const id of [-1, 1.5, 2 ** 32, Number.NaN]) {
      const passage = { id, documentKey: 1, collection: 'a', title: '', path: '', headings: [], text: 'x' };
      expect(() => createLexicalIndex().add([passage])).toThrow(/32-bit/);
    }
  });
});
