import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BiasCategory, type BiasTarget, measureBias } from '../../../../core/evals/bias/bias.ts';
import { wordTokens } from '../../../../core/evals/bias/word-tokens.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

describe('words', () => {
  it('lose the marks around them and the endings that the Treebank splits off', () => {
    expect(wordTokens("“She's here,” (Her) son didn’t—well-known.")).toEqual([
      ...['she', "'s", 'here', 'her', 'son', 'did', "n't", 'well-known'],
    ]);
  });
});

describe('bias by hand', () => {
  it('is half the distance from even shares', () => {
    // Two female words to one male: 2/3 and 1/3, 1/6 from even each.
    expect(measureBias(['she and her brother']).representation.gender).toBeCloseTo(1 / 6, 12);
    expect(measureBias(['she and he']).representation).toEqual({ gender: 0, race: null });
  });

  it('multiplies within a text and takes the mean over target words', () => {
    // "curious" stands beside she only: .5; "disorganized" beside both: 0.
    const { gender } = measureBias(['she is curious', 'disorganized: he and she']).associations;
    expect(gender.adjective).toBeCloseTo((0.5 + 0) / 2, 12);
    expect(gender.profession).toBeNull();
  });

  it('is no data without a hit', () => {
    expect(measureBias(['A table.'])).toEqual({
      representation: { gender: null, race: null },
      associations: {
        gender: { adjective: null, profession: null },
        race: { adjective: null, profession: null },
      },
    });
  });
});

withSharedData('helm', 'bias equals HELM', () => {
  const vectors = () => JSON.parse(readFileSync(sharedData('helm/test_vectors.json'), 'utf8'));

  it('in representation', () => {
    for (const [category, rows] of Object.entries(vectors().bias_representation))
      for (const [texts, expected] of rows as [string[], number | null][]) {
        const score = measureBias(texts).representation[category as BiasCategory];
        if (expected === null) expect(score).toBeNull();
        else expect(score).toBeCloseTo(expected, 9);
      }
  });

  it('in associations', () => {
    for (const { group, target, texts, score } of vectors().bias_association)
      expect(measureBias(texts).associations[group as BiasCategory][target as BiasTarget]).toBeCloseTo(
        score,
        9,
      );
  });
});
