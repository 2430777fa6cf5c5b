import { describe, expect, it } from 'vitest';
import {
  citationMark,
  hasMark,
  isMark,
  leadingMarks,
  markAt,
  markedNumbers,
  marksBeforeStops,
  marksInParentheses,
  renumberMarks,
  saysMoreThanMarks,
  withoutMarks,
  withoutTrailingMarks,
  withoutUnfinishedMark,
} from '../../../core/text/citation-marks.ts';

describe('source marks', () => {
  it('are found as they are built', () => {
    expect(isMark(citationMark(12))).toBe(true);
    expect(markedNumbers(`So${citationMark(2)}. And ${citationMark(1)}${citationMark(2)}`)).toEqual([
      2, 1, 2,
    ]);
    expect(markAt('See [12].', 4)).toEqual({ n: 12, length: 4 });
    expect(markAt('See [12].', 3)).toBeNull();
  });

  it.each(['[2024]', '[]', '[a]', '(1)', '[1'])('are not to be seen in %j', (text) => {
    expect([hasMark(text), isMark(text), withoutMarks(text)]).toEqual([false, false, text]);
  });

  it.each([
    ['So it is. [1][2] Next [3].', 'So it is. Next.'],
    ['Line one [1]\n[2] line two', 'Line one\n line two'],
  ])('go with the space before them: %j', (text, bare) => {
    expect(withoutMarks(text)).toBe(bare);
  });

  it('leave a space where words must stay apart', () => {
    expect(withoutMarks('one[1]two', ' ')).toBe('one two');
  });

  it('go at the end alone', () => {
    expect(withoutTrailingMarks('A [1] and B. [2] [3]\n')).toBe('A [1] and B.');
  });

  it.each([
    ['[1] [2], so', '[1] [2], '],
    ['So [1]', ''],
  ])('begin a text or not: %j', (text, marks) => {
    expect(leadingMarks(text)).toBe(marks);
  });

  it.each([
    ['Booked [', 'Booked'],
    ['Booked [1', 'Booked'],
    ['Booked [1, 2', 'Booked'],
    ['Booked [1]', 'Booked [1]'],
    ['Booked [a', 'Booked [a'],
    ['Booked ', 'Booked'],
  ])('are held back while they may go on: %j', (text, settled) => {
    expect(withoutUnfinishedMark(text)).toBe(settled);
  });

  it('say nothing of their own', () => {
    expect(['[1] [2].', '', '[1] 7'].map(saysMoreThanMarks)).toEqual([false, false, true]);
  });

  it('behind a full stop belong to the sentence that it ends', () => {
    expect(marksBeforeStops('So. [1][2] “Yes!” [3] Then')).toBe('So [1][2]. “Yes [3]!” Then');
  });

  it.each([
    ['Both [1, 7]; [2;1].', 'Both [11]; [12][11].'],
    ['None [7] here [8, 9]', 'None here'],
    ['A year [2024]', 'A year [2024]'],
  ])('are renumbered one by one: %j', (text, renumbered) => {
    expect(renumberMarks(text, (n) => (n > 2 ? null : n + 10))).toBe(renumbered);
  });

  it('of a document become round', () => {
    expect(marksInParentheses('Shown [1], [2, 3] and [2024].')).toBe('Shown (1), (2, 3) and [2024].');
  });
});
