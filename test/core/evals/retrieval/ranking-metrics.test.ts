import { describe, expect, it } from 'vitest';
import { meanScores, scoreRanking } from '../../../../core/evals/retrieval/ranking-metrics.ts';

describe('a ranking', () => {
  const judged = new Map([
    ['a', 3],
    ['b', 1],
    ['c', 0],
    ['d', 2],
  ]);

  it('is worth its discounted gain of the best possible one', () => {
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
    const scores = scoreRanking(['c', 'a', 'x', 'b'], judged);
    expect(scores['nDCG@10']).toBeCloseTo((3 / Math.log2(3) + 1 / Math.log2(5)) / ideal, 14);
    expect(scores).toMatchObject({
      'recall@100': 2 / 3,
      'MRR@10': 1 / 2,
      'hit@1': 0,
      'hit@5': 1,
      'hit@10': 1,
    });
  });

  it('counts ranks to the last one that a metric looks at', () => {
    const at = (rank: number) => scoreRanking([...new Array(rank - 1).fill('x'), 'a'], judged);
    expect(at(10)).toMatchObject({ 'MRR@10': 0.1, 'hit@5': 0, 'hit@10': 1, 'recall@100': 1 / 3 });
    expect(at(11)).toMatchObject({ 'nDCG@10': 0, 'MRR@10': 0, 'hit@10': 0, 'recall@100': 1 / 3 });
    expect(at(101)).toMatchObject({ 'recall@100': 0 });
  });

  it('that is empty scores 0, and so does a question without a relevant document', () => {
    const zero = { 'nDCG@10': 0, 'recall@100': 0, 'MRR@10': 0, 'hit@1': 0, 'hit@5': 0, 'hit@10': 0 };
    expect(scoreRanking([], judged)).toEqual(zero);
    expect(scoreRanking(['c'], new Map([['c', 0]]))).toEqual(zero);
    expect(meanScores([scoreRanking(['a'], judged), scoreRanking([], judged)])['hit@1']).toBe(0.5);
  });
});
