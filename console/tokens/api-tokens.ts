import { isoNow } from '../../core/ports/clock.ts';
import type { ConsoleDeps } from '../deps.ts';
import { hashToken } from '../session/session.ts';
import { type ApiScope, isApiScope } from './scopes.ts';

const DAY_MS = 24 * 3_600_000;
const TOKEN_BYTES = 32;
/** By which people and scanners of secrets know one. */
const PREFIX = 'docent_';
/** `used_at` is written at most this often. */
const TOUCH_MS = 60_000;

export type ApiToken = {
  id: string;
  name: string;
  scopes: ApiScope[];
  /** Name of whoever made it; null = the command line. */
  by: string | null;
  createdAt: string;
  expiresAt: string | null;
  usedAt: string | null;
  /** `disabled`: whoever made it has no access any more. */
  state: 'active' | 'expired' | 'revoked' | 'disabled';
};

/** Who is let in by a token. */
export type TokenHolder = {
  id: string;
  name: string;
  user: { id: string; name: string; role: string } | null;
};

type Needs = Pick<ConsoleDeps, 'store' | 'clock'>;

/** Makes a token, which is given back this once: only its hash is stored. */
export async function createApiToken(
  { store, clock, random }: Needs & Pick<ConsoleDeps, 'random'>,
  made: { name: string; scopes: readonly ApiScope[]; days: number; userId: string | null },
): Promise<{ id: string; token: string; expiresAt: string }> {
  const [id, token] = [random.id('tok'), `${PREFIX}${random.secret(TOKEN_BYTES)}`];
  const expiresAt = clock.now() + made.days * DAY_MS;
  await store
    .insertInto('api_tokens')
    .values({
      ...{ id, token_hash: hashToken(token), name: made.name, scopes: JSON.stringify(made.scopes) },
      ...{ user_id: made.userId, created_at: isoNow(clock), expires_at: expiresAt },
      ...{ used_at: null, revoked_at: null },
    })
    .execute();
  return { id, token, expiresAt: new Date(expiresAt).toISOString() };
}

/** All tokens, newest first. */
export async function listApiTokens({ store, clock }: Needs): Promise<ApiToken[]> {
  const rows = await store
    .selectFrom('api_tokens')
    .leftJoin('users', 'users.id', 'api_tokens.user_id')
    .selectAll('api_tokens')
    .select(['users.name as by', 'users.disabled'])
    .orderBy('api_tokens.created_at', 'desc')
    .orderBy('api_tokens.id', 'desc')
    .execute();
  const now = clock.now();
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, scopes: scopesIn(row.scopes), by: row.by, createdAt: row.created_at },
    expiresAt: isoOf(row.expires_at),
    usedAt: isoOf(row.used_at),
    state:
      row.revoked_at !== null
        ? 'revoked'
        : row.disabled === 1
          ? 'disabled'
          : row.expires_at !== null && row.expires_at <= now
            ? 'expired'
            : 'active',
  }));
}

/** It lets nobody in from now on. False when there is none of that id, or it was revoked before. */
export async function revokeApiToken({ store, clock }: Needs, id: string): Promise<boolean> {
  const done = await store
    .updateTable('api_tokens')
    .set({ revoked_at: clock.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Whom an Authorization header lets in for this; null = nobody: unknown, revoked, run out, or good for something else. */
export async function holderOf(
  { store, clock }: Needs,
  header: string | undefined,
  scope: ApiScope,
): Promise<TokenHolder | null> {
  const shown = /^Bearer (docent_[\w-]{20,100})$/i.exec(header ?? '')?.[1];
  if (shown === undefined) return null;
  const now = clock.now();
  // Found by its hash: the time it takes tells nothing of the token itself.
  const row = await store
    .selectFrom('api_tokens')
    .leftJoin('users', 'users.id', 'api_tokens.user_id')
    .select(['api_tokens.id', 'api_tokens.name', 'scopes', 'expires_at', 'used_at', 'user_id'])
    .select(['users.name as userName', 'role', 'disabled'])
    .where('token_hash', '=', hashToken(shown))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined || !scopesIn(row.scopes).includes(scope)) return null;
  if (row.expires_at !== null && row.expires_at <= now) return null;
  if (row.user_id !== null && row.disabled !== 0) return null;
  if (row.used_at === null || now - row.used_at >= TOUCH_MS)
    await store.updateTable('api_tokens').set({ used_at: now }).where('id', '=', row.id).execute();
  const user =
    row.user_id === null ? null : { id: row.user_id, name: row.userName ?? '', role: row.role ?? '' };
  return { id: row.id, name: row.name, user };
}

function scopesIn(text: string): ApiScope[] {
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read.filter((one) => typeof one === 'string').filter(isApiScope) : [];
}

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
