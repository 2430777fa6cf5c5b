import { Document } from '@langchain/core/documents';
import type { Retriever, SearchRequest } from '../ports/retriever.ts';
import type { Place, ScoredPassage, SearchFilter } from '../types.ts';

/** What a LangChain document says of the passage it is made of. `score` compares within one search only. */
export type PassageMetadata = {
  passageId: string;
  documentId: string;
  externalId: string | null;
  collection: string;
  title: string;
  path: string;
  headings: string[];
  place: Place;
  score: number;
};

export type PassageDocument = Document<PassageMetadata>;

/** Collections to search (undefined = every collection but the handbook), and what of them. */
export type Scope = { collections?: string[] } & SearchFilter;

/** Searches as members' questions are searched, best first. Throws as the retriever does. */
export async function searchDocuments(
  retriever: Pick<Retriever, 'search'>,
  text: string,
  k: number,
  scope: Scope = {},
): Promise<PassageDocument[]> {
  const { collections, ...filter } = scope;
  const request: SearchRequest = {
    ...{ text, k },
    ...(collections === undefined ? {} : { collections }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
  };
  return (await retriever.search(request)).passages.map(toDocument);
}

function toDocument(passage: ScoredPassage): PassageDocument {
  const { passageId, documentId, externalId, collection, title, path, headings, place, score } = passage;
  return new Document({
    id: passageId,
    pageContent: passage.text,
    metadata: { passageId, documentId, externalId, collection, title, path, headings, place, score },
  });
}
