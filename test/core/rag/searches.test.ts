import { beforeAll, describe, expect, it } from 'vitest';
import { searchesFor } from '../../../core/rag/searches.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createFakeChatModel } from '../../fixtures/answering-rig.ts';

const signal = new AbortController().signal;

/** The first call loads the provider's client, which a busy machine takes its time for. */
beforeAll(async () => {
  await searchesOf('warm up');
});

async function searchesOf(reply: string): Promise<string[]> {
  await using fake = await createFakeOpenAI({ reply });
  return await searchesFor(await createFakeChatModel(fake), 'my telly is broken', signal);
}

describe('the searches that a model makes of a question', () => {
  it.each([
    ['one a line', 'television repair\nfaulty equipment', ['television repair', 'faulty equipment']],
    [
      'in a list',
      '1. "television repair"\n- faulty equipment [1]',
      ['television repair', 'faulty equipment'],
    ],
    ['never more than three', 'a1\nb2\nc3\nd4', ['a1', 'b2', 'c3']],
    ['each once, and not the question again', 'repair\nrepair\nMy telly is broken', ['repair']],
    ['none where it writes nothing', '---', []],
  ])('are %s', async (_name, reply, searches) => {
    expect(await searchesOf(reply)).toEqual(searches);
  });

  it('are none where the model fails', async () => {
    await using fake = await createFakeOpenAI();
    fake.setMode('500');
    expect(await searchesFor(await createFakeChatModel(fake), 'my telly is broken', signal)).toEqual([]);
  });
});
