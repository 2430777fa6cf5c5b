import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesToQuote } from '../../../core/text/sentences-to-quote.ts';

const split = (text: string): string[] =>
  sentencesToQuote(text).map(({ start, end }) => text.slice(start, end));

describe('splitting sentences', () => {
  it('cuts after end marks, with quotes, brackets and note marks kept', () => {
    expect(split('It works. Does it? "Yes!" (It does.) So it was.[12] Then more.')).toEqual([
      'It works.',
      'Does it?',
      '"Yes!"',
      '(It does.)',
      'So it was.[12]',
      'Then more.',
    ]);
  });

  it('does not cut after abbreviations, initials, versions or file names', () => {
    for (const text of [
      'Dr. Smith met J. R. Tolkien in the U.S. Army.',
      'See e.g. Section 4, i.e. the last.',
      'Use v2.3 of file.txt at 10.5 percent.',
      'See fig. 2 and no. 7 for it.',
    ])
      expect(split(text)).toEqual([text]);
  });

  it('goes on over wrapped lines, and stops at blank lines', () => {
    const wrapped = 'This is a long line of a paragraph that was wrapped\nby an editor into two lines.';
    expect(split(`${wrapped}\n\nNext one.`)).toEqual([wrapped, 'Next one.']);
  });

  it('takes list items, rows and labels one by one', () => {
    expect(split('You need:\n- a laptop\n- a badge. Ask for it.\n1. First\n2) Second')).toEqual([
      'You need:',
      '- a laptop',
      '- a badge.',
      'Ask for it.',
      '1. First',
      '2) Second',
    ]);
    expect(split('Name: Ada | City: London\nName: Ben | City: Rome')).toHaveLength(2);
  });

  it('knows the full stops of Chinese and Japanese', () => {
    expect(split('今日は雨です。明日は晴れ！本当？')).toEqual(['今日は雨です。', '明日は晴れ！', '本当？']);
  });

  it('cuts lower-case text at full stops that stand alone', () => {
    expect(split('the flow is laminar . the wall is hot .')).toEqual([
      'the flow is laminar .',
      'the wall is hot .',
    ]);
  });

  it('gives ordered, trimmed spans that hold every letter, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'B', '.', '!', ' ', '\n', '-', '1', '"', '。', 'é'),
          maxLength: 80,
        }),
        (text) => {
          const spans = sentencesToQuote(text);
          let before = 0;
          let kept = '';
          for (const { start, end } of spans) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
            // Never inside a word.
            if (end < text.length) expect(/[a-zB1é]{2}/.test(text.slice(end - 1, end + 1))).toBe(false);
            kept += text.slice(start, end);
            before = end;
          }
          const letters = (one: string): string => one.replace(/[^\p{L}\p{N}]/gu, '');
          expect(letters(kept)).toBe(letters(text));
        },
      ),
    );
  });
});
