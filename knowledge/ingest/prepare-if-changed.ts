import { CompiledQuery } from 'kysely';
import type { Flag, FlagKind } from '../../core/ports/flags.ts';
import { isWorthRecognizing } from '../../core/ports/left-out.ts';
import type { Store } from '../../core/store/schema.ts';
import { kindsOf } from '../curation/kinds.ts';
import type { FoundFile } from './find-files.ts';
import { hashFile } from './hash-file.ts';
import { type Parse, type PreparedFile, prepareFile, readAs } from './parse-file.ts';
import { leftOutOf } from './take-in.ts';

export type Prepared =
  | PreparedFile
  | { kind: 'unchanged'; documentId: string; passages: number; flags: FlagKind[] };

type Published = { id: string; sha256: string; status: string; flags: string; left_out: string | null };

/** As it stands, since every file asks it. */
const PUBLISHED = `select d.id, sha256, d.status, flags, left_out
  from documents d inner join revisions r on r.id = d.published_revision
  where collection = ? and path = ? and coalesce(external_id, '') = ''`;

/** A file made ready to be stored, unless the store has it as it is: a new file is parsed without being read before. */
export async function prepareIfChanged(
  deps: { store: Store; parse: Parse; readsScans?(): boolean },
  found: FoundFile,
  options: { collection: string; charset?: string; signal?: AbortSignal },
): Promise<Prepared> {
  const charset = options.charset ?? null;
  const { rows } = await deps.store.executeQuery<Published>(
    CompiledQuery.raw(PUBLISHED, [options.collection, found.path]),
  );
  const known = rows[0];
  // A new file is read once, by its parser, which tells its digest.
  if (known === undefined) return prepareFile(deps.parse, { ...found, charset }, options.signal);
  const sha256 = await hashFile(found.file);
  const maySayMore = deps.readsScans?.() === true && isWorthRecognizing(leftOutOf(known.left_out));
  if (known.sha256 === readAs(sha256, charset) && known.status === 'ready' && !maySayMore) {
    const { count } = await deps.store
      .selectFrom('passages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('document_id', '=', known.id)
      .where('current', '=', 1)
      .executeTakeFirstOrThrow();
    const flags = kindsOf(JSON.parse(known.flags) as Flag[]);
    return { kind: 'unchanged', documentId: known.id, passages: Number(count), flags };
  }
  return prepareFile(deps.parse, { ...found, sha256, charset }, options.signal);
}
