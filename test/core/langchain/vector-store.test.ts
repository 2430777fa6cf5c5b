import { describe, expect, it } from 'vitest';
import { createVectorStore } from '../../../core/langchain/vector-store.ts';
import type { Retriever, SearchRequest } from '../../../core/ports/retriever.ts';
import { aScoredPassage } from '../../fixtures/passages.ts';

function recordingRetriever(): Retriever & { requests: SearchRequest[] } {
  const requests: SearchRequest[] = [];
  return {
    requests,
    search: async (request) => {
      requests.push(request);
      return {
        passages: [aScoredPassage('Lunch is at noon.', { passageId: '7', title: 'Canteen' })],
        evidence: 1,
        generation: 1,
      };
    },
    defaultCollections: async () => [],
    currentHashes: async () => new Map(),
  };
}

describe('the vector store', () => {
  it('serves a LangChain retriever with text, ids and metadata', async () => {
    const retriever = recordingRetriever();
    const store = createVectorStore(retriever);
    const documents = await store
      .asRetriever({ k: 3, filter: { collections: ['office'] } })
      .invoke('when is lunch?');
    expect(documents).toMatchObject([
      { id: '7', pageContent: 'Lunch is at noon.', metadata: { title: 'Canteen' } },
    ]);
    expect(retriever.requests).toEqual([{ text: 'when is lunch?', k: 3, collections: ['office'] }]);
  });

  it('narrows by path, language and day', async () => {
    const retriever = recordingRetriever();
    const store = createVectorStore(retriever);
    const narrow = { paths: ['hr/'], languages: ['de'], after: '2026-01-01' };
    await store.similaritySearch('lunch', 2, { collections: ['office'], ...narrow });
    expect(retriever.requests).toEqual([{ text: 'lunch', k: 2, collections: ['office'], filter: narrow }]);
  });

  it('says what it does not do', async () => {
    const store = createVectorStore(recordingRetriever());
    for (const refused of [() => store.addDocuments(), () => store.addVectors(), () => store.delete()])
      await expect(refused()).rejects.toMatchObject({
        code: 'vector-store.unsupported',
        hint: expect.stringMatching(/docent (?:ingest|documents)/),
      });
    await expect(store.embeddings.embedQuery('lunch')).rejects.toMatchObject({
      code: 'vector-store.unsupported',
    });
  });
});
