import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedQuestion, parseQuestion } from '../../../../knowledge/index/ranking/question.ts';
import { coverageOf, createMatcher } from '../../../../knowledge/index/ranking/text-match.ts';
import { analyzeText } from '../../../../knowledge/index/words/analyzer.ts';
import { createStringTable } from '../../../../knowledge/index/words/string-table.ts';

const questionOf = (text: string): ParsedQuestion =>
  parseQuestion(text, { terms: createStringTable(), size: 100, frequencyOf: () => 0 });
const WORDS = [
  ...[
    'max-cost',
    'maxCost',
    'MAX_COST',
    'cost',
    'Costs',
    'maximum',
    'HTTPServer',
    'servers',
    'e-mail',
    'email',
  ],
  ...[
    'v2.3',
    'C++',
    "l'avion",
    'avions',
    'Café',
    'cafe',
    '東京都',
    '京都',
    'dying',
    'dies',
    'a',
    'x-ray',
    'X',
  ],
];

describe('finding a question in a text', () => {
  it('finds what analysing every token would find', () => {
    const texts = fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(texts, texts, (asked, text) => {
        const question = questionOf(asked);
        const wanted = analyzeText(text).flatMap((token) =>
          token.terms.flatMap(({ term }) => {
            const at = question.terms.findIndex((one) => one.text === term);
            return at < 0 ? [] : [{ start: token.start, term: at }];
          }),
        );
        const found = createMatcher(question)(text).filter(({ likeness }) => likeness === 1);
        expect(found.map(({ start, term }) => ({ start, term }))).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it('covers all of a question by its base words, whatever its stop words', () => {
    const question = questionOf('How do I set the --max-cost of a server?');
    const match = createMatcher(question);
    const found = new Set(match('Servers set max_cost.').map(({ term }) => term));
    expect(coverageOf(question, (term) => found.has(term))).toBe(1);
    expect(coverageOf(question, () => false)).toBe(0);
  });

  it('keeps a question that is all stop words', () => {
    expect(questionOf('who are we?').terms.map(({ text }) => text)).toEqual(['who', 'ar', 'we']);
    expect(questionOf('?!').terms).toEqual([]);
  });
});
