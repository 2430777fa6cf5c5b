import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemRandom } from '../../../core/local/system-random.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('systemRandom.id', () => {
  it('is its prefix and 20 characters of a-z and 0-9', () => {
    expect(systemRandom.id('ans')).toMatch(/^ans_[a-z0-9]{20}$/);
  });

  it('sorts in the order the ids were made in, many in one millisecond', () => {
    const ids = Array.from({ length: 60_000 }, () => systemRandom.id('x'));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sorts in that order even when the wall clock steps back', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(new Date('2090-01-01'));
    const before = systemRandom.id('x');
    vi.setSystemTime(new Date('2089-01-01'));
    expect(systemRandom.id('x') > before).toBe(true);
  });
});

describe('systemRandom', () => {
  it('makes secrets of the asked strength that fit into a URL', () => {
    expect(systemRandom.secret(32)).toMatch(/^[\w-]{43}$/);
    expect(systemRandom.secret(32)).not.toBe(systemRandom.secret(32));
  });

  it('makes floats from 0 up to 1', () => {
    const floats = Array.from({ length: 1000 }, () => systemRandom.float());
    expect(floats.every((float) => float >= 0 && float < 1)).toBe(true);
    expect(new Set(floats).size).toBeGreaterThan(990);
  });
});
