/** Conventions are those of `schema.ts`. Who may use the console, and with what. Only hashes of tokens are stored. */

export type UsersTable = { id: string; name: string; role: string; created_at: string; disabled: number };

export type SessionsTable = {
  token_hash: string;
  user_id: string;
  csrf: string;
  created_at: number;
  seen_at: number;
  /** The browser, in words; '' for sessions of before it was kept. */
  agent: string;
};

export type SignInLinksTable = {
  token_hash: string;
  user_id: string;
  expires_at: number;
  used_at: number | null;
};

/** What programs show instead of signing in. */
export type ApiTokensTable = {
  id: string;
  token_hash: string;
  name: string;
  /** JSON list (`ApiScope`). */
  scopes: string;
  /** Whose it is: it ends with the user's access. Null = made on the command line. */
  user_id: string | null;
  created_at: string;
  expires_at: number | null;
  used_at: number | null;
  revoked_at: number | null;
};

/** Sessions that can be told apart, and tokens for programs. */
export const accountMigration = {
  name: '0036-accounts',
  statements: [
    "ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT ''",
    'CREATE INDEX sessions_user ON sessions (user_id)',
    `CREATE TABLE api_tokens (id TEXT PRIMARY KEY, token_hash TEXT NOT NULL, name TEXT NOT NULL, scopes TEXT NOT NULL,
      user_id TEXT, created_at TEXT NOT NULL, expires_at BIGINT, used_at BIGINT, revoked_at BIGINT)`,
    'CREATE UNIQUE INDEX api_tokens_hash ON api_tokens (token_hash)',
  ],
} as const;
