import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonParts, type JsonPart } from '../../../../core/guardrails/engine/json-parts.ts';

function partsIn(text: string, size = 1): JsonPart[] {
  const parts = createJsonParts();
  const found: JsonPart[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...parts.feed(text.slice(at, at + size)));
  return found;
}

describe('createJsonParts', () => {
  it.each<[string, JsonPart[]]>([
    [
      '{"a": 1, "b": "x"}',
      [
        { place: ['a'], value: 1 },
        { place: ['b'], value: 'x' },
      ],
    ],
    ['Sure: {"a": {"b": [1, {"c": "}"}]}}', [{ place: ['a'], value: { b: [1, { c: '}' }] } }]],
    [
      '{"a": [1, [2], {"x": "y"}], "b": null}',
      [
        { place: ['a', 0], value: 1 },
        { place: ['a', 1], value: [2] },
        { place: ['a', 2], value: { x: 'y' } },
        { place: ['b'], value: null },
      ],
    ],
    [
      '[true, "a\\"b", {}]',
      [
        { place: [0], value: true },
        { place: [1], value: 'a"b' },
        { place: [2], value: {} },
      ],
    ],
    ['{"a": 12', []],
    ['{"a": "12', []],
    ['{"a": nope, "b": 1}', []],
    ['{"a": 1] "b": 2}', [{ place: ['a'], value: 1 }]],
    ['no JSON', []],
  ])('finds what is complete in %j', (text, expected) => {
    expect(partsIn(text)).toEqual(expected);
    expect(partsIn(text, 100)).toEqual(expected);
  });

  it('finds every field and item of any object, however it comes', () => {
    const check = fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      (value, size) => {
        const text = JSON.stringify(value, null, size % 3);
        const read = JSON.parse(text) as Record<string, unknown>;
        const expected = Object.entries(read).flatMap(([key, field]): JsonPart[] =>
          Array.isArray(field)
            ? field.map((item: unknown, index) => ({ place: [key, index], value: item }))
            : [{ place: [key], value: field }],
        );
        expect(partsIn(text, size)).toEqual(expected);
      },
    );
    fc.assert(check, { numRuns: 500, seed: 3 });
  });
});
