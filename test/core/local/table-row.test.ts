import { describe, expect, it } from 'vitest';
import { trimRow } from '../../../core/local/table-row.ts';

const filler = 'x'.repeat(90);
const ROW = `City: Lyon | Hotel rate: 120 euros ${filler} | Meals: 40 euros ${filler} | Contact: the desk ${filler}`;

describe('a long table row', () => {
  it('keeps its name and the cells that are asked for', () => {
    expect(trimRow(ROW, 'What is the hotel rate in Lyon?')).toBe(
      `City: Lyon | Hotel rate: 120 euros ${filler} | …`,
    );
    expect(trimRow(ROW, 'Who is the contact?')).toBe(`City: Lyon | … | Contact: the desk ${filler}`);
  });

  it.each([
    ['a short row', 'City: Lyon | Rate: 120 | Meals: 40'],
    ['a long sentence', `The rate is 120 euros ${filler}${filler}${filler}.`],
    ['lines of code', `a | b | c\n${filler}${filler}${filler}`],
  ])('leaves %s whole', (_name, text) => {
    expect(trimRow(text, 'What is the rate?')).toBe(text);
  });

  it('stays whole where nothing in it is asked for', () => {
    expect(trimRow(ROW, 'quantum')).toBe(ROW);
  });
});
