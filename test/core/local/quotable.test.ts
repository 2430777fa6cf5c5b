import { describe, expect, it } from 'vitest';
import { isScrap, wholeSentences } from '../../../core/local/quotable.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

describe('the sentences that can be quoted', () => {
  it.each([
    ['apart where nothing is open', 'One here. Two here.', ['One here.', 'Two here.']],
    [
      'one up to the closing bracket',
      'Duration of care (how long is it? Six weeks? Eight weeks?) Next.',
      ['Duration of care (how long is it? Six weeks? Eight weeks?)', 'Next.'],
    ],
    [
      'one up to the closing quotation mark',
      'Say: “I am late. I come at ten.” Then go.',
      ['Say: “I am late. I come at ten.”', 'Then go.'],
    ],
    [
      'one in straight marks',
      'Say: "I am late. I come at ten." Then go.',
      ['Say: "I am late. I come at ten."', 'Then go.'],
    ],
    ['apart after a length in inches', 'A 19" rack is here. Take it.', ['A 19" rack is here.', 'Take it.']],
    ['apart where nothing closes it', 'Look (see there. Then go.', ['Look (see there.', 'Then go.']],
  ])('are %s', (_name, text, whole) => {
    const quotes = wholeSentences(aScoredPassage(text), 700);
    expect(quotes.map((quote) => quote.text)).toEqual(whole);
    for (const quote of quotes) expect(text).toContain(quote.text);
  });

  it('are worth what the best of their parts is, and no longer than a quote may be', () => {
    const passage = aScoredPassage('Care (how long? Six weeks?) Next.', {}, [0.2, 0.9, 0.1]);
    expect(wholeSentences(passage, 700).map(({ score }) => score)).toEqual([0.9, 0.1]);
    expect(wholeSentences(passage, 20)[0]?.text).toBe('Care (how long?');
  });

  it.each([
    ['See dates.', true],
    ['Important dates of the mid-year review\nSee dates.', true],
    ['No.', true],
    ['🖼 A pencil that cleans the pad of a card', true],
    ['Look at the rules of the house (see there.', true],
    ['Only 26 days.', false],
    ['Lunch is served from noon.', false],
    ['Error of the card\nClean the pad of the card with a pencil.', false],
    ['- GSA travel card instructions', false],
  ])('tells whether %j says too little: %s', (text, scrap) => {
    expect(isScrap(text)).toBe(scrap);
  });
});
