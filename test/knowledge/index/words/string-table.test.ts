import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStringTable } from '../../../../knowledge/index/words/string-table.ts';

describe('string table', () => {
  it('numbers strings as a Map would, before and after it was saved', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 300 }), (texts) => {
        const map = new Map<string, number>();
        const table = createStringTable();
        for (const text of texts) {
          if (!map.has(text)) map.set(text, map.size);
          expect(table.idOrAdd(text)).toBe(map.get(text));
        }
        const loaded = createStringTable(table.sections());
        for (const [text, id] of map) {
          expect(loaded.idOf(text)).toBe(id);
          expect(loaded.get(id)).toBe(text);
        }
        expect(loaded.size).toBe(map.size);
        const fresh = `${texts.join('')}!`;
        expect(loaded.idOf(fresh)).toBe(map.get(fresh) ?? -1);
        expect(loaded.idOrAdd(fresh)).toBe(map.get(fresh) ?? map.size);
      }),
      { numRuns: 40 },
    );
  });

  it('grows past its first room', () => {
    const table = createStringTable();
    for (let i = 0; i < 50_000; i++) expect(table.idOrAdd(`term ${i}`)).toBe(i);
    expect(table.get(49_999)).toBe('term 49999');
    expect(table.idOf('term 12345')).toBe(12_345);
  });
});
