/** A workspace that a chat app was added to from the console. Tokens are encrypted; null = there is none any more. */
export type InstallsTable = {
  platform: string;
  workspace: string;
  name: string;
  bot_user_id: string;
  token: string | null;
  /** With it the token is exchanged for a fresh one before `expires_at` (ms since 1970); null = it does not expire. */
  refresh_token: string | null;
  expires_at: number | null;
  /** 1 = the workspace took the rights back; `why` says how. */
  stopped: number;
  why: string;
  /** Grows with every change of the tokens. */
  version: number;
  installed_by: string;
  installed_at: number;
  changed_at: number;
};

/** An installation that an admin began: good once, in the session that began it. */
export type InstallStatesTable = {
  state_hash: string;
  platform: string;
  session_hash: string;
  /** ms since 1970 */
  expires_at: number;
  used_at: number | null;
};

export const installMigration = {
  name: '0035-installs',
  statements: [
    `CREATE TABLE installs (platform TEXT NOT NULL, workspace TEXT NOT NULL, name TEXT NOT NULL,
      bot_user_id TEXT NOT NULL, token TEXT, refresh_token TEXT, expires_at INTEGER, stopped INTEGER NOT NULL,
      why TEXT NOT NULL, version INTEGER NOT NULL, installed_by TEXT NOT NULL, installed_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL, PRIMARY KEY (platform, workspace))`,
    `CREATE TABLE install_states (state_hash TEXT PRIMARY KEY, platform TEXT NOT NULL, session_hash TEXT NOT NULL,
      expires_at INTEGER NOT NULL, used_at INTEGER)`,
    // One help channel a workspace: '' is the one whose channels have plain ids.
    `CREATE TABLE help_channels_of_workspaces (platform TEXT NOT NULL, workspace TEXT NOT NULL, channel TEXT NOT NULL,
      updated_at TEXT NOT NULL, PRIMARY KEY (platform, workspace))`,
    `INSERT INTO help_channels_of_workspaces (platform, workspace, channel, updated_at)
      SELECT platform, '', channel, updated_at FROM help_channels`,
    'DROP TABLE help_channels',
    'ALTER TABLE help_channels_of_workspaces RENAME TO help_channels',
  ],
} as const;
