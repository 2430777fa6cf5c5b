import type { Generated } from 'kysely';

/** Conventions are those of `schema.ts`. Rows are only ever added: the store itself refuses to change or delete one. */
export type AuditTable = {
  id: Generated<number>;
  at: string;
  /** `console` | `cli` */
  via: string;
  /** Null for the command line. */
  user_id: string | null;
  /** As it was then. */
  name: string;
  /** One of `console/audit/actions.ts`. */
  action: string;
  subject: string;
  /** JSON (`AuditState`), without secrets; null = there was none. */
  before: string | null;
  after: string | null;
  /** 1 = `before` is all of it, nothing was cut or taken out. */
  whole: number;
  /** The entry that this one undid. */
  undoes: number | null;
};

/** Who changed what. */
export const auditMigration = {
  name: '0036-audit',
  statements: [
    `CREATE TABLE audit (id {{serial}}, at TEXT NOT NULL, via TEXT NOT NULL, user_id TEXT, name TEXT NOT NULL,
      action TEXT NOT NULL, subject TEXT NOT NULL, before TEXT, after TEXT, whole INTEGER NOT NULL, undoes INTEGER)`,
    'CREATE INDEX audit_action ON audit (action, id)',
    'CREATE INDEX audit_name ON audit (name, id)',
    'CREATE INDEX audit_undoes ON audit (undoes) WHERE undoes IS NOT NULL',
    `CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END`,
    // INSERT OR REPLACE deletes without asking the trigger for deletes.
    `CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
      BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END`,
    `CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END`,
  ],
} as const;
