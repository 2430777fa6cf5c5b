import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../core/text/read-json.ts';

describe('readJson', () => {
  it.each<[string, unknown]>([
    ['```json\n{"a": 1}\n```', { a: 1 }],
    ['Here it is: {"a": 1}. Anything else?', { a: 1 }],
    ['{"a": [1, 2,],}', { a: [1, 2] }],
    ["{'a': 'it\\'s \"so\"'}", { a: 'it\'s "so"' }],
    ['{a: 1, b_c: true}', { a: 1, b_c: true }],
    ['{"a": True, "b": None, "c": False}', { a: true, b: null, c: false }],
    ['{"a": 1, // why\n "b": /* because */ 2}', { a: 1, b: 2 }],
    ['{"a": "two\nlines\tand a tab"}', { a: 'two\nlines\tand a tab' }],
    ['{"url": "https://example.org/a,}", }', { url: 'https://example.org/a,}' }],
    ['[{"a": 1},]', [{ a: 1 }]],
  ])('mends %j', (text, value) => {
    expect(readJson(text)).toEqual({ kind: 'read', value, repaired: true });
  });

  it.each(['', '   ', 'no', '{"a": 1', '{"a": "cut o', '[1, 2', '{"a" 1}', '{{}}'])(
    'gives up on %j',
    (text) => {
      expect(readJson(text).kind).toBe('unreadable');
    },
  );

  it('refuses what is nested too deeply', () => {
    expect(readJson('['.repeat(200) + ']'.repeat(200))).toMatchObject({ kind: 'unreadable' });
  });

  it('leaves JSON as it is', () => {
    const check = fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(readJson(text)).toEqual({ kind: 'read', value: JSON.parse(text), repaired: false });
    });
    fc.assert(check, { numRuns: 300, seed: 2 });
  });

  it('throws for no text at all', () => {
    const unit = fc.constantFrom('{', '}', '[', ']', '"', "'", ',', ':', '/', '*', '\\', '`', 'a', '1', '\n');
    const texts = fc.string({ unit, maxLength: 60 });
    fc.assert(
      fc.property(texts, (text) => void readJson(text)),
      { numRuns: 2000, seed: 1 },
    );
  });
});
