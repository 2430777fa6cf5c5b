import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { DocumentSummary } from '../../core/ports/library.ts';
import type { Duplicate, DuplicatePair, DuplicateReport } from '../../core/ports/upkeep.ts';
import { readGeneration, readMeta } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import { summariesOf } from '../documents/document-list.ts';
import { DUPLICATES_JOB, DUPLICATES_META, type LookedFor } from './duplicates-job.ts';
import { duplicateLimits } from './limits.ts';

/** Documents shown beside one document. */
const BESIDE = 20;

/** The pairs that were found last, most alike first. Pairs of which one is not published any more are left out. */
export async function duplicateReport(store: Store, jobs: JobQueue): Promise<DuplicateReport> {
  const note = await readMeta(store, DUPLICATES_META);
  const last = note === undefined ? null : (JSON.parse(note) as LookedFor);
  const rows = await store
    .selectFrom('duplicate_pairs')
    .selectAll()
    .orderBy('likeness', 'desc')
    .orderBy('document_id')
    .orderBy('other_id')
    .limit(duplicateLimits.rows)
    .execute();
  const documents = await describe(
    store,
    rows.flatMap((row) => [row.document_id, row.other_id]),
  );
  const running = (await jobs.list({ kind: DUPLICATES_JOB, limit: 5 })).some(
    (job) => job.state === 'running' || job.state === 'queued',
  );
  return {
    lookedAt: last?.at ?? null,
    outdated: last !== null && last.generation !== (await readGeneration(store)),
    running,
    pairs: rows.flatMap((row): DuplicatePair[] => {
      const [one, other] = [documents.get(row.document_id), documents.get(row.other_id)];
      if (one === undefined || other === undefined) return [];
      const same = one.sha256 === other.sha256;
      return [{ documents: [one.document, other.document], likeness: row.likeness, same }];
    }),
  };
}

/** Documents like this one: made of the same bytes, found at once, or found alike when it was last looked for. */
export async function duplicatesOf(store: Store, documentId: string): Promise<Duplicate[]> {
  const own = await store
    .selectFrom('documents')
    .innerJoin('revisions', 'revisions.id', 'documents.published_revision')
    .select('sha256')
    .where('documents.id', '=', documentId)
    .executeTakeFirst();
  if (own === undefined) return [];
  const same = await store
    .selectFrom('revisions')
    .innerJoin('documents', 'documents.id', 'revisions.document_id')
    .select('documents.id')
    .where('sha256', '=', own.sha256)
    .whereRef('documents.published_revision', '=', 'revisions.id')
    .where('documents.id', '<>', documentId)
    .limit(BESIDE)
    .execute();
  const alike = await store
    .selectFrom('duplicate_pairs')
    .selectAll()
    .where((eb) => eb.or([eb('document_id', '=', documentId), eb('other_id', '=', documentId)]))
    .orderBy('likeness', 'desc')
    .limit(BESIDE)
    .execute();
  const found = new Map(same.map((row) => [row.id, 1]));
  for (const row of alike) {
    const other = row.document_id === documentId ? row.other_id : row.document_id;
    if (!found.has(other)) found.set(other, row.likeness);
  }
  const documents = await describe(store, [...found.keys()]);
  return [...found]
    .flatMap(([id, likeness]): Duplicate[] => {
      const other = documents.get(id);
      return other === undefined
        ? []
        : [{ document: other.document, likeness, same: other.sha256 === own.sha256 }];
    })
    .slice(0, BESIDE);
}

const CHUNK = 500;

/** Published documents with the digest of what is published, by id. */
async function describe(
  store: Store,
  ids: string[],
): Promise<Map<string, { document: DocumentSummary; sha256: string }>> {
  const unique = [...new Set(ids)];
  const found = new Map<string, { document: DocumentSummary; sha256: string }>();
  for (let at = 0; at < unique.length; at += CHUNK) {
    const some = unique.slice(at, at + CHUNK);
    const digests = await store
      .selectFrom('documents')
      .innerJoin('revisions', 'revisions.id', 'documents.published_revision')
      .select(['documents.id', 'sha256'])
      .where('documents.id', 'in', some)
      .execute();
    const digestOf = new Map(digests.map((row) => [row.id, row.sha256]));
    for (const document of await summariesOf(store, some)) {
      const sha256 = digestOf.get(document.documentId);
      if (sha256 !== undefined) found.set(document.documentId, { document, sha256 });
    }
  }
  return found;
}
