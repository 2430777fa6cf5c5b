import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { describe, expect, it } from 'vitest';
import type { Retriever, SearchRequest } from '../../../core/ports/retriever.ts';
import { DocentVectorStore } from '../../../knowledge/search/vector-store.ts';
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

describe('DocentVectorStore', () => {
  it('serves a LangChain retriever with text, ids and metadata', async () => {
    const retriever = recordingRetriever();
    const store = new DocentVectorStore(new FakeEmbeddings(), retriever);
    const documents = await store
      .asRetriever({ k: 3, filter: { collections: ['office'] } })
      .invoke('when is lunch?');
    expect(documents).toMatchObject([
      { id: '7', pageContent: 'Lunch is at noon.', metadata: { title: 'Canteen' } },
    ]);
    expect(retriever.requests).toEqual([{ text: 'when is lunch?', k: 3, collections: ['office'] }]);
  });

  it('narrows by path, language and day, and refuses what cannot be', async () => {
    const retriever = recordingRetriever();
    const store = new DocentVectorStore(new FakeEmbeddings(), retriever);
    const narrow = { paths: ['hr/'], languages: ['DE'], after: '2026-01-01' };
    await store.similaritySearch('lunch', 2, { collections: ['office'], ...narrow });
    expect(retriever.requests).toEqual([
      { text: 'lunch', k: 2, collections: ['office'], filter: { ...narrow, languages: ['de'] } },
    ]);
    await expect(store.similaritySearch('lunch', 2, { languages: [] })).rejects.toMatchObject({
      code: 'retriever.bad-filter',
    });
  });

  it('says what it does not do', async () => {
    const store = new DocentVectorStore(new FakeEmbeddings(), recordingRetriever());
    await expect(store.addDocuments()).rejects.toMatchObject({
      code: 'vector-store.unsupported',
      hint: expect.stringContaining('ingest'),
    });
  });
});
