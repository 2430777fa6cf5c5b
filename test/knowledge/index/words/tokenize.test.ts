import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fnv1a32 } from '../../../../core/text/hashes.ts';
import { analyzeToken } from '../../../../knowledge/index/words/analyze.ts';
import { analyzeText } from '../../../../knowledge/index/words/analyzer.ts';
import { MAX_TOKEN, scanTokens } from '../../../../knowledge/index/words/tokenize.ts';

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  scanTokens(text, (start, end) => tokens.push(text.slice(start, end)));
  return tokens;
}
const terms = (raw: string, form?: string): string[] =>
  analyzeToken(raw)
    .filter((term) => form === undefined || term.form === form)
    .map((term) => term.term);

describe('cutting a text into tokens', () => {
  it('keeps code tokens whole', () => {
    expect(tokensOf('Set --max-cost, ERR_42 or v2.3. See C++ and C#; foo.bar(x)')).toEqual([
      'Set',
      'max-cost',
      'ERR_42',
      'or',
      'v2.3',
      'See',
      'C++',
      'and',
      'C#',
      'foo.bar',
      'x',
    ]);
  });

  it('cuts scripts without spaces into overlapping pairs, one character alone', () => {
    expect(tokensOf('東京都の x 犬')).toEqual(['東京', '京都', '都の', 'x', '犬']);
    expect(tokensOf('안녕하세요')).toEqual(['안녕', '녕하', '하세', '세요']);
    expect(tokensOf('𠮷野家')).toEqual(['𠮷野', '野家']);
  });

  it('keeps words of other alphabets and accents', () => {
    expect(tokensOf('Żółć, Ελλάδα; привет мир é')).toEqual(['Żółć', 'Ελλάδα', 'привет', 'мир', 'é']);
  });

  it('cuts endless tokens', () => {
    expect(tokensOf(`${'x'.repeat(100_000)} end`)).toEqual(['x'.repeat(MAX_TOKEN), 'end']);
  });

  it('gives ordered spans and the hash of their characters, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let before = 0;
        scanTokens(text, (start, end, hash) => {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(end - start).toBeLessThanOrEqual(MAX_TOKEN + 4);
          expect(end).toBeGreaterThan(before);
          expect(hash).toBe(fnv1a32(text.slice(start, end)));
          before = end;
        });
      }),
    );
  });
});

describe('what a token means', () => {
  it('stems English and folds case and accents', () => {
    expect(terms('Running')).toEqual(terms('run'));
    expect(terms('Cafés')).toEqual(terms('cafe'));
    expect(terms('Привет')).toEqual(['привет']);
  });

  it('knows a compound by its parts and as one word, however it is written', () => {
    for (const raw of ['max-cost', 'max_cost']) expect(terms(raw)).toEqual(['max', 'cost', 'maxcost']);
    expect(terms('maxCost', 'base')).toEqual(['maxcost']);
    expect(terms('maxCost', 'piece')).toEqual(['max', 'cost']);
    expect(terms('v2.3')).toContain('v2.3');
    expect(terms('v23')).not.toContain('v2.3');
  });

  it('looks through apostrophes', () => {
    expect(terms("company's")).toEqual(terms('company'));
    expect(terms('company’s')).toEqual(terms('company'));
    expect(terms("don't")).toEqual(['dont']);
    expect(terms("l'avion")).toEqual(terms('avion'));
  });

  it('never gives a base form for nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const token of analyzeText(text)) {
          expect(token.terms.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
