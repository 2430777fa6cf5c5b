/** Imported feedback, who permitted training, and what was trained. */
export const tuningMigration = {
  name: '0018-tuning',
  statements: [
    `CREATE TABLE imported_feedback (id TEXT PRIMARY KEY, question TEXT NOT NULL, answer TEXT NOT NULL,
      vote INTEGER NOT NULL, correction TEXT, source TEXT, document_id TEXT, document_text TEXT,
      person_hash TEXT NOT NULL, at TEXT NOT NULL, origin TEXT NOT NULL, permitted INTEGER, imported_at TEXT NOT NULL)`,
    'CREATE INDEX imported_feedback_person ON imported_feedback (person_hash)',
    `CREATE TABLE training_permissions (platform TEXT PRIMARY KEY, statement TEXT NOT NULL, stated_by TEXT NOT NULL,
      stated_at TEXT NOT NULL)`,
    `CREATE TABLE trained_versions (id TEXT PRIMARY KEY, what TEXT NOT NULL, state TEXT NOT NULL, report TEXT NOT NULL,
      model TEXT NOT NULL, created_at TEXT NOT NULL, activated_at TEXT)`,
    'CREATE INDEX trained_versions_what ON trained_versions (what, created_at)',
  ],
} as const;
