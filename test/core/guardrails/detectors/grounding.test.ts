import { describe, expect, it } from 'vitest';
import { groundingGuard } from '../../../../core/guardrails/answer-guards.ts';
import { scoreGrounding } from '../../../../core/guardrails/detectors/grounding.ts';
import { hasSharedData } from '../../../bench/shared-data.ts';
import { fixtureJson } from '../../../bench/trust-data.ts';
import { measureGrounding, measureHaluEval } from '../../../bench/trust-grounding.ts';

const pairs = fixtureJson('grounding.json') as { evidence: string; clean: string[]; planted: string[] }[];
const supported = (text: string, evidence: string[]) =>
  scoreGrounding(text, evidence).sentences.every((sentence) => sentence.supported);

describe('scoreGrounding', () => {
  it.each(pairs.flatMap(({ evidence, clean }) => clean.map((text) => [text, evidence])))(
    'supports %j',
    (text, evidence) => {
      expect(supported(text, [evidence])).toBe(true);
    },
  );

  it.each(pairs.flatMap(({ evidence, planted }) => planted.map((text) => [text, evidence])))(
    'does not support %j',
    (text, evidence) => {
      expect(supported(text, [evidence])).toBe(false);
    },
  );

  it('gives a quote 1 and no evidence 0', () => {
    const text = 'Trains are booked by the travel desk.';
    expect(scoreGrounding(text, [`${text} Keep the receipt.`]).score).toBe(1);
    expect(scoreGrounding(text, []).score).toBe(0);
    expect(scoreGrounding('', []).score).toBe(0);
  });

  it('says what speaks against a sentence', () => {
    const { sentences } = scoreGrounding('The desk opens at 11 in Oslo.', ['The desk opens at 9 in Bergen.']);
    expect(sentences[0]?.reasons).toEqual([
      'figures not in the evidence: 11',
      'names not in the evidence: oslo',
    ]);
  });
});

describe('the grounding guard', () => {
  const evidence = ['Trains are booked by the travel desk.'];
  it('keeps the sentences that are supported', () => {
    const text = 'Trains are booked by the travel desk. [1] The chief is Nakamura from Oslo. [1]';
    expect(groundingGuard.check({ text, evidence })).toMatchObject({
      kind: 'fail',
      fixed: 'Trains are booked by the travel desk. [1]',
    });
  });

  it('has nothing to offer where none is, and fails without evidence', () => {
    const verdict = groundingGuard.check({ text: 'The chief is Nakamura.', evidence });
    expect(verdict).toMatchObject({ kind: 'fail' });
    expect(verdict).not.toHaveProperty('fixed');
    expect(groundingGuard.check({ text: 'Trains are booked.', evidence: [] })).toMatchObject({
      kind: 'fail',
    });
  });
});

describe('a sentence of a source, word for word', () => {
  const evidence = [
    'You aren’t able to delete a message. Ask security to delete a message with personal data. No interns may drive.',
  ];
  it('is supported, whatever its neighbours deny', () => {
    const { sentences } = scoreGrounding(
      'Ask security to delete a message with personal data. [1]',
      evidence,
    );
    expect(sentences).toMatchObject([{ supported: true, score: 1, reasons: [] }]);
  });

  it('is not one that was cut out of a sentence that denies it', () => {
    const { sentences } = scoreGrounding('Interns may drive. [1]', evidence);
    expect(sentences).toMatchObject([{ supported: false }]);
  });
});

describe('on labelled rows', () => {
  it.skipIf(!hasSharedData('guardrails/halueval'))('tells right answers from made-up ones', () => {
    for (const { auc, data } of measureHaluEval()) expect(auc, data).toBeGreaterThan(0.89);
  });

  it.skipIf(!hasSharedData('retrieval/squad2-dev-half'))(
    'flags at least 95 % of planted sentences and at most 5 % of clean ones',
    () => {
      for (const { data, recall, falseAlarms } of measureGrounding()) {
        if (recall !== undefined) expect(recall[0] / recall[1], data).toBeGreaterThanOrEqual(0.95);
        if (falseAlarms !== undefined)
          expect(falseAlarms[0] / falseAlarms[1], data).toBeLessThanOrEqual(0.05);
      }
    },
  );
});
