import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { Retriever } from '../ports/retriever.ts';
import {
  type PassageDocument,
  type PassageMetadata,
  type Scope,
  searchDocuments,
} from './passage-document.ts';

/** `k` = how many passages at most. */
export type PassageRetrieverOptions = BaseRetrieverInput & { k?: number; scope?: Scope };

const PASSAGES = 6;

/** A class because LangChain wants one. */
class PassageRetriever extends BaseRetriever<PassageMetadata> {
  override lc_namespace = ['docent', 'retrievers'];
  readonly #retriever: Pick<Retriever, 'search'>;
  readonly #k: number;
  readonly #scope: Scope;

  static override lc_name(): string {
    return 'DocentRetriever';
  }

  constructor(retriever: Pick<Retriever, 'search'>, options: PassageRetrieverOptions) {
    const { k = PASSAGES, scope = {}, ...fields } = options;
    super(fields);
    this.#retriever = retriever;
    this.#k = k;
    this.#scope = scope;
  }

  override _getRelevantDocuments(query: string): Promise<PassageDocument[]> {
    return searchDocuments(this.#retriever, query, this.#k, this.#scope);
  }
}

export type { PassageRetriever };

/** The retriever that answers, as LangChain's `BaseRetriever`. Searches throw as the retriever does. */
export function createPassageRetriever(
  retriever: Pick<Retriever, 'search'>,
  options: PassageRetrieverOptions = {},
): PassageRetriever {
  return new PassageRetriever(retriever, options);
}
