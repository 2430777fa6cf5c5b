import { type Clock, isoNow } from '../ports/clock.ts';
import { platformOf, workspaceOf } from '../ports/platforms.ts';
import type { ChannelsTable } from '../store/channel-tables.ts';
import type { Store } from '../store/schema.ts';
import { type ChannelMode, isChannelMode } from './channel-modes.ts';
import { type ChannelOptions, readOptions, writeOptions } from './channel-options.ts';

/** `collections` null = those that no channel has for itself (see channel-scope.ts); `models` null = those of the settings. */
export type ChannelRules = {
  mode: ChannelMode;
  collections: string[] | null;
  models: string[] | null;
  /** Whether people outside the team are answered there, from shareable collections; left out = as it was, else not. */
  outside?: boolean;
  /** Left out = as they were, else as where nobody decided. */
  options?: ChannelOptions;
};

/** A channel with its rules; `saved` false = nobody decided, the settings rule there. `asked` counts its questions. */
export type Channel = ChannelRules & { platform: string; channel: string; saved: boolean; asked: number };

/** Stands for a platform's direct messages where channels are named. */
export const DIRECT = 'direct';

type Place = { platform: string; channel: string };

/** What stands for the direct messages of the workspace that a channel or person is in. */
export function directOf(platform: string, id: string): string {
  const workspace = workspaceOf(platform, id);
  return workspace === '' ? DIRECT : `${workspace}:${DIRECT}`;
}

/** The workspace whose direct messages a name stands for, '' for the first one's; null = it stands for a channel. */
export function directMessagesOf({ platform, channel }: Place): string | null {
  return channel === directOf(platform, channel) ? workspaceOf(platform, channel) : null;
}

/** Whether somebody asked where nobody else reads: a direct message, or a command in one. */
export function isDirect(row: Place & { workspace: string; kind: string }): boolean {
  return row.kind === 'direct' || platformOf(row.platform)?.isDirect(row) === true;
}

/** The rules of a channel, or null where nobody decided any. */
export async function channelRules(store: Store, place: Place): Promise<ChannelRules | null> {
  const row = await store
    .selectFrom('channels')
    .select(['mode', 'collections', 'models', 'outside', 'options'])
    .where('platform', '=', place.platform)
    .where('channel', '=', place.channel)
    .executeTakeFirst();
  return row === undefined ? null : toRules(row);
}

/**
 * Every channel that somebody asked in or decided about, and the direct messages of `platforms`, decided about or not;
 * `fresh` is the mode of channels without a decision. Direct messages are answered until somebody decides otherwise.
 */
export async function listChannels(
  store: Store,
  fresh: ChannelMode,
  platforms: readonly string[] = [],
): Promise<Channel[]> {
  const saved = await store.selectFrom('channels').selectAll().execute();
  const asked = await store
    .selectFrom('asked')
    .select(['platform', 'channel', 'workspace', 'kind'])
    .select((eb) => eb.fn.countAll<number>().as('asked'))
    .groupBy(['platform', 'channel', 'workspace', 'kind'])
    .execute();
  const nameOf = ({ platform, channel }: Place) => `${platform} ${channel}`;
  const channels = new Map<string, Channel>();
  const add = (platform: string, channel: string, count: number): void => {
    const before = channels.get(nameOf({ platform, channel }));
    const mode = directMessagesOf({ platform, channel }) === null ? fresh : 'answer';
    const rules = { mode, collections: null, models: null, saved: false };
    channels.set(nameOf({ platform, channel }), {
      ...{ platform, channel, ...rules },
      asked: (before?.asked ?? 0) + count,
    });
  };
  for (const platform of platforms) add(platform, DIRECT, 0);
  for (const row of asked)
    add(row.platform, isDirect(row) ? directOf(row.platform, row.channel) : row.channel, Number(row.asked));
  for (const row of saved) {
    const { platform, channel } = row;
    const count = channels.get(nameOf(row))?.asked ?? 0;
    channels.set(nameOf(row), { platform, channel, ...toRules(row), saved: true, asked: count });
  }
  return [...channels.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** Decides for one channel; it holds from its next question on. */
export async function setChannel(
  { store, clock }: { store: Store; clock: Clock },
  { platform, channel }: Place,
  rules: ChannelRules,
): Promise<void> {
  const values = {
    mode: rules.mode,
    collections: toJson(rules.collections),
    models: toJson(rules.models),
    updated_at: isoNow(clock),
    ...(rules.outside === undefined ? {} : { outside: rules.outside ? 1 : 0 }),
    ...(rules.options === undefined ? {} : { options: writeOptions(rules.options) }),
  };
  await store
    .insertInto('channels')
    .values({ platform, channel, outside: 0, options: null, ...values })
    .onConflict((conflict) => conflict.columns(['platform', 'channel']).doUpdateSet(values))
    .execute();
}

/** Takes a decision back: the settings rule there again, and its collections are nobody's own. False = there was none. */
export async function forgetChannel(store: Store, { platform, channel }: Place): Promise<boolean> {
  const { numDeletedRows } = await store
    .deleteFrom('channels')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A mode that this version does not know is the most careful one. */
function toRules(row: Omit<ChannelsTable, 'platform' | 'channel' | 'updated_at'>): ChannelRules {
  return {
    mode: isChannelMode(row.mode) ? row.mode : 'off',
    collections: fromJson(row.collections),
    models: fromJson(row.models),
    ...(row.outside === 1 ? { outside: true } : {}),
    ...(row.options === null ? {} : { options: readOptions(row.options) }),
  };
}

const toJson = (list: string[] | null) => (list === null ? null : JSON.stringify(list));
const fromJson = (json: string | null) => (json === null ? null : (JSON.parse(json) as string[]));
