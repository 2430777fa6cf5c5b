import { type Clock, isoNow } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../store/schema.ts';
import { publishedText } from './document-text.ts';
import { type FeedbackRow, readFeedbackRow } from './feedback-row.ts';
import { hashUser } from './votes.ts';

/** What became of a file's lines; numbers of lines count from 1. */
export type ImportReport = {
  added: number;
  replaced: number;
  retracted: number;
  rejected: { line: number; reason: string }[];
};

type Deps = {
  store: Store;
  clock: Clock;
  random: Random;
  /** Ids of the documents that a name means, the likeliest first. */
  documentsNamed: (name: string) => Promise<string[]>;
};

/**
 * Takes in JSON Lines of votes. The same id again replaces, vote 0 takes back; lines that cannot be read are reported and the
 * rest goes in, all of it or nothing when the store fails.
 */
export async function importFeedback(deps: Deps, source: string): Promise<ImportReport> {
  const report: ImportReport = { added: 0, replaced: 0, retracted: 0, rejected: [] };
  const rows: FeedbackRow[] = [];
  source
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((line, at) => {
      if (line.trim() === '') return;
      const row = readFeedbackRow(line);
      if (typeof row === 'string') report.rejected.push({ line: at + 1, reason: row });
      else rows.push(row);
    });
  const documentOf = await documentsOf(deps, rows);
  await deps.store.transaction().execute(async (trx) => {
    for (const row of rows) report[await take({ ...deps, store: trx }, row, documentOf)] += 1;
  });
  return report;
}

type DocumentThen = { document_id: string; document_text: string | null };

/** What each named source means now, looked up once a name. */
async function documentsOf(
  { store, documentsNamed }: Deps,
  rows: readonly FeedbackRow[],
): Promise<ReadonlyMap<string, DocumentThen>> {
  const found = new Map<string, DocumentThen>();
  for (const name of new Set(rows.flatMap(({ source }) => (source === null ? [] : [source])))) {
    const [documentId] = await documentsNamed(name);
    if (documentId === undefined) continue;
    found.set(name, { document_id: documentId, document_text: await publishedText(store, documentId) });
  }
  return found;
}

async function take(
  deps: Deps,
  { source, person, permitted, ...row }: FeedbackRow,
  documentOf: ReadonlyMap<string, DocumentThen>,
): Promise<'added' | 'replaced' | 'retracted'> {
  const { store, clock } = deps;
  const known = await store
    .selectFrom('imported_feedback')
    .select('id')
    .where('id', '=', row.id)
    .executeTakeFirst();
  const values = {
    ...row,
    source,
    ...(documentOf.get(source ?? '') ?? { document_id: null, document_text: null }),
    person_hash: await hashUser(deps, row.origin, person),
    permitted: permitted === null ? null : Number(permitted),
    imported_at: isoNow(clock),
  };
  const { id: _, ...rest } = values;
  await store
    .insertInto('imported_feedback')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
  if (row.vote === 0) return 'retracted';
  return known === undefined ? 'added' : 'replaced';
}
