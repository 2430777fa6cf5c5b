import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { squadF1, squadWords } from '../../../core/evals/answer-f1.ts';
import { wilson95 } from '../../../core/evals/intervals.ts';
import { etaOf, totalsOf, viewTotals } from '../../../core/evals/runs/totals.ts';
import { isPassed, noScores, scoreCase, verdictOf } from '../../../core/evals/scores.ts';
import type { GoldenCase } from '../../../core/ports/batches.ts';
import { aCitation, anAnswer } from '../../fixtures/answers.ts';

const golden: GoldenCase = {
  question: 'How do I book a train?',
  expectedSources: ['leave.md', 'travel.md'],
  mustAbstain: false,
  expectedAnswer: 'Book the trains through a travel desk',
};
const abstained = anAnswer({
  outcome: 'abstained',
  servedBy: null,
  citations: [],
  text: 'I could not find this.',
});
const found = [aCitation({ title: 'Leave', path: 'people/leave.md', documentId: 'doc_leave' })];

describe('the scores of a case', () => {
  test('are full when the answer cites an expected source and says the same', async () => {
    const scores = await scoreCase(golden, { answer: anAnswer(), retrieved: found });
    expect(scores).toEqual({ ...noScores, outcome: 1, citedSource: 1, retrievedSource: 1, answerF1: 1 });
    expect(isPassed(scores)).toBe(true);
  });

  test('tell a source that was found from one that was cited', async () => {
    const answer = anAnswer({
      citations: [aCitation({ title: 'Other', path: 'other.md', documentId: 'doc_o' })],
    });
    const scores = await scoreCase(golden, { answer, retrieved: found });
    expect(scores).toMatchObject({ outcome: 1, citedSource: 0, retrievedSource: 1 });
    expect(isPassed(scores)).toBe(false);
  });

  test('are none for a question that should be answered and is not', async () => {
    const scores = await scoreCase(golden, { answer: abstained, retrieved: [] });
    expect(scores).toEqual({ ...noScores, outcome: 0, citedSource: 0, retrievedSource: 0, answerF1: 0 });
  });

  const bare = { ...golden, expectedSources: [], expectedAnswer: null };

  test('are none without an expectation: nobody knows whether there should be an answer', async () => {
    const scores = await scoreCase(bare, { answer: anAnswer(), retrieved: null });
    expect(scores).toEqual(noScores);
    expect([isPassed(scores), verdictOf(scores)]).toEqual([false, 'unjudged']);
  });

  test('look for every expected fact, word for word', async () => {
    const facts = async (...expectedFacts: string[]) => {
      const answer = anAnswer({ text: 'Up to five days carry over [1].' });
      return (await scoreCase({ ...bare, expectedFacts }, { answer, retrieved: null }))['facts'];
    };
    expect(await facts('Five days', 'carry over')).toBe(1);
    expect(await facts('five days', 'ten days')).toBe(0);
    expect(await facts('ive days')).toBe(0);
  });

  test('fail an answer that was judged wrong, and say nothing of another', async () => {
    const known = { ...bare, wrongAnswers: [{ outcome: 'answered' as const, text: 'Five days [1].' }] };
    const verdict = async (answer: ReturnType<typeof anAnswer>) =>
      verdictOf(await scoreCase(known, { answer, retrieved: null }));
    expect(await verdict(anAnswer({ text: 'Five days [1].' }))).toBe('failed');
    expect(await verdict(anAnswer({ text: 'Ten days [1].' }))).toBe('unjudged');
    expect(await verdict(abstained)).toBe('unjudged');
  });

  test('ask a question without an answer for nothing but abstaining', async () => {
    const unanswerable = { ...golden, mustAbstain: true };
    const right = await scoreCase(unanswerable, { answer: abstained, retrieved: found });
    expect(right).toEqual({ ...noScores, outcome: 1 });
    expect(isPassed(right)).toBe(true);
    expect(isPassed(await scoreCase(unanswerable, { answer: anAnswer(), retrieved: found }))).toBe(false);
    expect(
      isPassed(await scoreCase(unanswerable, { answer: anAnswer({ outcome: 'refused' }), retrieved: null })),
    ).toBe(false);
  });

  test('do not pass a case on which nothing was measured', () => {
    expect(isPassed(noScores)).toBe(false);
  });
});

describe('SQuAD F1', () => {
  test('normalises case, punctuation, articles and space', () => {
    expect(squadWords(" The  cat's\tA-team, an 'Owl'! ")).toEqual(['cats', 'ateam', 'owl']);
  });

  test('takes only whole words for articles, in any script', () => {
    expect(squadWords('Montaña athena ánthe é-a')).toEqual(['montaña', 'athena', 'ánthe', 'éa']);
  });

  test('counts shared words as often as both sides have them', () => {
    // 2 shared words; precision 2/3, recall 2/4.
    expect(squadF1('new new york', 'new york city hall')).toBeCloseTo(
      (2 * (2 / 3) * (2 / 4)) / (2 / 3 + 2 / 4),
      12,
    );
    expect(squadF1('no overlap', 'at all')).toBe(0);
    expect(squadF1('the same', 'Same.')).toBe(1);
  });

  test('is one only for two empty texts when a text is empty', () => {
    expect(squadF1('the', '')).toBe(1);
    expect(squadF1('word', 'a')).toBe(0);
  });
});

describe('the Wilson interval', () => {
  const vectors = path.join('..', 'shared', 'data', 'stats', 'test_vectors.json');
  type Vectors = { wilson: { k: number; n: number; wilson95: [number, number] }[] };

  test.skipIf(!existsSync(vectors))(`equals statsmodels (skipped: ${vectors} is absent)`, () => {
    const { wilson } = JSON.parse(readFileSync(vectors, 'utf8')) as Vectors;
    expect(wilson).not.toHaveLength(0);
    for (const { k, n, wilson95: expected } of wilson) {
      const [low, high] = wilson95(k, n) ?? [];
      expect(low).toBeCloseTo(expected[0], 12);
      expect(high).toBeCloseTo(expected[1], 12);
    }
  });

  test('keeps a width at the ends and has none without cases', () => {
    // For 0 of n the upper end is z² / (n + z²).
    expect(wilson95(0, 10)).toEqual([0, expect.closeTo(3.841458820694124 / 13.841458820694124, 12)]);
    expect(wilson95(10, 10)).toEqual([expect.closeTo(10 / 13.841458820694124, 12), 1]);
    expect(wilson95(0, 0)).toBeNull();
  });
});

describe('the totals of a run', () => {
  const one = { outcome: 1, citedSource: 1, retrievedSource: null, answerF1: 0.5 };
  const zero = { outcome: 0, citedSource: null, retrievedSource: null, answerF1: 0 };

  const shown = (finished: Parameters<typeof totalsOf>[0]) => viewTotals(totalsOf(finished));

  test('average each score over the cases to which it applies', () => {
    const totals = shown([
      { scores: one, verdict: 'passed', ms: 10 },
      { scores: zero, verdict: 'failed', ms: 10 },
    ]);
    expect(totals).toEqual({
      ...{ done: 2, passed: 1, judged: 2, unjudged: 0, errors: 0 },
      means: { ...noScores, outcome: 0.5, citedSource: 1, answerF1: 0.25 },
      passInterval: wilson95(1, 2),
    });
  });

  test('count errors and answers that nobody judged apart from failures', () => {
    const totals = shown([
      { scores: one, verdict: 'passed', ms: 10 },
      { scores: noScores, verdict: 'error', ms: 10 },
      { scores: noScores, verdict: 'unjudged', ms: 10 },
    ]);
    expect(totals).toMatchObject({ done: 3, passed: 1, judged: 1, unjudged: 1, errors: 1 });
    expect(totals.passInterval).toEqual(wilson95(1, 1));
    expect(totals.means['outcome']).toBe(1);
  });

  test('claim nothing before the first case', () => {
    expect(shown([])).toEqual({
      ...{ done: 0, passed: 0, judged: 0, unjudged: 0, errors: 0 },
      ...{ means: noScores, passInterval: null },
    });
  });

  test('say by the last cases how long the others will take', () => {
    const slow = Array.from({ length: 30 }, () => ({ scores: one, verdict: 'passed' as const, ms: 9_000 }));
    const quick = Array.from({ length: 50 }, () => ({ scores: one, verdict: 'passed' as const, ms: 100 }));
    expect(etaOf(totalsOf([...slow, ...quick]), 20)).toBe(2_000);
    expect(etaOf(totalsOf([]), 20)).toBeNull();
  });
});
