import { describe, expect, it } from 'vitest';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import type { SearchEngine } from '../../../../knowledge/index/host/search-engine.ts';
import { fuse } from '../../../../knowledge/index/ranking/fusion.ts';

const passage = (id: number, text: string, extra: Partial<IndexedPassage> = {}): IndexedPassage => ({
  id,
  documentKey: id,
  collection: 'default',
  title: '',
  path: '',
  headings: [],
  text,
  ...extra,
});
function engineOf(...passages: IndexedPassage[]): SearchEngine {
  const engine = createSearchEngine(createMemorySource());
  engine.add(passages);
  return engine;
}
const idsOf = (engine: SearchEngine, text: string, k = 10): number[] =>
  engine.search({ text, k }).hits.map((hit) => hit.id);

describe('search', () => {
  it('puts a heading match above a body match', () => {
    const engine = engineOf(
      passage(1, 'Parking costs money and it is far away from here.'),
      passage(2, 'It costs money and it is far away from here.', { headings: ['Parking'] }),
      passage(3, 'Something else entirely, about lunch and dinner.'),
    );
    expect(idsOf(engine, 'parking')[0]).toBe(2);
  });

  it('lifts a passage of a document that is about the question', () => {
    const about = (id: number, documentKey: number, text: string): IndexedPassage =>
      passage(id, text, { documentKey });
    const engine = engineOf(
      about(1, 1, 'Limits apply to travel here.'),
      about(2, 1, 'Cats sleep all day long.'),
      about(3, 2, 'Limits apply to travel now.'),
      about(4, 2, 'Travel is booked early; travel needs travel approval.'),
    );
    const found = idsOf(engine, 'limits of travel');
    expect(found[0]).toBe(3);
    expect(found).not.toContain(2);
  });

  it('shows equal texts once', () => {
    const engine = engineOf(
      passage(1, 'Parking is free.'),
      passage(2, 'Parking is free.'),
      passage(3, 'Parking costs.'),
    );
    expect(idsOf(engine, 'parking')).toHaveLength(2);
  });

  it('finds code as it is written', () => {
    const engine = engineOf(
      passage(1, 'Pass --max-cost to stop early.'),
      passage(2, 'The maximum cost of it is ten.'),
      passage(3, 'Error ERR_42 means that the disk is full.'),
      passage(4, 'Error ERR_43 means that the net is down.'),
      passage(5, 'Release v2.3 added it.'),
      passage(6, 'Release v2.4 removed it, and v3.2 too.'),
    );
    expect(idsOf(engine, 'what is --max-cost')[0]).toBe(1);
    expect(idsOf(engine, 'err_42')[0]).toBe(3);
    expect(idsOf(engine, 'v2.3')[0]).toBe(5);
  });

  it('finds Japanese by pairs and German without harm', () => {
    const engine = engineOf(
      passage(1, '東京都の天気は晴れです。'),
      passage(2, 'Die Bücherei öffnet um neun Uhr.'),
    );
    expect(idsOf(engine, '東京の天気')).toEqual([1]);
    expect(idsOf(engine, 'Bücherei')).toEqual([2]);
  });

  it('knows how much of the question it found', () => {
    const engine = engineOf(passage(1, 'Parking is free on Sundays.'), passage(2, 'Lunch is at noon.'));
    const evidence = (text: string): number => engine.search({ text, k: 5 }).evidence;
    expect(evidence('Is parking free on Sundays?')).toBeGreaterThan(0.95);
    expect(evidence('parking permits for visitors')).toBeGreaterThan(0);
    expect(evidence('parking permits for visitors')).toBeLessThan(0.5);
    expect(evidence('quantum chromodynamics')).toBe(0);
    expect(evidence('')).toBe(0);
  });

  it('answers anything that may be asked, at any k', () => {
    const engine = engineOf(passage(1, 'Parking is free.'));
    for (const text of [
      '',
      ' ',
      '?',
      'x'.repeat(100_000),
      'parking '.repeat(5000),
      '\u0000',
      '👍',
      '__proto__ constructor',
    ]) {
      for (const k of [0, 1, 100]) expect(engine.search({ text, k }).hits.length).toBeLessThanOrEqual(k);
    }
  });
});

describe('fusion', () => {
  it('takes both scores of each candidate, whichever leg brought it', () => {
    const lexical = new Map([
      [1, 10],
      [2, 5],
    ]);
    const cosine = new Map([
      [1, 0.1],
      [2, 0.9],
      [3, 0.8],
      [4, -0.5],
    ]);
    const ranked = (map: Map<number, number>): { id: number; score: number }[] =>
      [...map].map(([id, score]) => ({ id, score }));
    const fused = fuse({
      lexical: ranked(lexical),
      lexicalScore: (id) => lexical.get(id) ?? 0,
      vector: { nearest: ranked(cosine), similarity: (id) => cosine.get(id) ?? 0, share: 0.25 },
    });
    expect(fused.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(fused.map(({ score }) => Number(score.toFixed(3)))).toEqual([0.775, 0.6, 0.2, 0]);
  });

  it('works with either leg alone', () => {
    const one = [{ id: 1, score: 4 }];
    expect(fuse({ lexical: one, lexicalScore: () => 4, vector: null })).toEqual([
      { id: 1, score: 1, words: 1, meaning: 0 },
    ]);
    expect(fuse({ lexical: [], lexicalScore: () => 0, vector: null })).toEqual([]);
    const vector = { nearest: [{ id: 7, score: 0.8 }], similarity: () => 0.8, share: 0.25 };
    expect(fuse({ lexical: [], lexicalScore: () => 0, vector })[0]?.id).toBe(7);
  });
});
