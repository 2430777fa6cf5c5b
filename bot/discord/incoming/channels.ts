import { type APIChannel, ChannelType, type Client, PermissionFlagsBits } from 'discord.js';
import type { ChatAddress } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { createRecent } from '../connection/recent.ts';
import { limits } from '../text/limits.ts';

/** What must be known of a channel: its kind, and the channel that a thread hangs on. */
export type Place = { type: ChannelType; parent: string | null; name: string };

/** Where channels are looked up: the client's cache first, then Discord (archived threads are in no cache). */
export type Channels = {
  /** Null when it cannot be found out. */
  place(channelId: string): Promise<Place | null>;
  /** The name of a channel, as far as it is known without asking. */
  nameOf(channelId: string): string | null;
  /** The name of a server's role, and the role that the server made for the bot; null where it is not known. */
  roleName(guildId: string, roleId: string): string | null;
  ownRole(guildId: string): string | null;
  address(channelId: string, guildId: string | undefined): Promise<ChatAddress>;
  /** Whether a thread for a message may be started here and written in; true when in doubt: trying is harmless. */
  mayStartThread(channelId: string): Promise<boolean>;
};

const threadTypes: readonly ChannelType[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];
const threadParents: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
const neededForThreads = PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads;

export function createChannels(api: DiscordApi, client: () => Client | null): Channels {
  const fetched = createRecent<Place>(limits.remembered);

  const cached = (channelId: string): Place | null => {
    const channel = client()?.channels.cache.get(channelId);
    if (channel === undefined) return fetched.get(channelId) ?? null;
    const parent = channel.isThread() ? channel.parentId : null;
    return { type: channel.type, parent, name: 'name' in channel ? (channel.name ?? '') : '' };
  };

  const place: Channels['place'] = async (channelId) => {
    const known = cached(channelId);
    if (known !== null) return known;
    try {
      const found = placeOf(await api.channel(channelId));
      fetched.set(channelId, found);
      return found;
    } catch {
      return null;
    }
  };

  const rolesOf = (guildId: string) => client()?.guilds.cache.get(guildId)?.roles;

  return {
    place,
    roleName: (guildId, roleId) => rolesOf(guildId)?.cache.get(roleId)?.name ?? null,
    ownRole: (guildId) => {
      const user = client()?.user;
      return user == null ? null : (rolesOf(guildId)?.botRoleFor(user)?.id ?? null);
    },
    nameOf: (channelId) => cached(channelId)?.name ?? null,
    address: async (channelId, guildId) => {
      const base = { platform: 'discord', workspace: guildId ?? 'dm' };
      const found = guildId === undefined ? null : await place(channelId);
      return found !== null && threadTypes.includes(found.type) && found.parent !== null
        ? { ...base, channel: found.parent, thread: channelId }
        : { ...base, channel: channelId, thread: null };
    },
    mayStartThread: async (channelId) => {
      const found = await place(channelId);
      if (found !== null && !threadParents.includes(found.type)) return false;
      const channel = client()?.channels.cache.get(channelId);
      const user = client()?.user;
      if (channel === undefined || channel.isDMBased() || !user) return true;
      return channel.permissionsFor(user)?.has(neededForThreads) ?? true;
    },
  };
}

function placeOf(channel: APIChannel): Place {
  const parent = 'parent_id' in channel ? (channel.parent_id ?? null) : null;
  return { type: channel.type, parent, name: channel.name ?? '' };
}
