import { describe, expect, it } from 'vitest';
import { type JudgedSet, mean, readJudgedSet } from '../../bench/judged-set.ts';
import { measureSet, type SetQuality, trainedEngine } from '../../bench/retrieval-quality.ts';
import { measureSentences } from '../../bench/sentence-quality.ts';
import { hasSharedData } from '../../bench/shared-data.ts';

/** Every n-th question of each set: seconds, not minutes. The whole table: test/bench/retrieval-quality.ts. */
const SETS = [
  { name: 'cranfield', every: 2, atLeast: 0.39 },
  { name: 'cacm', every: 1, atLeast: 0.53 },
  { name: 'covid-faq', every: 2, atLeast: 0.66 },
  { name: 'squad2-dev-half', every: 12, atLeast: 0.855 },
] as const;
const missing = SETS.filter(({ name }) => !hasSharedData(`retrieval/${name}`)).map(({ name }) => name);
const title = missing.length > 0 ? ` (skipped: shared/data/retrieval/${missing.join(', ')} is absent)` : '';

describe.skipIf(missing.length > 0)(`retrieval quality${title}`, () => {
  const measured = new Map<string, SetQuality>();
  const measure = (name: string, every: number): SetQuality => {
    const set: JudgedSet = readJudgedSet(name, every);
    const quality = measured.get(name) ?? measureSet(set);
    measured.set(name, quality);
    return quality;
  };

  it.each(SETS)('finds on $name what it found when the weights were set', ({ name, every, atLeast }) => {
    const { docent, plain } = measure(name, every);
    expect(mean(docent.ndcg)).toBeGreaterThanOrEqual(atLeast);
    expect(mean(docent.ndcg)).toBeGreaterThanOrEqual(mean(plain.ndcg) - 0.01);
  });

  it('finds at least 5 % more than plain BM25 over all sets', () => {
    const all = SETS.map(({ name, every }) => measure(name, every));
    const docent = mean(all.map((set) => mean(set.docent.ndcg)));
    const plain = mean(all.map((set) => mean(set.plain.ndcg)));
    expect(docent / plain).toBeGreaterThanOrEqual(1.05);
  });

  it('finds four in a hundred more of the relevant passages where BM25 misses many', () => {
    for (const { name, every } of SETS.filter((set) => set.name === 'cranfield' || set.name === 'cacm')) {
      const { docent, plain } = measure(name, every);
      expect(mean(docent.recall)).toBeGreaterThanOrEqual(mean(plain.recall) + 0.04);
    }
  });

  it('puts the sentence with the answer first for seven questions of ten', () => {
    const { at1, at3 } = measureSentences(trainedEngine, 6);
    expect(at1).toBeGreaterThanOrEqual(0.71);
    expect(at3).toBeGreaterThanOrEqual(0.84);
  });
});
