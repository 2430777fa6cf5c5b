import { describe, expect, it } from 'vitest';
import { createModelAnswerer } from '../../../core/rag/model-answerer.ts';
import { searchesPrompt } from '../../../core/rag/prompts.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createFakeChatModel, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const passages = [
  aPassage({ documentId: 'doc_leave', text: 'Bereavement leave is three days, granted by the manager.' }),
  aPassage({ documentId: 'doc_trains', text: 'Trains are booked by the travel desk.' }),
];

async function openWith(searches: string, isOn = true) {
  const fake = await createFakeOpenAI({
    reply: (request) =>
      JSON.stringify(request).includes(searchesPrompt.hole) ? searches : 'It is three days. [1]',
  });
  const answerer = createModelAnswerer(await createFakeChatModel(fake), undefined, { searches: isOn });
  const rig = await openAnswering({ passages, answerer });
  return {
    ...rig,
    fake,
    async [Symbol.asyncDispose]() {
      await rig[Symbol.asyncDispose]();
      await fake.close();
    },
  };
}

describe('a question whose own words find little', () => {
  it('is searched in the words that a model gives it, and both are in the trace', async () => {
    await using rig = await openWith('search: Bereavement leave granted by the manager');
    const answer = await rig.ask('my grandma died, may I stay away');
    expect(answer).toMatchObject({ outcome: 'answered', citations: [{ documentId: 'doc_leave' }] });
    expect(answer.steps).toContainEqual(
      expect.objectContaining({
        step: 'searches',
        detail: { texts: ['Bereavement leave granted by the manager'] },
      }),
    );
    expect(answer.steps.filter(({ step }) => step === 'retrieve')).toHaveLength(2);
  });

  it('stays unanswered where that is off', async () => {
    await using rig = await openWith('search: Bereavement leave granted by the manager', false);
    expect(await rig.ask('my grandma died, may I stay away')).toMatchObject({ outcome: 'abstained' });
    expect(rig.fake.requests).toHaveLength(0);
  });

  it('stays unanswered where the model gives no searches', async () => {
    await using rig = await openWith('...');
    expect(await rig.ask('my grandma died, may I stay away')).toMatchObject({ outcome: 'abstained' });
  });
});

it('a question whose own words find enough costs no call more', async () => {
  await using rig = await openWith('anything');
  await rig.ask('Who books trains, the travel desk?');
  expect(rig.fake.requests).toHaveLength(1);
});
