import { describe, expect, it } from 'vitest';
import { alike, contentOf, wordsOf } from '../../../../core/local/blocks/words.ts';

describe('words', () => {
  it.each([
    ['donate', 'donations'],
    ['cancel', 'cancelling'],
    ['eligible', 'eligibility'],
    ['error', 'errors'],
    ['policy', 'policies'],
    ['reimburse', 'reimbursement'],
    ['café', 'cafe'],
  ])('%s and %s are one', (one, other) => {
    expect(wordsOf(one)).toEqual(wordsOf(other));
  });

  it('are found whole and in pieces where they are names', () => {
    expect(wordsOf('redirect_from')).toContain('redirect_from');
    expect(wordsOf('settings.json')).toContain('json');
  });

  it('of a question are those that its answer is about', () => {
    expect(contentOf('How do I get a badge?')).toEqual(['badg']);
    expect(contentOf('what is what')).not.toEqual([]);
    expect(contentOf('休暇は何日ですか')).not.toEqual([]);
  });

  it.each([
    ['provider', 'provdier', true],
    ['license', 'licence', true],
    ['mattermost', 'matermost', true],
    ['cat', 'car', false],
    ['9996', '9998', false],
    ['affect', 'effect', false],
  ])('%s and %s are written alike: %s', (one, other, are) => {
    expect(alike(one, other)).toBe(are);
  });
});
