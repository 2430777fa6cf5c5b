import { type Clock, isoNow } from '../ports/clock.ts';
import type { ChannelsTable } from '../store/channel-tables.ts';
import type { Store } from '../store/schema.ts';

/**
 * What Docent does in a channel: nothing, keep answers for curators to look at first, or answer. The order is that of
 * growing trust.
 */
export const channelModes = ['off', 'suggest', 'answer'] as const;
export type ChannelMode = (typeof channelModes)[number];

/** `collections` null = every collection but the handbook; `models` null = those of the settings. */
export type ChannelRules = { mode: ChannelMode; collections: string[] | null; models: string[] | null };

/** A channel with its rules; `saved` false = nobody decided, the settings rule there. `asked` counts its questions. */
export type Channel = ChannelRules & { platform: string; channel: string; saved: boolean; asked: number };

type Place = { platform: string; channel: string };

export function isChannelMode(text: string): text is ChannelMode {
  return channelModes.some((mode) => mode === text);
}

/** The rules of a channel, or null where nobody decided any. */
export async function channelRules(store: Store, place: Place): Promise<ChannelRules | null> {
  const row = await store
    .selectFrom('channels')
    .select(['mode', 'collections', 'models'])
    .where('platform', '=', place.platform)
    .where('channel', '=', place.channel)
    .executeTakeFirst();
  return row === undefined ? null : toRules(row);
}

/** Every channel that somebody asked in or decided about; `fresh` is the mode of those without a decision. */
export async function listChannels(store: Store, fresh: ChannelMode): Promise<Channel[]> {
  const saved = await store.selectFrom('channels').selectAll().execute();
  const asked = await store
    .selectFrom('asked')
    .select(['platform', 'channel'])
    .select((eb) => eb.fn.countAll<number>().as('asked'))
    .where('kind', '!=', 'direct')
    .groupBy(['platform', 'channel'])
    .execute();
  const nameOf = ({ platform, channel }: Place) => `${platform} ${channel}`;
  const channels = new Map<string, Channel>();
  for (const row of asked) {
    const { platform, channel } = row;
    const rules = { mode: fresh, collections: null, models: null, saved: false };
    channels.set(nameOf(row), { platform, channel, ...rules, asked: Number(row.asked) });
  }
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
  };
  await store
    .insertInto('channels')
    .values({ platform, channel, ...values })
    .onConflict((conflict) => conflict.columns(['platform', 'channel']).doUpdateSet(values))
    .execute();
}

/** A mode that this version does not know is the most careful one. */
function toRules(row: Pick<ChannelsTable, 'mode' | 'collections' | 'models'>): ChannelRules {
  return {
    mode: isChannelMode(row.mode) ? row.mode : 'off',
    collections: fromJson(row.collections),
    models: fromJson(row.models),
  };
}

const toJson = (list: string[] | null) => (list === null ? null : JSON.stringify(list));
const fromJson = (json: string | null) => (json === null ? null : (JSON.parse(json) as string[]));
