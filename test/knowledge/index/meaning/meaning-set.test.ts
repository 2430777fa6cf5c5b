import { describe, expect, it } from 'vitest';
import { byMeaning } from '../../../../knowledge/index/meaning/by-meaning.ts';
import { meaningOf } from '../../../../knowledge/index/meaning/meaning-score.ts';
import { createMeaningSet } from '../../../../knowledge/index/meaning/meaning-set.ts';
import { packUnits, unitsOf } from '../../../../knowledge/index/meaning/units.ts';

const unit = (...numbers: number[]): Float32Array => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (number) => number / length);
};

function setOf(passages: Record<number, Float32Array[]>) {
  const set = createMeaningSet(4);
  for (const [id, units] of Object.entries(passages)) set.put(Number(id), 0, packUnits(units));
  return set;
}

describe('unitsOf', () => {
  it('puts the breadcrumb first, each title once, and each sentence behind its heading', () => {
    const { texts, spans } = unitsOf({
      title: 'Leave',
      headings: ['Leave', 'Sick'],
      text: 'Call us. Then rest.',
    });
    expect(texts).toEqual(['Leave. Sick', 'Sick: Call us.', 'Sick: Then rest.']);
    expect(spans).toEqual([
      { start: 0, end: 8 },
      { start: 9, end: 19 },
    ]);
  });
});

describe('a set of meanings', () => {
  it('tells the cosine of the breadcrumb and of each sentence', () => {
    const set = setOf({ 7: [unit(1, 0, 0, 0), unit(0, 1, 0, 0), unit(1, 1, 0, 0)] });
    const found = set.ask(unit(0, 1, 0, 0)).of(7);
    expect(found?.crumb).toBeCloseTo(0, 2);
    expect([...(found?.sentences ?? [])].map((cosine) => Math.round(cosine * 100))).toEqual([100, 71]);
  });

  it('names each passage once, by its best unit', () => {
    const set = setOf({
      1: [unit(1, 0, 0, 0), unit(0, 0, 1, 0)],
      2: [unit(0, 1, 0, 0), unit(0.9, 1, 0, 0)],
      3: [unit(0, 0, 0, 1), unit(0, 0, 1, 0)],
    });
    expect(set.ask(unit(0, 1, 0, 0)).nearest(2, null)).toEqual([2, 1]);
  });

  it('forgets what is removed, and takes the new in the place of the old', () => {
    const set = setOf({ 1: [unit(1, 0, 0, 0), unit(0, 1, 0, 0)], 2: [unit(0, 0, 1, 0)] });
    set.put(1, 0, packUnits([unit(0, 0, 0, 1)]));
    expect(set.units).toBe(2);
    expect(set.ask(unit(1, 0, 0, 0)).of(1)?.crumb).toBeCloseTo(0, 2);
    set.remove(1);
    expect(set.ask(unit(1, 0, 0, 0)).of(1)).toBeNull();
    expect(set.passages).toBe(1);
  });
});

describe('ranking by meaning', () => {
  it('lets a passage without vectors neither win nor lose by that', () => {
    const set = setOf({ 1: [unit(0, 1, 0, 0)], 2: [unit(1, 0, 0, 0)] });
    const ranked = byMeaning(
      [
        { id: 1, score: 1 },
        { id: 2, score: 1 },
        { id: 3, score: 1 },
      ],
      set.ask(unit(0, 1, 0, 0)),
      { strength: 1, everyday: [] },
    );
    expect(ranked.map(({ id }) => id)).toEqual([1, 3, 2]);
  });

  it('trusts meaning more, the less of the question any passage has', () => {
    const asked = setOf({ 1: [unit(1, 0, 0, 0)], 2: [unit(0.3, 1, 0, 0)] }).ask(unit(0.6, 1, 0, 0));
    const byWords = [
      { id: 1, score: 4 },
      { id: 2, score: 0 },
    ];
    const first = (strength: number) => byMeaning(byWords, asked, { strength, everyday: [] })[0]?.id;
    expect(first(1)).toBe(1);
    expect(first(0)).toBe(2);
  });

  it('counts the words of documents for everyday ones only as far as the own words are not met', () => {
    const asked = setOf({ 1: [unit(1, 0, 0, 0)], 2: [unit(1, 0.1, 0, 0)] }).ask(unit(1, 0, 0, 0));
    const equal = [
      { id: 1, score: 0 },
      { id: 2, score: 0 },
    ];
    const first = (strength: number) => byMeaning(equal, asked, { strength, everyday: [0, 1] })[0]?.id;
    expect(first(1)).toBe(1);
    expect(first(0)).toBe(2);
  });

  it('counts the best unit most, and a second one less', () => {
    const one = meaningOf({ crumb: 0, sentences: Float32Array.of(0.8) });
    const two = meaningOf({ crumb: 0, sentences: Float32Array.of(0.8, 0.7) });
    const crumb = meaningOf({ crumb: 0.6, sentences: Float32Array.of(0.8, 0.7) });
    expect(two).toBeGreaterThan(one);
    expect(crumb).toBeGreaterThan(two);
    const better = meaningOf({ crumb: 0, sentences: Float32Array.of(0.9, 0.6) });
    expect(better).toBeGreaterThan(two);
  });
});
