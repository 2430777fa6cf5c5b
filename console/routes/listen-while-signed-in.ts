import type { ConsoleDeps } from '../deps.ts';
import type { StreamRoute, Visit } from './route.ts';

/** How soon a page that listens is let go once its session is over, in ms. */
const CHECK_MS = 1_000;

/** Lets a page listen for as long as its session lives: whoever is disabled or signed out is told nothing more. */
export function listenWhileSignedIn(
  { store, log }: Pick<ConsoleDeps, 'store' | 'log'>,
  route: StreamRoute,
  visit: Visit,
): void {
  const { res, session } = visit;
  const isAlive = async (): Promise<boolean> => {
    const row = await store
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select('token_hash')
      .where('token_hash', '=', session.tokenHash)
      .where('disabled', '=', 0)
      .executeTakeFirst();
    return row !== undefined;
  };
  const timer = setInterval(() => {
    isAlive()
      .then((alive) => {
        if (!alive) res.end();
      })
      .catch((error: unknown) => log.warn({ err: error }, 'a page that listens could not be checked'));
  }, CHECK_MS);
  timer.unref();
  res.once('close', () => clearInterval(timer));
  route.listen(visit);
}
