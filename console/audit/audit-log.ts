import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { AuditTable } from '../../core/store/audit-tables.ts';
import type { Store } from '../../core/store/schema.ts';
import { type AuditAction, type AuditKind, actionsAbout } from './actions.ts';
import { type AuditState, storable } from './audit-state.ts';

/** Where a change was made; what is said of it beside a name. */
export const auditVias = { console: '', cli: 'command line', chat: 'in the chat' } as const;

export type AuditVia = keyof typeof auditVias;

/** Who did it; `id` null for the command line, which knows the account of the machine alone, and for members of a chat. */
export type AuditActor = { id: string | null; name: string; via: AuditVia };

/** One change: who, what, and how the thing stood before and after. */
export type AuditEntry = {
  id: number;
  at: string;
  by: AuditActor;
  /** An `AuditAction`; of another version, perhaps one that is not known here. */
  action: string;
  subject: string;
  before: AuditState | null;
  after: AuditState | null;
  /** `before` is all of it. */
  whole: boolean;
  /** The entry that this one undid, and the one that undid this. */
  undoes: number | null;
  undoneBy: number | null;
};

export type NewEntry = {
  by: AuditActor;
  action: AuditAction;
  subject: string;
  before: AuditState | null;
  after: AuditState | null;
  undoes?: number;
};

export type AuditFilter = {
  about?: AuditKind;
  /** Name of who did it. */
  by?: string;
  /** Part of what it is about. */
  search?: string;
  /** Entries older than this one. */
  before?: number;
  limit: number;
};

const SUBJECT_LIMIT = 300;

type LogDeps = { store: Store; clock: Clock };

/** Adds an entry. Secrets are taken out, whoever forgot them. */
export async function addEntry({ store, clock }: LogDeps, entry: NewEntry): Promise<void> {
  const before = entry.before === null ? null : storable(entry.before);
  const after = entry.after === null ? null : storable(entry.after);
  const named = storable({ subject: entry.subject.slice(0, SUBJECT_LIMIT) }).state['subject'];
  await store
    .insertInto('audit')
    .values({
      at: isoNow(clock),
      via: entry.by.via,
      user_id: entry.by.id,
      name: entry.by.name,
      action: entry.action,
      subject: String(named),
      before: before === null ? null : JSON.stringify(before.state),
      after: after === null ? null : JSON.stringify(after.state),
      whole: (before?.whole ?? true) && (after?.whole ?? true) && named === entry.subject ? 1 : 0,
      undoes: entry.undoes ?? null,
    })
    .execute();
}

const selected = (store: Store) =>
  store
    .selectFrom('audit')
    .leftJoin('audit as undoing', 'undoing.undoes', 'audit.id')
    .selectAll('audit')
    .select('undoing.id as undone_by');

/** Entries, newest first. */
export async function listEntries(store: Store, filter: AuditFilter): Promise<AuditEntry[]> {
  let query = selected(store);
  if (filter.about !== undefined) query = query.where('audit.action', 'in', actionsAbout(filter.about));
  if (filter.by !== undefined) query = query.where('audit.name', '=', filter.by);
  const { search } = filter;
  if (search !== undefined)
    // `instr` takes it literally: neither % nor _ stands for anything.
    query = query.where((row) => row(row.fn<number>('instr', ['audit.subject', row.val(search)]), '>', 0));
  if (filter.before !== undefined) query = query.where('audit.id', '<', filter.before);
  const rows = await query.orderBy('audit.id', 'desc').limit(filter.limit).execute();
  return rows.map(toEntry);
}

export async function findEntry(store: Store, id: number): Promise<AuditEntry | undefined> {
  const row = await selected(store).where('audit.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toEntry(row);
}

/** Names of everybody who is in the log. */
export async function actorNames(store: Store): Promise<string[]> {
  const rows = await store.selectFrom('audit').select('name').distinct().orderBy('name').execute();
  return rows.map(({ name }) => name);
}

const isVia = (text: string): text is AuditVia => Object.hasOwn(auditVias, text);

type Row = Omit<AuditTable, 'id'> & { id: number; undone_by: number | null };

function toEntry(row: Row): AuditEntry {
  const state = (text: string | null) => (text === null ? null : (JSON.parse(text) as AuditState));
  return {
    id: row.id,
    at: row.at,
    by: { id: row.user_id, name: row.name, via: isVia(row.via) ? row.via : 'console' },
    action: row.action,
    subject: row.subject,
    before: state(row.before),
    after: state(row.after),
    whole: row.whole === 1,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  };
}
