import { describe, expect, it } from 'vitest';
import { emphasised } from '../../../core/local/emphasis.ts';
import { anAnswer } from '../../fixtures/answers.ts';

const shown = (standalone: string, text: string, more = {}) =>
  emphasised(anAnswer({ standalone, text, confidence: 'found', servedBy: 'extract', ...more }));

describe('the words that answer, in bold', () => {
  it.each([
    ['How long is the trial?', 'The trial is 6 months. [1]', 'The trial is **6 months**. [1]'],
    ['How much does it cost?', 'A ticket costs $12 a head. [1]', 'A ticket costs **$12** a head. [1]'],
    [
      'What is the e-mail address of the desk?',
      'Write to desk@example.org about it. [1]',
      'Write to **desk@example.org** about it. [1]',
    ],
    ['Can I bring a dog?', 'No, since the floor is new. [1]', '**No**, since the floor is new. [1]'],
  ])('%s', (question, text, bold) => {
    expect(shown(question, text)).toBe(bold);
  });

  it.each([
    ['more than one could be meant', 'How long is it?', 'From 6 months to 2 years. [1]'],
    ['it is code', 'How long is it?', 'Set `6 months` there. [1]'],
    ['nothing of the kind stands there', 'How long is it?', 'Ask the desk. [1]'],
    ['it is another unit', 'How many hours of leave carry over?', 'It is 240, in one year. [1]'],
    ['it is the mark of a source', 'How many desks are there?', 'There are desks. [1]'],
    ['something else was asked', 'Who books trains?', 'The desk does within 6 months. [1]'],
  ])('are left alone where %s', (_why, question, text) => {
    expect(shown(question, text)).toBe(text);
  });

  it('are left alone in what is not surely an answer', () => {
    const text = 'The trial is 6 months. [1]';
    expect(shown('How long is the trial?', text, { confidence: 'partly' })).toBe(text);
  });

  it('are left alone in what a model or the team wrote', () => {
    const text = 'It is 6 months. [1]';
    for (const servedBy of ['model', 'curated'] as const)
      expect(shown('How long is it?', text, { servedBy })).toBe(text);
  });
});
