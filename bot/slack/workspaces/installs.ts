import type { Clock } from '../../../core/ports/clock.ts';
import type { InstallsTable } from '../../../core/store/install-tables.ts';
import { readMeta } from '../../../core/store/meta.ts';
import type { Store } from '../../../core/store/schema.ts';
import { platformId } from '../incoming/events.ts';

/** Tokens of one workspace. `refreshToken` null = the token does not expire; `expiresAt` in ms since 1970. */
export type Tokens = { token: string; refreshToken: string | null; expiresAt: number | null };

/** A workspace that the app was added to. `tokens` null = the workspace took them back, or nobody can read them. */
export type Install = {
  teamId: string;
  team: string;
  botUserId: string;
  tokens: Tokens | null;
  /** Why it is not served any more; '' while it is. */
  stopped: string;
  /** Grows with every change of the tokens. */
  version: number;
  installedAt: number;
  changedAt: number;
};

/** Encrypts tokens; see `createSeal`. */
type Seal = { close(name: string, value: string): string; open(name: string, sealed: string): string | null };

/** The workspaces that the app was added to, with their tokens encrypted. */
export type Installs = {
  list(): Promise<Install[]>;
  get(teamId: string): Promise<Install | null>;
  /** Adds a workspace, or takes the place of what it had before. */
  add(
    install: Pick<Install, 'teamId' | 'team' | 'botUserId'> & { tokens: Tokens; by: string },
  ): Promise<void>;
  /** Puts fresh tokens in the place of those of a version. False = there are newer ones already, or none any more. */
  exchange(teamId: string, version: number, tokens: Tokens): Promise<boolean>;
  /** The workspace is not served any more, and its tokens go. `version` given = only if they are still those. */
  stop(teamId: string, why: string, version?: number): Promise<void>;
  /** Forgets that it was ever there. */
  remove(teamId: string): Promise<void>;
  /** Whether questions of a workspace are on record. */
  isKnown(teamId: string): Promise<boolean>;
  /** The workspace whose ids are plain: the first that this store knew. Names it where there is none yet. */
  first(teamId: string): Promise<string>;
};

/** Where the store keeps which workspace was there first. */
export const FIRST = 'slack:first-workspace';

export function createInstalls({ store, clock, seal }: { store: Store; clock: Clock; seal: Seal }): Installs {
  const sealed = (teamId: string, { token, refreshToken, expiresAt }: Tokens) => ({
    token: seal.close(nameOf(teamId, 'token'), token),
    refresh_token: refreshToken === null ? null : seal.close(nameOf(teamId, 'refresh'), refreshToken),
    expires_at: expiresAt,
  });

  const opened = (row: InstallsTable): Install => {
    const open = (what: 'token' | 'refresh', value: string | null) =>
      value === null ? null : seal.open(nameOf(row.workspace, what), value);
    const token = open('token', row.token);
    const refreshToken = open('refresh', row.refresh_token);
    const isLost = row.token !== null && token === null;
    return {
      ...{ teamId: row.workspace, team: row.name, botUserId: row.bot_user_id, version: row.version },
      tokens: token === null ? null : { token, refreshToken, expiresAt: row.expires_at },
      stopped: isLost ? 'Its token was stored with another secret key.' : row.stopped === 1 ? row.why : '',
      ...{ installedAt: row.installed_at, changedAt: row.changed_at },
    };
  };

  const rows = () => store.selectFrom('installs').selectAll().where('platform', '=', platformId);
  const one = (teamId: string) => rows().where('workspace', '=', teamId).executeTakeFirst();
  const update = (teamId: string) =>
    store.updateTable('installs').where('platform', '=', platformId).where('workspace', '=', teamId);

  /** Of two that come at the same time one is first, for both. */
  async function first(teamId: string): Promise<string> {
    const value = (await askedIn(store)) ?? teamId;
    await store
      .insertInto('meta')
      .values({ key: FIRST, value })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await readMeta(store, FIRST)) ?? value;
  }

  return {
    list: async () => (await rows().orderBy('name').orderBy('workspace').execute()).map(opened),
    async get(teamId) {
      const row = await one(teamId);
      return row === undefined ? null : opened(row);
    },
    async add({ teamId, team, botUserId, tokens, by }) {
      const now = clock.now();
      const before = await one(teamId);
      const values = {
        ...{ name: team, bot_user_id: botUserId, ...sealed(teamId, tokens), stopped: 0, why: '' },
        ...{ version: (before?.version ?? 0) + 1, installed_by: by, installed_at: now, changed_at: now },
      };
      await store
        .insertInto('installs')
        .values({ platform: platformId, workspace: teamId, ...values })
        .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doUpdateSet(values))
        .execute();
      await first(teamId);
    },
    async exchange(teamId, version, tokens) {
      const { numUpdatedRows } = await update(teamId)
        .where('version', '=', version)
        .where('stopped', '=', 0)
        .set({ ...sealed(teamId, tokens), version: version + 1, changed_at: clock.now() })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async stop(teamId, why, version) {
      const stopping = update(teamId).where('stopped', '=', 0).set({
        stopped: 1,
        why,
        token: null,
        refresh_token: null,
        expires_at: null,
        changed_at: clock.now(),
      });
      await (version === undefined ? stopping : stopping.where('version', '=', version)).execute();
    },
    async remove(teamId) {
      await store
        .deleteFrom('installs')
        .where('platform', '=', platformId)
        .where('workspace', '=', teamId)
        .execute();
    },
    isKnown: async (teamId) => (await askedIn(store, teamId)) !== undefined,
    first,
  };
}

const nameOf = (teamId: string, what: 'token' | 'refresh') => `${platformId}/${teamId}/${what}`;

/** The workspace of the first question on record, of those of one workspace where it is given. */
async function askedIn(store: Store, teamId?: string): Promise<string | undefined> {
  const asked = store
    .selectFrom('asked')
    .select('workspace')
    .where('platform', '=', platformId)
    .orderBy('received_at');
  const row = await (teamId === undefined ? asked : asked.where('workspace', '=', teamId)).executeTakeFirst();
  return row?.workspace;
}
