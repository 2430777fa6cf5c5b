import type { Store } from '../../core/store/schema.ts';
import { activeVersion } from '../../core/store/trained-versions.ts';
import type { Confirmed } from './confirmed.ts';

/** What the trained versions of question memory are kept under. */
export const QUESTION_MEMORY = 'question-memory';

/** What a version of question memory let in: imported votes with the document that each confirms. */
export type AdmittedImports = { imports: { id: string; documentId: string }[] };

/**
 * Imported questions that the gate let in and that still stand. A vote that was taken back or deleted since is out at once;
 * one that came since waits for the next training.
 */
export async function confirmedByImports(store: Store): Promise<Confirmed[]> {
  const version = await activeVersion(store, QUESTION_MEMORY);
  if (version === undefined) return [];
  const { imports } = JSON.parse(version.model) as AdmittedImports;
  const rows = await store
    .selectFrom('imported_feedback')
    .select(['id', 'question', 'at'])
    .where('vote', '=', 1)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return imports.flatMap(({ id, documentId }): Confirmed[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return [
      {
        ...{ source: 'vote', ref: `feedback:${id}`, documentId, question: row.question, passageIds: [] },
        ...{ weight: 1, createdAt: row.at },
      },
    ];
  });
}
