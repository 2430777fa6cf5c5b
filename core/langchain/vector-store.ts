import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';
import { AppError } from '../errors.ts';
import type { Retriever } from '../ports/retriever.ts';
import { type PassageDocument, type Scope, searchDocuments } from './passage-document.ts';

/**
 * Docent's knowledge as a LangChain `VectorStore`: `similaritySearch`, `asRetriever` and chains work as usual. Search is
 * the hybrid one, so it takes texts, not bare vectors; documents come in through the library, which keeps their
 * revisions. A class because LangChain wants one.
 */
class DocentVectorStore extends VectorStore {
  declare FilterType: Scope;
  readonly #retriever: Pick<Retriever, 'search'>;

  constructor(retriever: Pick<Retriever, 'search'>) {
    super(noEmbeddings, {});
    this.#retriever = retriever;
  }

  override _vectorstoreType(): string {
    return 'docent';
  }

  override async similaritySearchWithScore(
    query: string,
    k = 4,
    scope?: Scope,
  ): Promise<[PassageDocument, number][]> {
    const documents = await searchDocuments(this.#retriever, query, k, scope);
    return documents.map((document) => [document, document.metadata.score]);
  }

  override similaritySearch(query: string, k = 4, scope?: Scope): Promise<PassageDocument[]> {
    return searchDocuments(this.#retriever, query, k, scope);
  }

  override similaritySearchVectorWithScore(): Promise<never> {
    return Promise.reject(unsupported('search by a bare vector', 'Use similaritySearch with a text.'));
  }

  override addVectors(): Promise<never> {
    return Promise.reject(unsupported('take in vectors', LIBRARY));
  }

  override addDocuments(): Promise<never> {
    return Promise.reject(unsupported('take in loose documents', LIBRARY));
  }

  override delete(): Promise<never> {
    return Promise.reject(unsupported('delete', 'Delete documents with the library (docent documents).'));
  }
}

export type { DocentVectorStore };

/** Throws AppError `vector-store.unsupported` for what only the library may do; searches throw as the retriever does. */
export function createVectorStore(retriever: Pick<Retriever, 'search'>): DocentVectorStore {
  return new DocentVectorStore(retriever);
}

const LIBRARY = 'Take in files with the library (docent ingest).';

/** Which vectors serve is the index's own affair. */
const noEmbeddings: EmbeddingsInterface = {
  embedQuery: () => Promise.reject(unsupported('hand out embeddings', LIBRARY)),
  embedDocuments: () => Promise.reject(unsupported('hand out embeddings', LIBRARY)),
};

function unsupported(what: string, hint: string): AppError {
  return new AppError('vector-store.unsupported', `Docent's vector store does not ${what}.`, hint);
}
