import { describe, expect, it } from 'vitest';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import { createFakeModelAnswerer, openAnswering } from '../fixtures/answering-rig.ts';
import { aPassage } from '../fixtures/passages.ts';

const passages = [
  aPassage({
    documentId: 'doc_leave',
    text: 'Employees have thirty days of leave. Leave is booked in the portal.',
  }),
];
const question = 'How many days of leave do employees have?';

/** People who differ in nothing but who and where they are. */
const people = [
  { asker: null, origin: 'cli' },
  { asker: 'a1b2', origin: 'slack:T1/C1' },
  { asker: 'c3d4', origin: 'discord:G1/D9' },
];

describe('whoever asks', () => {
  it('gets the same text from the same sources', async () => {
    await using openai = await createFakeOpenAI();
    const asked: string[] = [];
    openai.setReply(({ messages }) => {
      asked.push(JSON.stringify(messages));
      return 'Thirty days [1].';
    });
    await using rig = await openAnswering({ passages, answerer: await createFakeModelAnswerer(openai) });
    const answers = [];
    for (const who of people) answers.push(await rig.ask(question, { ...who, noCache: true }));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map(({ citations }) => JSON.stringify(citations))).size).toBe(1);
    // The model is told nothing about who asks.
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(1);
  });
});
