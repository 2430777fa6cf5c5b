/** Conventions are those of `schema.ts`. People who sign in with an account of another provider (OpenID Connect). */

/** Which user an account of a provider is. */
export type UserIdentitiesTable = {
  issuer: string;
  /** The provider's own id of the account, which never changes. */
  subject: string;
  user_id: string;
  /** 1 = disabled because no group of the account has a role any more; such a group brings the access back. */
  withdrawn: number;
  created_at: string;
};

/** A sign-in that somebody began and has not come back from. All else is worked out from a secret in their browser. */
export type OidcSignInsTable = { secret_hash: string; expires_at: number };

export const oidcMigration = {
  name: '0045-oidc',
  statements: [
    `CREATE TABLE user_identities (issuer TEXT NOT NULL, subject TEXT NOT NULL, user_id TEXT NOT NULL,
      withdrawn INTEGER NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (issuer, subject))`,
    'CREATE INDEX user_identities_user ON user_identities (user_id)',
    'CREATE TABLE oidc_sign_ins (secret_hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)',
  ],
} as const;
