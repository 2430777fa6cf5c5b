import { describe, expect, it } from 'vitest';
import { type Candidate, chooseEntry, choosing } from '../../../core/caching/entries/choose-entry.ts';
import { questionForm } from '../../../core/caching/gates/question-form.ts';

const asked = questionForm('How do I book a train?');
const entry = (key: string, likeness: number, answerHash: string): Candidate => {
  const question = key === 'one' ? 'How can I book trains?' : 'How should one book the train?';
  return { key, question, form: asked, likeness, meaning: false, answerHash, evidence: [] };
};
const choose = (...entries: Candidate[]) => chooseEntry(asked, entries, () => 1);

describe('of two entries that fit', () => {
  it('none is served where their answers differ and neither is clearly the nearer', () => {
    const choice = choose(entry('one', 0.9, 'a'), entry('two', 0.9 - choosing.margin / 2, 'b'));
    expect(choice).toMatchObject({ kind: 'none', why: 'margin', candidate: { key: 'one' } });
    expect(choice.gates.at(-1)).toEqual({
      gate: 'margin',
      pass: false,
      detail: 'How should one book the train?',
    });
  });

  it('the nearer is served where the other is less like by more than the margin', () => {
    const choice = choose(entry('one', 0.9, 'a'), entry('two', 0.9 - choosing.margin * 2, 'b'));
    expect(choice).toMatchObject({ kind: 'serve', candidate: { key: 'one' } });
  });

  it('either will do where they have the same answer', () => {
    const choice = choose(entry('one', 0.9, 'a'), entry('two', 0.9, 'a'));
    expect(choice.kind).toBe('serve');
  });
});

describe('the only entry', () => {
  it('is served where it is like enough, and not below', () => {
    expect(choose(entry('one', 0.61, 'a')).kind).toBe('serve');
    expect(choose(entry('one', 0.59, 'a'))).toMatchObject({ kind: 'none', why: 'gate' });
  });
});
