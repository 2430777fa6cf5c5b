import { describe, expect, it } from 'vitest';
import { type Candidate, chooseEntry } from '../../../core/caching/entries/choose-entry.ts';
import { meantAlike } from '../../../core/caching/gates/meant-alike.ts';
import { questionForm } from '../../../core/caching/gates/question-form.ts';

/** What is served of an entry, at a likeness by a general encoder. */
function choose(kept: string, asked: string, likeness: number, more: Partial<Candidate> = {}) {
  const entry = { key: 'k', question: kept, form: questionForm(kept), answerHash: 'a', evidence: [] };
  return chooseEntry(questionForm(asked), [{ ...entry, likeness, meaning: true, ...more }], () => 0);
}

describe('a question in other words', () => {
  it.each([
    ['How do I change my bank details?', 'How can I update my bank details?'],
    ['How do I book a flight?', 'How can I get a flight booked?'],
    ['Can I use the API on the free plan?', 'Is the API available on the free plan?'],
    ['How do I request a keyboard?', 'How can I ask for a keyboard?'],
    ['What does the basic plan include?', 'What do I get with the basic plan?'],
  ])('is served where an encoder finds them alike: %j, %j', (kept, asked) => {
    const choice = choose(kept, asked, 0.9);
    expect(choice.kind).toBe('serve');
    expect(choice.gates).toContainEqual(expect.objectContaining({ gate: 'meaning', pass: true }));
    expect(choose(kept, asked, meantAlike.sameWords - 0.01).kind).toBe('none');
  });

  it('is not served where the likeness is of another space', () => {
    const [kept, asked] = ['How do I change my bank details?', 'How can I update my bank details?'];
    expect(choose(kept, asked, 0.99, { meaning: false }).kind).toBe('none');
  });

  it.each([
    [
      'one word stands in the place of another',
      'Does gold membership cover lunch?',
      'Does silver membership cover lunch?',
    ],
    ['one of them has a condition more', 'How do I book a flight?', 'How do I book a flight for a guest?'],
    ['a gate of meaning fails', 'How do I enable 2FA?', 'What is the way to get 2FA disabled?'],
    [
      'a word is about another direction',
      'Is there a bus to the station?',
      'Is there a bus from the station?',
    ],
    ['somebody does what is done to them', 'Who pays the driver?', 'Who is paid by the driver?'],
    ['one may and the other must', 'Can I resign by email?', 'Must I resign by email?'],
    ['another thing is asked of the same', 'What is the appraisal form?', 'How is the appraisal form?'],
    ['no word is shared', 'How do I hand in my notice?', 'How can I quit?'],
  ])('is not served, however alike they are, where %s', (_why, kept, asked) => {
    expect(choose(kept, asked, 0.999).kind).toBe('none');
  });

  it('is not served once the entry itself has shown to be wrong for such questions', () => {
    const [kept, asked] = ['How do I change my bank details?', 'How can I update my bank details?'];
    const evidence = Array.from({ length: 12 }, () => ({ likeness: 0.9, correct: false }));
    expect(choose(kept, asked, 0.9, { evidence })).toMatchObject({ kind: 'none', why: 'evidence' });
  });
});
