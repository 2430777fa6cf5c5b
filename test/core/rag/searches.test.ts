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
    [
      'one a line',
      'search: television repair\nsearch: faulty equipment',
      ['television repair', 'faulty equipment'],
    ],
    [
      'in a list',
      '1. search: "television repair"\n- Search: faulty equipment [1]',
      ['television repair', 'faulty equipment'],
    ],
    ['never more than three', 'search: a1\nsearch: b2\nsearch: c3\nsearch: d4', ['a1', 'b2', 'c3']],
    [
      'each once, and not the question again',
      'search: repair\nsearch: repair\nsearch: My telly is broken',
      ['repair'],
    ],
    ['none where it writes nothing', '---', []],
    ['none where it talks instead', 'Ask the travel desk for tickets [1].\nThey know.', []],
  ])('are %s', async (_name, reply, searches) => {
    expect(await searchesOf(reply)).toEqual(searches);
  });

  it('are none where the model fails', async () => {
    await using fake = await createFakeOpenAI();
    fake.setMode('500');
    expect(await searchesFor(await createFakeChatModel(fake), 'my telly is broken', signal)).toEqual([]);
  });
});
