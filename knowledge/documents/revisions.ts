import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { Flag } from '../../core/ports/flags.ts';
import type { LeftOut } from '../../core/ports/left-out.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/store/schema.ts';
import { sha256Hex } from '../../core/text/hashes.ts';
import type { Place } from '../../core/types.ts';

/**
 * A passage as a parser and splitter made it, before the store gives it an id. `parts` says what its text is made of, as
 * `passage-parts.ts` writes it.
 */
export type NewPassage = { headings: string[]; text: string; place: Place; parts: string };

/** What a document's file holds now. `sha256` is of the source bytes (a corpus line, for corpora). */
export type NewRevision = {
  externalId: string | null;
  title: string;
  sha256: string;
  mediaType: string;
  bytes: number;
  flags: Flag[];
  /** What the file holds and the passages lack. */
  leftOut: LeftOut[];
  passages: NewPassage[];
};

/** Passage ids that became or stopped being current: what the index must follow. */
export type PassageChange = { added: number[]; removed: number[] };

type Writer = { clock: Clock; random: Random };

/** SQL statements carry at most this many rows: a few milliseconds, and well under every database's parameter limit. */
const ROWS = 100;

/** Content hash of a passage: its text with its breadcrumb. */
function passageHash(passage: Pick<NewPassage, 'headings' | 'text'>): string {
  return sha256Hex(`${JSON.stringify(passage.headings)}\n${passage.text}`);
}

/**
 * Adds a revision to a document as a draft, inside the caller's transaction. Passages whose content the document
 * already has keep their id. Returns the revision's id.
 */
export async function addRevision(
  trx: Store,
  deps: Writer,
  documentId: string,
  revision: NewRevision,
  { by, held = false }: { by: string; held?: boolean },
): Promise<string> {
  const last = await trx
    .selectFrom('revisions')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  const id = deps.random.id('rev');
  const number = Number(last?.number ?? 0) + 1;
  await trx
    .insertInto('revisions')
    .values({
      ...revisionRow(revision, { id, documentId, number, by, now: isoNow(deps.clock) }),
      ...{ state: 'draft', held: held ? 1 : 0 },
    })
    .execute();
  const passages = await withIds(trx, documentId, revision.passages);
  for (let at = 0; at < passages.length; at += ROWS) {
    const rows = passages.slice(at, at + ROWS).map(({ passageId, parts }, offset) => ({
      ...{ revision_id: id, ordinal: at + offset, passage_id: passageId, parts },
    }));
    await trx.insertInto('revision_passages').values(rows).execute();
  }
  return id;
}

/** What a row of `revisions` says of a revision, whatever its state. */
export function revisionRow(
  revision: NewRevision,
  made: { id: string; documentId: string; number: number; by: string; now: string },
) {
  return {
    id: made.id,
    document_id: made.documentId,
    number: made.number,
    title: revision.title,
    sha256: revision.sha256,
    media_type: revision.mediaType,
    bytes: revision.bytes,
    flags: JSON.stringify(revision.flags),
    created_at: made.now,
    created_by: made.by,
    left_out: JSON.stringify(revision.leftOut),
  };
}

/** What a row of `passages` says of a passage, published or not. */
export function passageRow(documentId: string, hash: string, passage: NewPassage) {
  return {
    document_id: documentId,
    hash,
    headings: JSON.stringify(passage.headings),
    text: passage.text,
    start_line: passage.place.startLine ?? null,
    end_line: passage.place.endLine ?? null,
    page: passage.place.page ?? null,
    scan: passage.place.scan === true ? 1 : null,
  };
}

/** A document's passages by their content's hash, in reading order. Repeats are dropped. */
export function uniquePassages(passages: readonly NewPassage[]): Map<string, NewPassage> {
  return new Map(passages.map((passage) => [passageHash(passage), passage]));
}

/** These passages with their ids in reading order, made where the document does not have them yet. Repeats are dropped. */
async function withIds(
  trx: Store,
  documentId: string,
  passages: NewPassage[],
): Promise<{ passageId: number; parts: string }[]> {
  const unique = uniquePassages(passages);
  const known = await trx
    .selectFrom('passages')
    .select(['id', 'hash'])
    .where('document_id', '=', documentId)
    .execute();
  const idOf = new Map(known.map((row) => [row.hash, row.id]));
  const missing = [...unique].filter(([hash]) => !idOf.has(hash));
  for (let at = 0; at < missing.length; at += ROWS) {
    const rows = missing
      .slice(at, at + ROWS)
      .map(([hash, passage]) => ({ ...passageRow(documentId, hash, passage), current: 0 }));
    const made = await trx.insertInto('passages').values(rows).returning(['id', 'hash']).execute();
    for (const row of made) idOf.set(row.hash, row.id);
  }
  return [...unique].flatMap(([hash, { parts }]) => {
    const passageId = idOf.get(hash);
    return passageId === undefined ? [] : [{ passageId, parts }];
  });
}

/** Moves a document's published pointer to a revision. The caller bumps the generation in the same transaction. */
export async function publishRevision(
  trx: Store,
  deps: Writer,
  documentId: string,
  revisionId: string,
): Promise<PassageChange> {
  const before = await currentIds(trx, documentId);
  const wanted = new Set(
    (
      await trx
        .selectFrom('revision_passages')
        .select('passage_id')
        .where('revision_id', '=', revisionId)
        .execute()
    ).map((row) => row.passage_id),
  );
  const removed = [...before].filter((id) => !wanted.has(id));
  const added = [...wanted].filter((id) => !before.has(id));
  await setCurrent(trx, removed, 0);
  await setCurrent(trx, added, 1);
  await trx
    .updateTable('revisions')
    .set({ state: 'superseded' })
    .where('document_id', '=', documentId)
    .where('state', 'in', ['published', 'archived'])
    .execute();
  const { title: shown } = await trx
    .selectFrom('documents')
    .select('title')
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow();
  const { title } = await trx
    .updateTable('revisions')
    .set({ state: 'published', held: 0 })
    .where('id', '=', revisionId)
    .returning('title')
    .executeTakeFirstOrThrow();
  const now = isoNow(deps.clock);
  await trx
    .updateTable('documents')
    .set({
      published_revision: revisionId,
      title,
      status: 'ready',
      reason: null,
      archived_at: null,
      updated_at: now,
      published_at: now,
    })
    .where('id', '=', documentId)
    .execute();
  // The index keeps titles beside passages: a new title means that all of them are told anew.
  return { added: title === shown ? added : [...wanted], removed };
}

/** Ids of the passages of a document that are published now. */
export async function currentIds(trx: Store, documentId: string): Promise<Set<number>> {
  const rows = await trx
    .selectFrom('passages')
    .select('id')
    .where('document_id', '=', documentId)
    .where('current', '=', 1)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Puts passages into what may be found, or out of it. */
export async function setCurrent(trx: Store, ids: number[], current: 0 | 1): Promise<void> {
  for (let at = 0; at < ids.length; at += ROWS) {
    await trx
      .updateTable('passages')
      .set({ current })
      .where('id', 'in', ids.slice(at, at + ROWS))
      .execute();
  }
}
