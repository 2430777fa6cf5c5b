import { describe, expect, it } from 'vitest';
import type { Retriever } from '../../../core/ports/retriever.ts';
import { createModelAnswerer } from '../../../core/rag/model-answerer.ts';
import { createScriptedModel } from '../../fakes/models/scripted-model.ts';
import { aQuestion, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const passages = [
  aPassage({ text: 'Trains are booked by the travel desk.' }),
  aPassage({ text: 'Severance is paid within ten days.' }),
];

/** The rig's search, as sure of itself as a test wants. */
const asSureAs = (retriever: Retriever, evidence: number): Retriever => ({
  ...retriever,
  search: async (request) => ({ ...(await retriever.search(request)), evidence }),
});

async function ask(question: string, evidence: number, writer: 'model' | 'extract') {
  const model = createScriptedModel(() => 'Trains are booked by the travel desk. [1]');
  const answerer = writer === 'model' ? { answerer: createModelAnswerer(model) } : {};
  await using rig = await openAnswering({ passages, ...answerer });
  const retriever = asSureAs(rig.retriever, evidence);
  const { outcome, reason, servedBy } = await rig.answering.rehearse(aQuestion(question), retriever);
  return { outcome, reason, servedBy };
}

const abstained = { outcome: 'abstained', reason: 'no-evidence', servedBy: null };

// The numbers stand here once more, so that a change of them is seen.
describe('with how much evidence a question is answered', () => {
  it.each([0.35, 0.49])('is not quoted with %d', async (evidence) => {
    expect(await ask('Who books trains?', evidence, 'extract')).toEqual(abstained);
  });

  it('is quoted from a half on', async () => {
    expect(await ask('Who books trains?', 0.5, 'extract')).toMatchObject({ servedBy: 'extract' });
  });

  it('is quoted with more only, where the quote lacks most words of a direct question', async () => {
    const direct = 'Is the sauna of the desk in Berlin booked for cats?';
    expect(await ask(direct, 0.52, 'extract')).toMatchObject({ reason: 'no-answer-in-passages' });
    expect(await ask(direct, 0.65, 'extract')).toMatchObject({ servedBy: 'extract' });
    const situation = 'Stuck at the sauna of the desk in Berlin and my cats are booked';
    expect(await ask(situation, 0.52, 'extract')).toMatchObject({ servedBy: 'extract' });
  });

  it('is put to a model with less, but not with nearly nothing', async () => {
    expect(await ask('Who books trains?', 0.15, 'model')).toMatchObject({ servedBy: 'model' });
    expect(await ask('Who books trains?', 0.14, 'model')).toEqual(abstained);
  });

  it.each([0.16, 0.49])(
    'is not lowered to %d by a model on a sensitive topic, which is only quoted',
    async (evidence) => {
      expect(await ask('When is severance paid?', evidence, 'model')).toEqual(abstained);
      expect(await ask('When is severance paid?', 0.5, 'model')).toMatchObject({ servedBy: 'extract' });
    },
  );
});
