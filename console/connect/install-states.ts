import type { PlatformId } from '../../core/ports/platforms.ts';
import type { ConsoleDeps } from '../deps.ts';
import { hashToken, type Session } from '../session/session.ts';

/** How long an admin may take at the platform. */
export const STATE_MS = 10 * 60_000;
const STATE_BYTES = 32;

type Deps = Pick<ConsoleDeps, 'store' | 'clock' | 'random'>;

/** A state for one installation: good once, for ten minutes, in the session that began it. Only its hash is stored. */
export async function makeInstallState(deps: Deps, session: Session, platform: PlatformId): Promise<string> {
  const now = deps.clock.now();
  const state = deps.random.secret(STATE_BYTES);
  await deps.store.deleteFrom('install_states').where('expires_at', '<=', now).execute();
  await deps.store
    .insertInto('install_states')
    .values({
      state_hash: hashToken(state),
      platform,
      session_hash: session.tokenHash,
      expires_at: now + STATE_MS,
      used_at: null,
    })
    .execute();
  return state;
}

/** Uses a state up. The update itself decides who was first; false = forged, too old, used, or of another session. */
export async function useInstallState(
  deps: Deps,
  session: Session,
  { platform, state }: { platform: PlatformId; state: string },
): Promise<boolean> {
  const now = deps.clock.now();
  const { numUpdatedRows } = await deps.store
    .updateTable('install_states')
    .set({ used_at: now })
    .where('state_hash', '=', hashToken(state))
    .where('platform', '=', platform)
    .where('session_hash', '=', session.tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
