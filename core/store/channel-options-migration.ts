/** What admins decide for a channel beside mode, collections and models; and questions that are to be answered anew. */
export const channelOptionsMigration = {
  name: '0021-channel-options',
  statements: [
    'ALTER TABLE channels ADD COLUMN options TEXT',
    'ALTER TABLE asked ADD COLUMN refresh INTEGER NOT NULL DEFAULT 0',
    'CREATE TABLE receipt_checks (answer_id TEXT PRIMARY KEY, knowledge TEXT NOT NULL, checked_at TEXT NOT NULL)',
  ],
} as const;
