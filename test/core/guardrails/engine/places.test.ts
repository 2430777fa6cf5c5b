import { describe, expect, it } from 'vitest';
import {
  placesOf,
  pointerOf,
  valueAt,
  withoutPlace,
  withValueAt,
} from '../../../../core/guardrails/engine/places.ts';

const value = { title: 'T', steps: [{ do: 'a' }, { do: 'b' }], 'a/b': { '~': 1 } };

describe('placesOf', () => {
  it.each<[string, (string | number)[][]]>([
    ['', [[]]],
    ['/title', [['title']]],
    [
      '/steps/*',
      [
        ['steps', 0],
        ['steps', 1],
      ],
    ],
    [
      '/steps/*/do',
      [
        ['steps', 0, 'do'],
        ['steps', 1, 'do'],
      ],
    ],
    ['/steps/1', [['steps', 1]]],
    ['/steps/2', []],
    ['/steps/-1', []],
    ['/a~1b/~0', [['a/b', '~']]],
    ['/nothing/here', []],
    ['/title/*', []],
    ['/toString', []],
    ['/__proto__', []],
  ])('finds %j', (path, places) => {
    expect(placesOf(value, path)).toEqual(places);
  });

  it('names them as pointers that lead there again', () => {
    for (const place of [
      ['a/b', '~'],
      ['steps', 1, 'do'],
    ])
      expect(placesOf(value, pointerOf(place))).toEqual([place]);
  });
});

describe('a copy', () => {
  it('has another value, and leaves the first as it was', () => {
    const changed = withValueAt(value, ['steps', 1, 'do'], 'c');
    expect([valueAt(changed, ['steps', 1, 'do']), valueAt(value, ['steps', 1, 'do'])]).toEqual(['c', 'b']);
    expect(withValueAt(value, [], 'x')).toBe('x');
  });

  it('lacks a field or an item', () => {
    expect(withoutPlace(value, ['title'])).not.toHaveProperty('title');
    expect(withoutPlace(value, ['steps', 0])).toMatchObject({ steps: [{ do: 'b' }] });
    expect(withoutPlace(value, [])).toBeNull();
  });

  it('is never of another prototype', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"admin": true}, "a": 1}');
    const changed = withValueAt(hostile, ['__proto__', 'admin'], false);
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(withoutPlace(hostile, ['a']))).toBe(Object.prototype);
  });
});
