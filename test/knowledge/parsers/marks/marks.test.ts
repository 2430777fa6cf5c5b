import { describe, expect, it } from 'vitest';
import { subscriptText, superscriptText } from '../../../../knowledge/parsers/marks/superscript.ts';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

describe('a superscript', () => {
  it.each([
    ['12,400', '3', ' (note 3)'],
    ['2024', '1', ' (note 1)'],
    ['10', '4', '^4'],
    ['5 x 10', '-3', '^-3'],
    ['85 m', '2', '²'],
    ['per s', '-1', '⁻¹'],
    ['the 1', 'st', 'st'],
    ['Docent', 'TM', '™'],
    ['season tickets', '2', ' (note 2)'],
    ['It closes at ten.', '*', ' (note *)'],
    ['', '3', 'Note 3: '],
    ['said so', '[12]', '[12]'],
    ['x', 'n', '^n'],
  ])('behind "%s": %s', (before, mark, text) => {
    expect(superscriptText(before, mark)).toBe(text);
  });

  it('is a note behind a figure of one digit in a table', () => {
    expect(superscriptText('8', '2', true)).toBe(' (note 2)');
    expect(superscriptText('8', '2')).toBe('^2');
  });

  it('keeps formulas of substances together, and figures apart', () => {
    expect(`CO${subscriptText('CO', '2')}`).toBe('CO2');
    expect(`12${subscriptText('12', '2')}`).toBe('12_2');
  });
});

describe('inline marks of a page', () => {
  it.each([
    [
      'struck words',
      '<p>It costs <s>64</s> <del>60</del> <span style="text-decoration: line-through">59</span> 58.</p>',
      'It costs 58.',
    ],
    ['boxes', '<label><input type="checkbox"> Load test</label>', '☐ (not ticked) Load test'],
    ['readings', '<p><ruby>艇庫<rp>(</rp><rt>ていこ</rt><rp>)</rp></ruby></p>', '艇庫(ていこ)'],
    ['formulas', '<math><mi>v</mi><mo>=</mo><msqrt><mn>2</mn><mi>g</mi></msqrt></math>', 'v = √(2g)'],
    [
      'fractions',
      '<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>',
      '(a + b)/2',
    ],
  ])('are words: %s', async (_, html, text) => {
    const document = await parseDocument('a.html', html);
    expect(document.blocks.map((block) => block.text)).toEqual([text]);
  });

  it('are counted where they leave something out', async () => {
    expect((await parseDocument('a.md', 'It costs ~~64~~ 58.')).leftOut).toEqual([
      { kind: 'struck-text', count: 1 },
    ]);
  });

  it('survive an equation nested deeper than any reader needs', async () => {
    const deep = `<p>Text.</p><math>${'<mrow>'.repeat(3_000)}<mi>x</mi>${'</mrow>'.repeat(3_000)}</math>`;
    expect(outline((await parseDocument('a.html', deep)).blocks)[0]).toBe('paragraph 1-1 Text.');
  });
});
