import { describe, expect, it } from 'vitest';
import { privateIn } from '../../../../core/fine-tuning/export/private-text.ts';

describe('what no model may learn', () => {
  it.each([
    'Write to ann.miller@example.com.',
    'Write to support@example.com.',
    'It is ann (at) example (dot) com.',
    'Ask <@U02ABCDEF> about it.',
    'Ask @ann.miller about it.',
    'Her number is 0170 123 45 67.',
    'The account is 123456789012.',
  ])('is personal data, certain or likely: %s', (text) => {
    expect(privateIn(text)).toBe('personal data');
  });

  it('is a secret', () => {
    expect(privateIn('The key is AKIAIOSFODNN7EXAMPLE.')).toBe('secret');
  });

  it.each([
    'Open from 2026-03-01 10:00 on, room 4.12, version 2.15.3.',
    'Orders above 1,500 euros need two signatures.',
    'The desk is at the end of floor 12.',
  ])('is not what texts of a team are full of: %s', (text) => {
    expect(privateIn(text)).toBeNull();
  });
});
