import { describe, expect, it } from 'vitest';
import { findSpans, replaceSpans } from '../../../core/guardrails/spans.ts';

describe('replaceSpans', () => {
  it.each<[string, [number, number][], string]>([
    ['nothing', [], 'abcdef'],
    ['one span', [[1, 3]], 'a<bc>def'],
    [
      'spans in any order',
      [
        [4, 5],
        [0, 1],
      ],
      '<a>bcd<e>f',
    ],
    [
      'spans that touch',
      [
        [0, 2],
        [2, 4],
      ],
      '<ab><cd>ef',
    ],
    [
      'spans that overlap',
      [
        [0, 3],
        [2, 4],
      ],
      '<abc><d>ef',
    ],
    [
      'a span inside another',
      [
        [0, 4],
        [1, 2],
      ],
      '<abcd>ef',
    ],
    ['the whole text', [[0, 6]], '<abcdef>'],
  ])('replaces %s', (_name, spans, result) => {
    expect(replaceSpans('abcdef', spans, (found) => `<${found}>`)).toBe(result);
  });
});

describe('findSpans', () => {
  it('finds every match of every pattern', () => {
    expect(findSpans('a1b22', [/\d+/g, /b/g])).toEqual([
      [1, 2],
      [3, 5],
      [2, 3],
    ]);
  });
});
