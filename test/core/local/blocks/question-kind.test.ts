import { describe, expect, it } from 'vitest';
import { holdsAsked, readQuestion } from '../../../../core/local/blocks/question-kind.ts';

const kindOf = (text: string) => readQuestion(text).whole.kind;

describe('what a question asks for', () => {
  it.each([
    ['How many desks are there?', 'number'],
    ['What is the maximum size of a file?', 'number'],
    ['When is the review?', 'time'],
    ['what time does the canteen open', 'time'],
    ['How long does it take?', 'duration'],
    ['How much does a ticket cost?', 'money'],
    ['Who approves leave?', 'person'],
    ['Whom do I ask about badges?', 'contact'],
    ['what is the phone number of the desk', 'contact'],
    ['Where is the archive?', 'place'],
    ['Can I work from abroad when I am ill?', 'yes-no'],
    ['Which tools are allowed here?', 'list'],
    ['Who is eligible for a bonus?', 'list'],
    ['How do I reset it?', 'steps'],
    ['What is a sabbatical?', 'definition'],
    ['What does exit code 5 mean?', 'definition'],
    ['Why is it slow?', 'reason'],
    ['What is the difference between A1 and B2?', 'difference'],
    ['could you tell me where the archive is', 'place'],
    ['my mouse squeaks', 'other'],
    ['Wie lange dauert das?', 'other'],
    ['', 'other'],
  ])('%s is %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('counts a number of days only where it says days: not in "4-day weeks"', () => {
    const { whole } = readQuestion('how many days off do I get');
    expect(holdsAsked('We work 4-day weeks in June. A day off is a day off.', whole)).toBe(false);
    expect(holdsAsked('Everybody has 20 working days of vacation.', whole)).toBe(true);
  });

  it('does not take the number of a step for one that was asked for', () => {
    const { whole } = readQuestion('how many holidays do I get');
    expect(holdsAsked('Add a calendar:\n\n5. Under holidays, choose a country', whole)).toBe(false);
    expect(holdsAsked('1. Everybody gets 11 holidays', whole)).toBe(true);
  });

  it.each([
    ['Can I bring a dog, and where do I leave it?', ['yes-no', 'place']],
    ['How do I open it? And who pays for it?', ['steps', 'person']],
    ['What are bread and butter?', ['definition']],
  ])('%s has the parts %j', (text, kinds) => {
    expect(readQuestion(text).parts.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ['what is the phone number of the desk', 'Call 0800 123 456.', true],
    ['what is the phone number of the desk', 'Write to desk@example.org.', false],
    ['what is the e-mail address of the desk', 'Write to desk@example.org.', true],
    ['whom do I ask about badges?', 'Ask the desk.', true],
  ])('%s: whether %j holds it is %s', (question, text, holds) => {
    expect(holdsAsked(text, readQuestion(question).whole)).toBe(holds);
  });

  it('takes the sides of a difference apart', () => {
    const { parts } = readQuestion('What is the difference between a limiter and a compressor in Studio?');
    expect(parts.map(({ content }) => content)).toEqual([['limit'], ['compressor']]);
  });

  it('what a follow-up was made to stand alone with is context, not asked', () => {
    const { whole, context } = readQuestion('how long does the reset take (forgot my password)', true);
    expect(whole.content).not.toContain('password');
    expect(context.join(' ')).toContain('password');
    expect(readQuestion('how long does the reset take (forgot my password)').context).toEqual([]);
  });

  it('a follow-up that names nothing is about what was said before', () => {
    expect(readQuestion('how long does that take (forgot my password)', true).whole.content).toContain(
      'password',
    );
  });

  it('answers a follow-up, and keeps what was asked before as context', () => {
    const { parts, context } = readQuestion('How do I install it on Windows? And on Linux?', true);
    expect(parts).toHaveLength(1);
    expect(parts[0]?.content).toEqual(['linux']);
    expect(context).toContain('instal');
  });
});

describe('the kind that was asked for', () => {
  it.each([
    ['How many desks are there?', 'There are twelve desks.', true],
    ['How many desks are there?', 'We open at 9.', null],
    ['How many desks are there?', 'There are enough.', false],
    ['When is the review?', 'It is held in May.', true],
    ['When is the review?', 'It is held by the board.', false],
    ['How much does it cost?', 'It costs €20.', true],
    ['How much does it cost?', 'It costs a lot.', false],
    ['Whom do I ask about badges?', 'Write to desk@example.com.', true],
    ['Why is it slow?', 'It is slow because it is old.', true],
    ['my mouse squeaks', 'Oil it.', null],
  ])('%s %s: %s', (question, text, holds) => {
    expect(holdsAsked(text, readQuestion(question).whole)).toBe(holds);
  });
});
