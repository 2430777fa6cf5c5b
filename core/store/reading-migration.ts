/** What was not read of a revision, and which parts of its passages are lists, tables and code. Older revisions have neither. */
export const readingMigration = {
  name: '0019-reading',
  statements: [
    'ALTER TABLE revisions ADD COLUMN left_out TEXT',
    'ALTER TABLE revision_passages ADD COLUMN parts TEXT',
  ],
} as const;
