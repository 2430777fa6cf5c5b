import { describe, expect, it } from 'vitest';
import { contradictionGuard, groundingGuard } from '../../../../core/guardrails/answer-guards.ts';
import { readFacts } from '../../../../core/guardrails/detectors/grounding-facts.ts';
import { normaliseTimes, sameFigure } from '../../../../core/guardrails/detectors/grounding-times.ts';
import { fixtureJson } from '../../../bench/trust-data.ts';

type Case = { evidence: string; question: string; keep: string[]; block: string[] };
const cases = fixtureJson('grounding-facts.json') as Case[];
const verdictOn = (text: string, { evidence, question }: Case) =>
  contradictionGuard.check({ text, evidence: [evidence], question });

describe('the contradiction guard', () => {
  it.each(cases.flatMap((one) => one.keep.map((text): [string, Case] => [text, one])))(
    'keeps %j',
    (text, one) => {
      expect(verdictOn(text, one)).toEqual({ kind: 'pass' });
    },
  );

  it.each(cases.flatMap((one) => one.block.map((text): [string, Case] => [text, one])))(
    'takes out %j',
    (text, one) => {
      expect(verdictOn(text, one)).toMatchObject({ kind: 'fail' });
    },
  );

  const travel =
    'Travel over 500 EUR is approved by your manager before you book. The travel desk books trains and hotels for all staff.';
  it.each([
    'Travel over 500 EUR is approved by your auditor before you book.',
    'Travel over 500 EUR is approved by the works council before you book.',
    'Travel over 500 EUR is approved by your manager, unless a physician signs a waiver.',
    'The travel desk books trains and hotels, and receives a bonus payment for loyalty.',
  ])('takes out %j, in which one part is made up', (text) => {
    expect(contradictionGuard.check({ text, evidence: [travel] })).toMatchObject({ kind: 'fail' });
  });

  it.each([
    'Your supervisor approves travel over 500 EUR before you book.',
    'Trains and hotels are booked by the travel desk, and trips over 500 EUR need the approval of your boss.',
    'Employees have trains booked by the travel desk: it also reserves hotels.',
  ])('keeps %j, which says it in other words', (text) => {
    expect(contradictionGuard.check({ text, evidence: [travel] })).toEqual({ kind: 'pass' });
  });

  it('says in words what is wrong', () => {
    const said = (text: string, evidence: string) => contradictionGuard.check({ text, evidence: [evidence] });
    expect(said('Trips may be approved by Ann.', 'Trips must be approved by Ann.')).toMatchObject({
      message: expect.stringContaining('says "may" where the evidence says "must"'),
    });
    expect(said('Kings eat purple elephants daily.', 'The desk opens at nine.')).toMatchObject({
      message: expect.stringContaining('most of its own words are nowhere in the evidence'),
    });
  });
});

describe('the grounding guard', () => {
  const evidence = ['Employees book train tickets through the travel desk and they keep the receipts.'];

  it('notes a paraphrase and a sentence in another language than the evidence', () => {
    for (const text of [
      'Employees can reserve rail tickets via the travel office.',
      'Die Fahrkarten werden von der Reisestelle gebucht und die Belege sind aufzuheben.',
    ])
      expect(groundingGuard.check({ text, evidence }), text).toMatchObject({ kind: 'fail' });
  });
});

describe('times of day', () => {
  it.each([
    ['9 am', '9:00', true],
    ['9 pm', '9:00', true],
    ['9 am', '09:00', true],
    ['9 pm', '09:00', false],
    ['5 pm', '17:00', true],
    ['5 p.m.', '5 Uhr', false],
    ['17 Uhr', '5 pm', true],
    ['9 am', '9 pm', false],
    ['12 am', 'midnight', true],
    ['12 pm', 'noon', true],
    ['9 am', '9:30 am', false],
    ['9', '9 am', true],
    ['9', '9 o’clock', true],
  ])('%j and %j are the same: %j', (one, other, same) => {
    const [a, b] = [one, other].map((text) => normaliseTimes(text).trim());
    expect(sameFigure(a ?? '', b ?? '')).toBe(same);
  });

  it('reads the first hour of a span', () => {
    expect(normaliseTimes('from 9 to 11 am')).toBe('from 9:00 to  11:00:00');
  });
});

describe('readFacts', () => {
  it('tells the month from the verb', () => {
    expect([...readFacts('You may go by May 31, and march in March.').months]).toEqual([5, 3]);
    expect([...readFacts('May I go? You may.').months]).toEqual([]);
  });

  it('gives a figure its unit and its span', () => {
    expect(readFacts('You get 20 working days of leave per year.').measures).toMatchObject([
      { figure: '20', unit: 'day', per: 'year' },
    ]);
    expect(readFacts('Hotels cost up to €140 a night.').measures).toMatchObject([
      { figure: '140', unit: 'eur', per: 'night' },
    ]);
  });
});
