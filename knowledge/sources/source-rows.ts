import type { Job, JobQueue } from '../../core/ports/job-queue.ts';
import {
  SOURCE_RUN_JOB,
  type Source,
  type SourceCounts,
  type SourceItem,
  type SourceKind,
  type SourceState,
} from '../../core/ports/sources.ts';
import type { SourcesTable, Store } from '../../core/store/schema.ts';

export const NO_COUNTS: SourceCounts = {
  seen: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  leftOut: 0,
  problems: 0,
  removed: 0,
};

const OPEN_JOBS = 500;

/** Runs that wait for a worker or have one. */
export async function openRuns(jobs: JobQueue): Promise<Job[]> {
  const latest = await jobs.list({ kind: SOURCE_RUN_JOB, limit: OPEN_JOBS });
  return latest.filter((job) => job.state === 'queued' || job.state === 'running');
}

export async function readSource(store: Store, id: string): Promise<SourcesTable | undefined> {
  return store.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Sources as they are shown; a run that is under way says what it does. */
export async function listSources(store: Store, runs: Job[]): Promise<Source[]> {
  const rows = await store.selectFrom('sources').selectAll().orderBy('address').orderBy('id').execute();
  const documents = await store
    .selectFrom('source_documents')
    .innerJoin('documents', 'documents.id', 'source_documents.document_id')
    .select((eb) => ['source_id', eb.fn.countAll<number>().as('documents')])
    .groupBy('source_id')
    .execute();
  const counts = new Map(documents.map((row) => [row.source_id, Number(row.documents)]));
  const running = new Map(runs.map((job) => [String(job.payload['sourceId']), job]));
  return rows.map((row) => toSource(row, counts.get(row.id) ?? 0, running.get(row.id)));
}

function toSource(row: SourcesTable, documents: number, job: Job | undefined): Source {
  return {
    sourceId: row.id,
    kind: row.kind as SourceKind,
    address: row.address,
    collection: row.collection,
    everyMinutes: row.every_minutes,
    depth: row.depth,
    include: row.include_prefix,
    exclude: row.exclude_prefix,
    enabled: row.enabled === 1,
    state: job === undefined ? (row.state as SourceState) : 'running',
    result: job === undefined ? row.result : job.message || 'Waiting for its turn.',
    counts: JSON.parse(row.counts) as SourceCounts,
    documents,
    held: row.held,
    lastRunAt: row.last_run_at,
    nextRunAt: row.next_run_at === null ? null : new Date(row.next_run_at).toISOString(),
    createdAt: row.created_at,
  };
}

/** Files and pages that are not taken, or whose last reading failed. */
export async function problemItems(store: Store, sourceId: string, limit: number): Promise<SourceItem[]> {
  const rows = await store
    .selectFrom('source_items')
    .leftJoin('source_documents', (join) =>
      join
        .onRef('source_documents.source_id', '=', 'source_items.source_id')
        .onRef('source_documents.item', '=', 'source_items.item'),
    )
    .select((eb) => [
      'source_items.item',
      'source_items.state',
      'source_items.change',
      'source_items.reason',
      'source_items.seen_at',
      eb.fn.min('source_documents.document_id').as('document_id'),
    ])
    .where('source_items.source_id', '=', sourceId)
    .where((eb) => eb.or([eb('state', '!=', 'taken'), eb('change', '=', 'failed')]))
    .groupBy('source_items.item')
    .orderBy('source_items.item')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    item: row.item,
    state: (row.change === 'failed' ? 'failed' : row.state) as SourceItem['state'],
    reason: row.reason,
    documentId: row.document_id,
    seenAt: row.seen_at,
  }));
}

/** What a run found, from the items that it dealt with: right also when it was stopped and went on. */
export async function countRun(
  store: Store,
  sourceId: string,
  runId: string,
): Promise<{ counts: SourceCounts; firstProblem: string | null }> {
  const rows = await store
    .selectFrom('source_items')
    .select(['item', 'state', 'change', 'reason'])
    .where('source_id', '=', sourceId)
    .where('seen_run', '=', runId)
    .orderBy('item')
    .execute();
  const counts = { ...NO_COUNTS, seen: rows.length };
  let firstProblem: string | null = null;
  for (const { item, state, change, reason } of rows) {
    if (change === 'failed' || state === 'rejected' || state === 'failed') {
      counts.problems += 1;
      firstProblem ??= `${item}: ${reason}`;
    } else if (change === 'added' || change === 'updated' || change === 'unchanged') counts[change] += 1;
    else counts.leftOut += 1;
  }
  return { counts, firstProblem };
}
