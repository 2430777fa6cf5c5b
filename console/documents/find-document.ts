import type { DocumentSummary } from '../../core/ports/library.ts';
import type { ConsoleDeps } from '../deps.ts';
import { type Missing, missing } from '../routes/replies.ts';

/** The document of that id; in words where there is none. */
export async function findDocument(
  { library }: Pick<ConsoleDeps, 'library'>,
  id: string,
): Promise<DocumentSummary | Missing> {
  return (await library.find(id)) ?? missing('There is no such document. It may have been deleted.');
}

/** The page of a document. */
export const documentPath = (documentId: string): string => `/documents/${encodeURIComponent(documentId)}`;
