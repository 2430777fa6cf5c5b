/** Conventions are those of `schema.ts`. Rows of earlier days are deleted; `account` = whose calls they were. */
export type ModelCallsTable = { day: string; account: string; calls: number };

/** How often models were asked today. */
export const ceilingMigration = {
  name: '0032-model-calls',
  statements: [
    'CREATE TABLE model_calls (day TEXT NOT NULL, account TEXT NOT NULL, calls INTEGER NOT NULL, PRIMARY KEY (day, account))',
  ],
} as const;
