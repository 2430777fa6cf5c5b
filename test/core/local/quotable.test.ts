import { describe, expect, it } from 'vitest';
import { isScrap } from '../../../core/local/quotable.ts';

describe('a scrap', () => {
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
