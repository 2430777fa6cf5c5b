/** Signals say what they are about and how their answer was made; reasons, what people do, and who wants neither noted. */
export const ledgerMigration = {
  name: '0020-ledger',
  statements: [
    "ALTER TABLE signals ADD COLUMN source TEXT NOT NULL DEFAULT 'explicit'",
    'ALTER TABLE signals ADD COLUMN about TEXT',
    'ALTER TABLE signals ADD COLUMN original TEXT',
    'ALTER TABLE signals ADD COLUMN made_by TEXT',
    'CREATE INDEX signals_original ON signals (original)',
    'CREATE INDEX signals_created ON signals (created_at)',
    'ALTER TABLE answers ADD COLUMN answerer TEXT',
    'ALTER TABLE answers ADD COLUMN guards_version TEXT',
    'ALTER TABLE unmatched_signals ADD COLUMN reason TEXT',
    'ALTER TABLE unmatched_signals ADD COLUMN comment TEXT',
    'CREATE TABLE unwatched_people (user_hash TEXT PRIMARY KEY)',
  ],
} as const;
