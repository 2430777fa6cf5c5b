import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scoreOfLogprobs, scoreOfReplies } from '../../../../core/evals/judged/g-eval.ts';
import {
  answerCorrectness,
  answerRelevancy,
  contextPrecision,
  contextRecall,
  faithfulness,
  idPrecision,
  idRecall,
  noiseSensitivity,
  statementF1,
} from '../../../../core/evals/judged/ragas.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

// biome-ignore lint/suspicious/noExplicitAny: files of other people's shapes
const readVectors = (folder: string): Record<string, any> =>
  JSON.parse(readFileSync(sharedData(`${folder}/test_vectors.json`), 'utf8'));
const yes = (verdicts: readonly number[]): boolean[] => verdicts.map((one) => one === 1);

withSharedData('ragas', "Ragas's vectors", () => {
  const each = <T>(name: string, check: (one: T) => void) =>
    test(`are met: ${name}`, () => (readVectors('ragas')[name] as T[]).forEach(check));

  each<{ verdicts: number[]; score: number }>('context_precision', (one) =>
    expect(contextPrecision(yes(one.verdicts))).toBeCloseTo(one.score, 12),
  );
  each<{ verdicts: number[]; score: number | null }>('faithfulness', (one) =>
    expect(faithfulness(yes(one.verdicts))).toBe(one.score),
  );
  each<{ attributed: number[]; score: number }>('context_recall', (one) =>
    expect(contextRecall(yes(one.attributed))).toBe(one.score),
  );
  each<{ tp: number; fp: number; fn: number; f1: number }>('answer_correctness_f1', (one) =>
    expect(statementF1(one)).toBeCloseTo(one.f1, 12),
  );
  each<{ question: number[]; generated: number[][]; noncommittal: number[]; score: number }>(
    'answer_relevancy',
    (one) =>
      expect(answerRelevancy(one.question, one.generated, yes(one.noncommittal))).toBeCloseTo(one.score, 12),
  );
  each<{
    retrieved2gt: number[][];
    retrieved2answer: number[][];
    answer_supported_by_reference: number[];
    relevant: number;
    irrelevant: number;
  }>('noise_sensitivity', (one) => {
    const found = noiseSensitivity({
      passageToReference: one.retrieved2gt.map(yes),
      passageToAnswer: one.retrieved2answer.map(yes),
      correct: yes(one.answer_supported_by_reference),
    });
    expect(found.relevant).toBeCloseTo(one.relevant, 12);
    expect(found.irrelevant).toBeCloseTo(one.irrelevant, 12);
  });
  test('are met: ids', () => {
    const { id_based_precision: precision, id_based_recall: recall } = readVectors('ragas');
    expect(idPrecision(precision.retrieved, precision.reference)).toBe(precision.score);
    expect(idRecall(recall.retrieved, recall.reference)).toBe(recall.score);
  });
});

withSharedData('geval', "G-Eval's vectors", () => {
  test('are met by log-probabilities', () => {
    for (const one of readVectors('geval')['logprob_weighting']) {
      const found = scoreOfLogprobs(one.top_logprobs, one.scale);
      expect(found.score).toBeCloseTo(one.score_normalised, 9);
      expect(found.parsed).toBeCloseTo(one.weights_sum, 9);
    }
  });
  test('are met by replies, those without a number left out and counted', () => {
    for (const one of readVectors('geval')['sampling'])
      expect(scoreOfReplies(one.responses)).toEqual({
        score: expect.closeTo(one.mean_ignoring_unparsed, 9),
        parsed: 6 / 8,
      });
  });
});

test('answers nobody judged have no score', () => {
  expect(faithfulness([])).toBeNull();
  expect(answerRelevancy([1], [], [])).toBeNull();
  expect(scoreOfReplies(['none'])).toEqual({ score: null, parsed: 0 });
});

test('the answer’s likeness counts a quarter, where it was measured', () => {
  expect(answerCorrectness(0.5, 1)).toBeCloseTo(0.625, 12);
  expect(answerCorrectness(0.5, null)).toBe(0.5);
});

test('a relevancy of evasive answers alone is 0', () => {
  expect(answerRelevancy([1, 0], [[1, 0]], [true])).toBe(0);
});
