/** What admins decide for a channel beside mode, collections and models; and questions that are to be answered anew. */
export const channelOptionsMigration = {
  name: '0021-channel-options',
  statements: [
    'ALTER TABLE channels ADD COLUMN options TEXT',
    'ALTER TABLE asked ADD COLUMN refresh INTEGER NOT NULL DEFAULT 0',
    `CREATE TABLE news_of_answers (reply_id TEXT NOT NULL, user_hash TEXT NOT NULL, answer_id TEXT NOT NULL,
      cause TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (reply_id, user_hash))`,
  ],
} as const;
