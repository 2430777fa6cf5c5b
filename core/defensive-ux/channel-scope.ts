import type { Store } from '../store/schema.ts';
import type { ChannelRules } from './channels.ts';

/** In a channel's list of collections: every one, those of other channels too. */
export const ALL_COLLECTIONS = '*';

/** A collection that channels have for themselves, and which do. */
export type Reserved = { collection: string; places: { platform: string; channel: string }[] };

/** Collections that are named for a channel or for direct messages: they are searched there and nowhere else in chats. */
export async function reservedCollections(store: Store): Promise<Reserved[]> {
  const rows = await store
    .selectFrom('channels')
    .select(['platform', 'channel', 'collections'])
    .where('collections', 'is not', null)
    .orderBy('platform')
    .orderBy('channel')
    .execute();
  const reserved = new Map<string, Reserved>();
  for (const { platform, channel, collections } of rows)
    for (const collection of JSON.parse(collections ?? '[]') as string[]) {
      if (collection === ALL_COLLECTIONS) continue;
      const { places } = reserved.get(collection) ?? { places: [] };
      reserved.set(collection, { collection, places: [...places, { platform, channel }] });
    }
  return [...reserved.values()];
}

/**
 * The collections that a question from a place with these rules may be answered from. `defaults` = every one but the
 * handbook. Undefined = the defaults as they are; empty = everything is named elsewhere.
 */
export async function collectionsFor(
  store: Store,
  { collections }: Pick<ChannelRules, 'collections'>,
  defaults: () => Promise<string[]>,
): Promise<string[] | undefined> {
  if (collections !== null) return collections.includes(ALL_COLLECTIONS) ? undefined : collections;
  const reserved = new Set((await reservedCollections(store)).map(({ collection }) => collection));
  if (reserved.size === 0) return undefined;
  const all = await defaults();
  const open = all.filter((name) => !reserved.has(name));
  return open.length === all.length ? undefined : open;
}
