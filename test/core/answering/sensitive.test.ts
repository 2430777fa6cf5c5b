import { describe, expect, it } from 'vitest';
import { markOf, wording } from '../../../core/defensive-ux/wording.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createFakeModelAnswerer, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const passages = [
  aPassage({
    documentId: 'doc_help',
    text: 'If someone is having suicidal thoughts, call the employee assistance line.',
  }),
  aPassage({ documentId: 'doc_pay', title: 'Leaving', text: 'Severance is paid within ten days.' }),
  aPassage({ documentId: 'doc_trains', title: 'Trains', text: 'Trains are booked by the travel desk.' }),
];

async function openWithModel() {
  const fake = await createFakeOpenAI({ reply: 'The model says so. [1]' });
  const rig = await openAnswering({ passages, answerer: await createFakeModelAnswerer(fake) });
  return {
    ...rig,
    fake,
    async [Symbol.asyncDispose]() {
      await rig[Symbol.asyncDispose]();
      await fake.close();
    },
  };
}

describe('a question on a sensitive topic', () => {
  it('about suicidal thoughts is answered with quotes and whom to turn to, though a model is configured', async () => {
    await using rig = await openWithModel();
    const answer = await rig.ask('Who do I call if someone is having suicidal thoughts?');
    expect(answer).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
    expect(answer.text).toContain('call the employee assistance line. [1]');
    expect(answer.text).toContain(wording.contact.crisis);
    expect(markOf(answer)).toBe(wording.quoted);
    expect(answer.steps[0]?.detail).toMatchObject({
      outcome: 'allow',
      failures: expect.arrayContaining([expect.objectContaining({ guard: 'toxicity', action: 'noop' })]),
    });
    expect(rig.fake.requests).toEqual([]);
  });

  it('about leaving a job is quoted, and the next ordinary question is written by the model', async () => {
    await using rig = await openWithModel();
    const severance = await rig.ask('When is severance paid?');
    expect(severance).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
    expect(severance.text).toBe(`Severance is paid within ten days. [1]\n\n${wording.contact.sensitive}`);
    expect(await rig.ask('When is severance paid?')).toMatchObject({
      servedBy: 'exact-cache',
      text: severance.text,
    });
    expect((await rig.ask('Who books trains?')).servedBy).toBe('model');
  });

  it('that no document answers still says whom to turn to', async () => {
    await using rig = await openAnswering({ passages: [] });
    const answer = await rig.ask('I want to end my life, what can I do?');
    expect(answer).toMatchObject({ outcome: 'abstained' });
    expect(answer.text).toContain(wording.contact.crisis);
  });

  it.each(['Shut up or I will kill you', 'I want to end my life, and you should be shot'])(
    'is refused where it is harmful in another way: %s',
    async (text) => {
      await using rig = await openAnswering({ passages });
      expect(await rig.ask(text)).toMatchObject({ outcome: 'refused', reason: 'toxicity' });
    },
  );
});
