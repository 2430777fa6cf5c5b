import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packVector } from '../../../../knowledge/encoder/packed-vector.ts';
import { byMeaning } from '../../../../knowledge/index/meaning/by-meaning.ts';
import {
  directionsFile,
  directionsOf,
  readDirections,
} from '../../../../knowledge/index/meaning/directions.ts';
import { meaningOf } from '../../../../knowledge/index/meaning/meaning-score.ts';
import { createMeaningSet } from '../../../../knowledge/index/meaning/meaning-set.ts';
import { packUnits, unitsOf } from '../../../../knowledge/index/meaning/units.ts';
import { principalDirections } from '../../../bench/principal-directions.ts';
import { seeded } from '../../../fixtures/seeded.ts';

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

describe('a set of more units than are kept whole', () => {
  const SIZE = 32;
  const random = seeded(7);
  /** Vectors of a few directions with a little of everything, as sentences are: most of it can be cut. */
  const themes = Array.from({ length: 6 }, () => unit(...Array.from({ length: SIZE }, () => random() - 0.5)));
  const sentence = (): Float32Array => {
    const shares = themes.map(() => random() ** 3);
    const numberAt = (at: number): number =>
      themes.reduce(
        (sum, theme, nth) => sum + (theme[at] as number) * (shares[nth] as number),
        0.02 * random(),
      );
    return unit(...Array.from({ length: SIZE }, (_, at) => numberAt(at)));
  };
  const packed = new Map(
    Array.from({ length: 300 }, (_, id) => [id, packUnits(Array.from({ length: 4 }, sentence))] as const),
  );
  const read = (ids: readonly number[]) =>
    new Map(
      ids.flatMap((id) => {
        const bytes = packed.get(id);
        return bytes === undefined ? [] : [[id, bytes] as const];
      }),
    );
  const directions = directionsOf(
    principalDirections(Array.from({ length: 200 }, sentence), SIZE, 6).map(packVector),
    SIZE,
  );
  const filled = (options: { wholeAtMost: number }) => {
    const set = createMeaningSet(SIZE, { read, directions: () => directions, ...options });
    for (const [id, bytes] of packed) set.put(id, id % 2, bytes);
    return set;
  };
  const whole = filled({ wholeAtMost: 10_000 });
  const cut = filled({ wholeAtMost: 500 });

  it('finds nearly the same passages, in nearly the same order', () => {
    let shared = 0;
    for (let round = 0; round < 20; round++) {
      const question = sentence();
      const exact = whole.ask(question).nearest(10, null);
      const found = new Set(cut.ask(question).nearest(10, null));
      shared += exact.filter((id) => found.has(id)).length;
    }
    expect(shared / 200).toBeGreaterThan(0.9);
    expect([cut.passages, cut.units]).toEqual([whole.passages, whole.units]);
  });

  it('tells the same cosines, read from where the vectors are kept', () => {
    const question = sentence();
    const [exact, found] = [whole.ask(question).of(17), cut.ask(question).of(17)];
    expect(found?.crumb).toBeCloseTo(exact?.crumb ?? 9, 2);
    expect([...(found?.sentences ?? [])].length).toBe(3);
    for (const [at, cosine] of (found?.sentences ?? []).entries())
      expect(cosine).toBeCloseTo(exact?.sentences[at] ?? 9, 2);
  });

  it('takes in, replaces and forgets, and keeps to the collections that are allowed', () => {
    const set = filled({ wholeAtMost: 500 });
    const own = sentence();
    packed.set(900, packUnits([own]));
    set.put(900, 1, packed.get(900) as Uint8Array);
    expect(set.ask(own).nearest(1, null)).toEqual([900]);
    expect(set.ask(own).nearest(5, Uint8Array.of(1, 0))).not.toContain(900);
    expect(
      set
        .ask(own)
        .nearest(5, Uint8Array.of(1, 0))
        .every((id) => id % 2 === 0),
    ).toBe(true);
    set.put(900, 1, packUnits([sentence(), sentence()]));
    expect(set.units).toBe(whole.units + 2);
    set.remove(900);
    packed.delete(900);
    expect([set.has(900), set.ask(own).of(900), set.units]).toEqual([false, null, whole.units]);
  });

  it('stays whole where nothing could be read again', () => {
    const set = createMeaningSet(SIZE, { wholeAtMost: 10 });
    for (const [id, bytes] of packed) set.put(id, 0, bytes);
    const question = sentence();
    expect(set.ask(question).of(17)?.crumb).toBeCloseTo(whole.ask(question).of(17)?.crumb ?? 9, 5);
  });
});

it('the shipped directions are at right angles, and for the shipped encoder alone', () => {
  const shipped = readDirections(512);
  expect(shipped?.count).toBe(96);
  expect(readDirections(128)).toBeNull();
  const bytes = readFileSync(directionsFile);
  const rows = Array.from({ length: 96 }, (_, at) => new Int8Array(bytes.subarray(at * 512, at * 512 + 512)));
  for (const [at, row] of rows.entries()) {
    const along = shipped?.cut(row) ?? new Float32Array();
    expect(along[at]).toBeCloseTo(1, 3);
    for (const [other, value] of along.entries())
      if (other !== at) expect(Math.abs(value)).toBeLessThan(0.05);
  }
});
