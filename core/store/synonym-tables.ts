/** Conventions are those of `schema.ts`. `said` is lower case. */
export type SynonymsTable = { said: string; meant: string; created_by: string; created_at: string };

/** What the team says and its documents do not. */
export const synonymMigration = {
  name: '0022-synonyms',
  statements: [
    `CREATE TABLE synonyms (said TEXT PRIMARY KEY, meant TEXT NOT NULL, created_by TEXT NOT NULL,
      created_at TEXT NOT NULL)`,
  ],
} as const;
