import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSearchIndex, type SearchIndex } from '../../../knowledge/index/host/index-client.ts';
import { createQuestionMemory } from '../../../knowledge/question-memory/question-memory.ts';
import { createLiveIndex, type ModelIndex } from '../../../knowledge/search/live-index.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { asked, CONFIRMED, found, vote } from './memory-rig.ts';

describe('question memory with the vectors of a provider', () => {
  it('is told what to forget after the key of the provider was changed, too', async () => {
    await using server = await createFakeOpenAI({ dims: 32 });
    const { rig, answerId } = await asked({
      DOCENT_EMBEDDINGS: 'openai:small',
      OPENAI_BASE_URL: server.baseUrl,
    });
    await using _ = rig;
    const scores = async (memory: 'all' | 'none') =>
      (await rig.app.retriever.search({ text: CONFIRMED, k: 3, memory })).passages.map(({ score }) => score);
    await vote(rig, answerId, 1);
    expect(await scores('all')).not.toEqual(await scores('none'));
    await rig.app.storedSettings.set('OPENAI_API_KEY', 'sk-another-key');
    expect(await rig.app.reload()).toBe(null);
    await vote(rig, answerId, 0);
    expect(await scores('all')).toEqual(await scores('none'));
  });

  it('sends no questions to the provider of an index that was given up', async () => {
    const { rig, answerId } = await asked();
    await using _ = rig;
    const [open, index] = ['serving', 'given-up'].map((name) =>
      createSearchIndex({ dir: path.join(rig.folder, name), storePath: rig.storePath }),
    ) as [SearchIndex, SearchIndex];
    const sent: string[] = [];
    const ofTexts = async (texts: string[]) => {
      sent.push(...texts);
      return texts.map(() => new Float32Array(2));
    };
    const opened = { model: 'x', dir: '', index, vectors: { model: 'x', ofTexts }, share: null };
    const memory = createQuestionMemory({
      ...{ store: rig.app.store, clock: rig.app.clock, log: rig.app.log },
      live: createLiveIndex({ ...opened, index: open, vectors: undefined }),
    });
    await memory.prepare(opened as unknown as ModelIndex, new AbortController().signal);
    await index.close();
    await vote(rig, answerId, 1);
    memory.changed();
    await memory.settled();
    await open.close();
    expect(sent).toEqual([]);
  });

  it('embeds a question once with a provider, and deletes its vector with it', async () => {
    await using server = await createFakeOpenAI({ dims: 32 });
    const { rig, answerId } = await asked({
      DOCENT_EMBEDDINGS: 'openai:small',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
    });
    await using _ = rig;
    const vectors = () => rig.app.store.selectFrom('question_vectors').select(['model', 'vector']).execute();
    await vote(rig, answerId, 1);
    expect((await vectors()).map((row) => [row.model, row.vector.byteLength])).toEqual([
      ['openai:small', 128],
    ]);
    const calls = server.requests.length;
    rig.app.questionMemory.changed();
    await rig.app.questionMemory.settled();
    expect(server.requests.length).toBe(calls);
    expect((await found(rig, CONFIRMED))[0]).toBe('expenses.md');
    await vote(rig, answerId, 0);
    expect(await vectors()).toEqual([]);
  });
});
