import { describe, expect, test } from 'vitest';
import { isAddressed, type Said } from '../../../../core/defensive-ux/addressed/addressed.ts';
import { addressing } from '../../../bench/addressed/addressed.ts';

describe('in threads that nothing was tuned on', () => {
  const { meant, spoken, right } = addressing('held-out');

  test('nearly always when Docent would speak, it is meant', () => {
    expect(right / spoken).toBeGreaterThanOrEqual(0.95);
  });

  test('most of what is meant for Docent it would answer', () => {
    expect(right / meant).toBeGreaterThanOrEqual(0.85);
  });

  test('it errs less often still where it keeps to what follows its own reply', () => {
    const careful = addressing('held-out', 'after-its-own');
    expect(careful.spoken - careful.right).toBeLessThanOrEqual(spoken - right);
    expect(careful.right / careful.spoken).toBeGreaterThanOrEqual(0.95);
  });
});

test('more than 300 replies are labelled', () => {
  expect(addressing('held-out').replies + addressing('tuned-on').replies).toBeGreaterThan(300);
});

describe('a message', () => {
  const before: Said[] = [
    { by: 'ada', text: 'How many days of leave do I have?' },
    { by: null, text: 'You have 30 days of leave a year.' },
  ];
  const says = (text: string, by = 'ada') => isAddressed({ by, text }, before);

  test('that asks on is meant for Docent', () => {
    expect(says('and for contractors?')).toBe(true);
    expect(says('und für Werkstudenten?')).toBe(true);
    expect(says('> 30 days of leave\nworking days?')).toBe(true);
  });

  test('that says what was meant is', () => {
    expect(says('I meant parental leave')).toBe(true);
  });

  test('that calls Docent by its name is, even where people talk', () => {
    const talk = [...before, { by: 'bea', text: 'I took 20 of mine in May' }];
    expect(isAddressed({ by: 'ada', text: 'Docent, and in France?' }, talk)).toBe(true);
  });

  test('to somebody else is not', () => {
    expect(says('@Bea is that so?')).toBe(false);
    expect(says('Bea, is that so?')).toBe(false);
    expect(says('when are you on leave?', 'bea')).toBe(false);
    expect(says('does anyone know whether that is new?')).toBe(false);
  });

  test('that asks nothing is not', () => {
    expect(says('thanks!')).toBe(false);
    expect(says('🎉')).toBe(false);
    expect(says('I have only 12 left')).toBe(false);
  });

  test('may be as long as a platform lets it be', () => {
    for (const piece of ['a', 'a ', ', A', '> ', '@ '])
      expect(says(piece.repeat(40_000 / piece.length))).toBe(false);
  });

  test('in a thread in which Docent said nothing yet is not', () => {
    expect(isAddressed({ by: 'ada', text: 'and for contractors?' }, before.slice(0, 1))).toBe(false);
  });
});
