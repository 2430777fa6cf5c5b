import { describe, expect, it } from 'vitest';
import { likelyPairs, type Signed } from '../../../knowledge/duplicates/pairs.ts';
import { likeness, signatureOf } from '../../../knowledge/duplicates/signature.ts';

/** Words that differ for each seed; a linear congruential generator, so that a failure can be seen again. */
function words(count: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return `w${state % 5000}`;
  });
}

function signed(...texts: string[]): Uint32Array {
  const signature = signatureOf(texts);
  if (signature === null) throw new Error('too few words');
  return signature;
}

/** The true Jaccard likeness of shingles of five words. */
function jaccard(a: string[], b: string[]): number {
  const shingles = (list: string[]) =>
    new Set(list.slice(4).map((_, at) => list.slice(at, at + 5).join(' ')));
  const [one, other] = [shingles(a), shingles(b)];
  const shared = [...one].filter((shingle) => other.has(shingle)).length;
  return shared / (one.size + other.size - shared);
}

describe('a signature', () => {
  it('is the same for the same words, however they are written and cut', () => {
    const text = words(400, 1);
    expect(likeness(signed(text.join(' ')), signed(text.join('\n').toUpperCase()))).toBe(1);
    expect(
      likeness(signed(text.join(' ')), signed(text.slice(0, 100).join(', '), text.slice(100).join(' '))),
    ).toBe(1);
  });

  it('estimates the share of word sequences in common within a tenth', () => {
    const text = words(1_000, 2);
    for (const kept of [950, 800, 600, 300]) {
      const other = [...text.slice(0, kept), ...words(1_000 - kept, 3)];
      const estimate = likeness(signed(text.join(' ')), signed(other.join(' ')));
      expect(Math.abs(estimate - jaccard(text, other)), `${kept} words kept`).toBeLessThan(0.1);
    }
  });

  it('of other words is unlike', () => {
    expect(likeness(signed(words(1_000, 4).join(' ')), signed(words(1_000, 5).join(' ')))).toBeLessThan(0.1);
  });

  it('is not made of a few words', () => {
    expect(signatureOf(['one two three'])).toBeNull();
    expect(signatureOf([])).toBeNull();
  });

  it('of a hundred words is no more alike than they are', () => {
    const text = words(100, 6);
    const other = [...text.slice(0, 50), ...words(50, 7)];
    const estimate = likeness(signed(text.join(' ')), signed(other.join(' ')));
    expect(Math.abs(estimate - jaccard(text, other))).toBeLessThan(0.15);
  });
});

describe('pairs', () => {
  it('are found among many documents, and no others', () => {
    const documents: Signed[] = Array.from({ length: 2_000 }, (_, index) => ({
      documentId: `doc_${String(index).padStart(4, '0')}`,
      signature: signed(words(300, index + 10).join(' ')),
    }));
    const copy = words(300, 10 + 77);
    const near = [...copy.slice(0, 270), ...words(30, 9_999)];
    documents.push({ documentId: 'doc_copy', signature: signed(copy.join(' ')) });
    documents.push({ documentId: 'doc_near', signature: signed(near.join(' ')) });
    const pairs = likelyPairs(documents);
    expect(pairs.map((pair) => [pair.documentId, pair.otherId])).toEqual([
      ['doc_0077', 'doc_copy'],
      ['doc_0077', 'doc_near'],
      ['doc_copy', 'doc_near'],
    ]);
    expect(pairs[0]?.likeness).toBe(1);
    expect(pairs[1]?.likeness).toBeGreaterThan(0.7);
  });

  it('of thousands of equal documents do not grow with their square', () => {
    const signature = signed(words(100, 8).join(' '));
    const documents = Array.from({ length: 3_000 }, (_, index) => ({
      documentId: `d${10_000 + index}`,
      signature,
    }));
    expect(likelyPairs(documents)).toHaveLength(2_999);
  });
});
