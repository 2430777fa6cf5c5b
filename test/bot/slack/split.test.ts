import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitMrkdwn } from '../../../bot/slack/text/split.ts';

const fences = (text: string): number => text.split('\n').filter((line) => line === '```').length;

describe('splitMrkdwn', () => {
  test('leaves a short text whole', () => {
    expect(splitMrkdwn('one\ntwo', 100)).toEqual(['one\ntwo']);
  });

  test('cuts at line ends', () => {
    expect(splitMrkdwn(`${'a'.repeat(20)}\n${'b'.repeat(20)}`, 30)).toEqual(['a'.repeat(20), 'b'.repeat(20)]);
  });

  test('closes a fence at a cut and opens it again', () => {
    const code = Array.from({ length: 10 }, (_, index) => `line ${index}`).join('\n');
    const pieces = splitMrkdwn(`before\n\`\`\`\n${code}\n\`\`\`\nafter`, 40);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(fences(piece) % 2).toBe(0);
    expect(pieces.join('\n').match(/line \d/g)).toHaveLength(10);
  });

  test('never cuts an escaped character or a surrogate pair in two', () => {
    for (const unit of ['&lt;', '😀']) {
      const pieces = splitMrkdwn(unit.repeat(40), 33);
      expect(pieces.join('')).toBe(unit.repeat(40));
      for (const piece of pieces) expect(piece.replaceAll(unit, '')).toBe('');
    }
  });

  test('keeps every word and every limit', () => {
    const line = fc.string({ minLength: 0, maxLength: 120, unit: fc.constantFrom('a', 'b', ' ', '&lt;') });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 30, max: 90 }),
        (lines, limit) => {
          const pieces = splitMrkdwn(lines.join('\n'), limit);
          for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
          expect(pieces.join('').replaceAll(/\s/g, '')).toBe(lines.join('').replaceAll(/\s/g, ''));
        },
      ),
    );
  });
});
