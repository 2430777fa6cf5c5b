import { describe, expect, it } from 'vitest';
import { composeQuotes } from '../../../core/local/compose-quotes.ts';

describe('composing quotes', () => {
  it.each([
    ['sentences run on', ['One.', 'Two.'], 'One. Two. [1]'],
    ['a lone item loses its bullet', ['- Ask the travel desk.'], 'Ask the travel desk. [1]'],
    ['a lone step loses its number', ['3. Press Save.'], 'Press Save. [1]'],
    ['items stay a list', ['- One.', '- Two.'], '- One.\n- Two. [1]'],
    ['items after what announces them', ['You need:', '- a badge'], 'You need:\n\n- a badge [1]'],
    [
      'an unfinished line stands alone',
      ['Opening hours', 'From nine to five.'],
      'Opening hours\n\nFrom nine to five. [1]',
    ],
    ['a negative number is no item', ['-5 degrees are too cold.'], '-5 degrees are too cold. [1]'],
  ])('%s', (_name, texts, composed) => {
    expect(composeQuotes(texts.map((text) => ({ n: 1, text })))).toBe(composed);
  });

  it('gives each passage a paragraph and a mark', () => {
    const quotes = [
      { n: 2, text: 'One.' },
      { n: 1, text: 'Two.' },
    ];
    expect(composeQuotes(quotes)).toBe('One. [2]\n\nTwo. [1]');
  });
});
