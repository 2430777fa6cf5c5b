import { describe, expect, it } from 'vitest';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import type { ThreadTurn } from '../../../core/types.ts';

const TOPIC = 'How long is the trial period for employees?';
const thread: ThreadTurn[] = [
  { role: 'user', text: TOPIC },
  { role: 'assistant', text: 'Six months. Contractors have none.' },
];

describe('standaloneByRule', () => {
  it.each([
    'and for contractors?',
    'And for contractors who work part time here?',
    'What about people who were here before as students?',
    'Is it the same for contractors in Germany?',
    'Who decides whether they can stay after that?',
    'Can I shorten this by working more hours?',
    'Is that also true for contractors in Germany?',
    'Why?',
    'for contractors?',
    'Und wie ist das bei Werkstudenten im Sommer?',
    'Who else?',
  ])('puts the topic before %j', (text) => {
    expect(standaloneByRule(text, thread)).toBe(`${TOPIC} ${text}`);
  });

  it.each([
    'How do I book a train to another office?',
    'Which document describes the policy that covers travel?',
    'Is there a canteen in the main building?',
    'For how many days can I work from abroad?',
    'In which months are salary bands reviewed?',
    'Why do contractors need an approval for travel?',
  ])('leaves %j alone', (text) => {
    expect(standaloneByRule(text, thread)).toBe(text);
  });

  it('leaves everything alone outside a thread', () => {
    expect(standaloneByRule('and for contractors?', [])).toBe('and for contractors?');
  });

  it('goes back to the last question that stood alone', () => {
    const longer: ThreadTurn[] = [
      { role: 'user', text: 'Where is the main canteen of the company?' },
      { role: 'assistant', text: 'On floor 2.' },
      ...thread,
      { role: 'user', text: 'and for contractors?' },
      { role: 'assistant', text: 'None.' },
    ];
    expect(standaloneByRule('and for students?', longer)).toBe(`${TOPIC} and for students?`);
  });

  it('takes the first question when none stood alone', () => {
    const leaning: ThreadTurn[] = [
      { role: 'user', text: 'Trial period?' },
      { role: 'user', text: 'Why?' },
    ];
    expect(standaloneByRule('And then?', leaning)).toBe('Trial period? And then?');
  });

  it('does not repeat a question that the thread already ends with', () => {
    expect(standaloneByRule('Why?', [{ role: 'user', text: 'Why?' }])).toBe('Why?');
  });

  it('ignores what the bot said', () => {
    expect(standaloneByRule('Why?', [{ role: 'assistant', text: 'Six months.' }])).toBe('Why?');
  });
});
