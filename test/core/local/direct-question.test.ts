import { describe, expect, it } from 'vitest';
import { isDirect } from '../../../core/local/direct-question.ts';

describe('a direct question', () => {
  it.each([
    'how many days off do I get',
    'Is there a canteen?',
    'hi, can you tell me where the printer is',
    "what's the address",
    'phone number of the help desk?',
  ])('asks straight away: %s', (text) => {
    expect(isDirect(text)).toBe(true);
  });

  it.each([
    'my laptop was stolen, what now?',
    'left my badge at home',
    'my kid is ill?',
    'ripped jeans, fine or not?',
    'island hopping in may, who must know?',
  ])('tells of a situation first, and is not: %s', (text) => {
    expect(isDirect(text)).toBe(false);
  });
});
