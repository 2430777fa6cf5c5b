import { Document, type DocumentInterface } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import { AppError } from '../../core/errors.ts';
import type { Retriever } from '../../core/ports/retriever.ts';
import type { ScoredPassage, SearchFilter } from '../../core/types.ts';
import { checkedFilter } from '../filter/read-filter.ts';

/** Collections to search (undefined = every collection but the handbook), and what of them. */
type Filter = { collections?: string[] } & SearchFilter;

/**
 * Docent's knowledge as a LangChain `VectorStore`, for whoever builds with LangChain: `similaritySearch`, `asRetriever`
 * and chains work as usual. Search is the hybrid one, so it takes texts, not bare vectors; documents come in
 * through the library, which keeps their revisions.
 */
export class DocentVectorStore extends VectorStore {
  declare FilterType: Filter;
  readonly #retriever: Retriever;

  constructor(embeddings: EmbeddingsInterface, retriever: Retriever) {
    super(embeddings, {});
    this.#retriever = retriever;
  }

  override _vectorstoreType(): string {
    return 'docent';
  }

  override async similaritySearchWithScore(
    query: string,
    k = 4,
    filter?: Filter,
  ): Promise<[DocumentInterface, number][]> {
    const { collections, ...narrow } = filter ?? {};
    const only = checkedFilter(narrow);
    const { passages } = await this.#retriever.search({
      ...{ text: query, k },
      ...(collections === undefined ? {} : { collections }),
      ...(only === null ? {} : { filter: only }),
    });
    return passages.map((passage) => [toDocument(passage), passage.score]);
  }

  override async similaritySearch(query: string, k = 4, filter?: Filter): Promise<DocumentInterface[]> {
    return (await this.similaritySearchWithScore(query, k, filter)).map(([document]) => document);
  }

  override similaritySearchVectorWithScore(): Promise<never> {
    return Promise.reject(unsupported('search by a bare vector', 'Use similaritySearch with a text.'));
  }

  override addVectors(): Promise<never> {
    return Promise.reject(unsupported('take in vectors', 'Take in files with the library (docent ingest).'));
  }

  override addDocuments(): Promise<never> {
    return Promise.reject(
      unsupported('take in loose documents', 'Take in files with the library (docent ingest).'),
    );
  }
}

function toDocument(passage: ScoredPassage): DocumentInterface {
  const { passageId, documentId, externalId, title, path, headings, collection, text } = passage;
  return new Document({
    id: passageId,
    pageContent: text,
    metadata: { documentId, externalId, title, path, headings, collection },
  });
}

function unsupported(what: string, hint: string): AppError {
  return new AppError('vector-store.unsupported', `Docent's vector store does not ${what}.`, hint);
}
