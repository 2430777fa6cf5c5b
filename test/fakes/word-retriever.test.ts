import { describe, expect, it } from 'vitest';
import { type PublishedText, retrieverContract } from '../contracts/retriever.ts';
import { aPassage } from '../fixtures/passages.ts';
import { createWordRetriever } from './word-retriever.ts';

retrieverContract('by shared words', async (documents: PublishedText[]) => {
  const passages = documents.map((document) => aPassage(document));
  const retriever = createWordRetriever(passages);
  const idOf = (path: string) => passages.find((passage) => passage.path === path)?.passageId ?? '';
  return {
    retriever,
    replace: async (path, text) => retriever.replace(idOf(path), text),
    remove: async (path) => retriever.remove(idOf(path)),
    close: async () => {},
  };
});

describe('a broken index', () => {
  it('throws an error with a code of its area', async () => {
    const retriever = createWordRetriever([]);
    retriever.breakDown();
    await expect(retriever.search({ text: 'x', k: 1 })).rejects.toMatchObject({ code: 'index.unavailable' });
  });
});
