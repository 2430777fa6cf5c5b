import type { Clock } from '../../../core/ports/clock.ts';
import { readMeta, writeMeta } from '../../../core/store/meta.ts';
import type { Store } from '../../../core/store/schema.ts';

const keyOf = (platform: string) => `taken-in:${platform}`;

/** Up to which message, as its platform numbers them, everything was taken in; undefined before anything was. */
export async function takenIn(store: Store, platform: string): Promise<string | undefined> {
  return readMeta(store, keyOf(platform));
}

/** Keeps that mark for the next process, which catches up from there. */
export async function keepTakenIn(store: Store, platform: string, mark: string): Promise<void> {
  await writeMeta(store, keyOf(platform), mark);
}

/** The latest message that a question was claimed for, where a platform's ids are numbers that grow. */
export async function latestMessage(store: Store, platform: string): Promise<string | undefined> {
  const row = await store
    .selectFrom('asked')
    .select('message_id')
    .where('platform', '=', platform)
    .orderBy((eb) => eb.fn<number>('length', ['message_id']), 'desc')
    .orderBy('message_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.message_id;
}

/** Questions that were not taken in and never will be: asked in this time (ms), in one channel or, with null, in any. */
export type PassedOver = { channel: string | null; since: number; until: number; why: string };

/** Puts on record what was passed over. */
export async function recordPassedOver(
  { store, clock }: { store: Store; clock: Clock },
  platform: string,
  { channel, since, until, why }: PassedOver,
): Promise<void> {
  await store
    .insertInto('passed_over')
    .values({
      ...{ platform, channel, why },
      asked_since: new Date(since).toISOString(),
      asked_until: new Date(until).toISOString(),
      created_at: new Date(clock.now()).toISOString(),
    })
    .execute();
}
