import type { Random } from '../ports/random.ts';
import type { Store } from '../store/schema.ts';
import { hashUser } from './votes.ts';

type Deps = { store: Store; random: Random };

/** From now on nothing is noted of what a person does after an answer, and what was noted goes. Their votes stay. */
export async function unwatchPerson(deps: Deps, platform: string, userId: string): Promise<void> {
  const { store } = deps;
  const user_hash = await hashUser(deps, platform, userId);
  await store
    .insertInto('unwatched_people')
    .values({ user_hash })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await store
    .deleteFrom('signals')
    .where('user_hash', '=', user_hash)
    .where('source', '=', 'implicit')
    .execute();
}

/** Takes that back. */
export async function watchPerson(deps: Deps, platform: string, userId: string): Promise<void> {
  const hash = await hashUser(deps, platform, userId);
  await deps.store.deleteFrom('unwatched_people').where('user_hash', '=', hash).execute();
}
