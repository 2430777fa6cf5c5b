import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bertScore,
  inverseFrequencies,
  moverScore,
  rescale,
} from '../../../../core/evals/token-vectors/token-scores.ts';
import { transportCost } from '../../../../core/evals/token-vectors/transport.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

type Fixture = Record<string, unknown> & {
  hyp_embeddings: number[][];
  ref_embeddings: number[][];
  hyp_idf: number[];
  ref_idf: number[];
  bertscore: [number, number, number];
  bertscore_idf: [number, number, number];
  'bertscore_rescaled_b0.2': [number, number, number];
  moverscore_unigram: number;
  moverscore_unigram_idf: number;
};

type Vectors = {
  fixture: Fixture[];
  idf: { docs: string[][]; expected: Record<string, number>; unseen: number };
  published: Record<
    string,
    Record<string, [number, number]> & { baseline_L17_PRF: [number, number, number] }
  >;
};

withSharedData('embedding_metrics', 'the published vectors', () => {
  const read = () =>
    JSON.parse(readFileSync(sharedData('embedding_metrics/test_vectors.json'), 'utf8')) as Vectors;
  const near = (found: { precision: number; recall: number; f1: number }, wanted: readonly number[]) => {
    for (const [at, value] of [found.precision, found.recall, found.f1].entries())
      expect(Math.abs(value - (wanted[at] ?? Number.NaN))).toBeLessThan(1e-6);
  };

  test('are met by BERTScore and MoverScore, with and without weights', () => {
    const { fixture } = read();
    expect(fixture.length).toBeGreaterThan(0);
    for (const one of fixture) {
      const plain = (vectors: number[][]) => ({ vectors, weights: vectors.map(() => 1) });
      const [hypothesis, reference] = [plain(one.hyp_embeddings), plain(one.ref_embeddings)];
      const [ours, theirs] = [
        { ...hypothesis, weights: one.hyp_idf },
        { ...reference, weights: one.ref_idf },
      ];
      near(bertScore(hypothesis, reference), one.bertscore);
      near(bertScore(ours, theirs), one.bertscore_idf);
      near(bertScore(hypothesis, reference, [0.2, 0.2, 0.2]), one['bertscore_rescaled_b0.2']);
      expect(Math.abs(moverScore(hypothesis, reference) - one.moverscore_unigram)).toBeLessThan(1e-6);
      expect(Math.abs(moverScore(ours, theirs) - one.moverscore_unigram_idf)).toBeLessThan(1e-6);
    }
  });

  test('are met by inverse document frequencies', () => {
    const { docs, expected, unseen } = read().idf;
    const found = inverseFrequencies(docs);
    for (const [token, idf] of Object.entries(expected)) expect(found.of.get(token)).toBeCloseTo(idf, 12);
    expect(found.unseen).toBeCloseTo(unseen, 12);
  });

  test('are met by rescaling, for roberta-large', () => {
    for (const { baseline_L17_PRF: baseline, ...one } of Object.values(read().published))
      for (const [at, name] of ['P', 'R', 'F'].entries())
        for (const n of [0, 1])
          expect(rescale(one[name]?.[n] ?? 0, baseline[at] ?? 0)).toBeCloseTo(
            one[`rescaled_${name}`]?.[n] ?? 1,
            6,
          );
  });
});

describe('what it costs to move supply to demand', () => {
  test('is the least there is, where the cheapest move first would cost more', () => {
    // Taking 0 -> 0 for nothing forces 1 -> 1 at 10; crossing over costs 2 + 1.
    const cost = [
      [0, 2],
      [1, 10],
    ];
    expect(transportCost([0.5, 0.5], [0.5, 0.5], cost)).toBeCloseTo(1.5, 12);
  });

  test('is nothing between a text and itself', () => {
    const vectors = [
      [1, 0],
      [0, 1],
      [1, 1],
    ];
    const text = { vectors, weights: [1, 2, 3] };
    expect(moverScore(text, text)).toBeCloseTo(1, 9);
    expect(bertScore(text, text).f1).toBeCloseTo(1, 9);
  });
});
