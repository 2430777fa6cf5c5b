import { describe, expect, it } from 'vitest';
import { FNV_PRIME, FNV_SEED, fnv1a32, sha256Hex } from '../../../core/text/hashes.ts';

describe('fnv1a32', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hashes %j as the published vectors do', (text, hash) => {
    expect(fnv1a32(text)).toBe(hash);
  });

  it('is what a reader of a span works out unit by unit', () => {
    const text = 'Zürich 🚆';
    let hash = FNV_SEED;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
    expect(fnv1a32(text)).toBe(hash >>> 0);
  });

  it('gives another hash for another seed', () => {
    expect(fnv1a32('word', 1)).not.toBe(fnv1a32('word', 2));
  });
});

describe('sha256Hex', () => {
  it('hashes a text as its UTF-8 bytes', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('Zürich')).toBe(sha256Hex(new TextEncoder().encode('Zürich')));
  });
});
