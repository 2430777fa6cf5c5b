import { type APIAttachment, type APIMessage, type APIMessageSnapshotFields, ChannelType } from 'discord.js';
import type { Channels } from '../incoming/channels.ts';
import { decodeText } from './decode.ts';

/** What is needed to read a message: who the bot is, and what it is called as a role of the server. */
export type Reader = { botId: string; channels: Pick<Channels, 'nameOf' | 'roleName' | 'ownRole'> };

type Readable = Pick<APIMessage, 'content' | 'mentions'> & {
  guild_id?: string | undefined;
  message_snapshots?: APIMessage['message_snapshots'];
};

/** The words of a message with names in place of ids, and those of a message that it forwards. */
export function wordsOf(message: Readable, reader: Reader): string {
  const forwarded = (message.message_snapshots ?? []).map(({ message: snapshot }) =>
    decoded(snapshot, reader, message.guild_id),
  );
  return [decoded(message, reader, message.guild_id), ...forwarded]
    .filter((words) => words !== '')
    .join('\n\n');
}

function decoded(
  { content, mentions }: Pick<APIMessageSnapshotFields, 'content' | 'mentions'>,
  { botId, channels }: Reader,
  guildId: string | undefined,
): string {
  return decodeText(content, botId, {
    user: (id) => {
      const user = mentions.find((one) => one.id === id);
      if (user === undefined) return null;
      const { nick } = (user as { member?: { nick?: string | null } }).member ?? {};
      return nick ?? user.global_name ?? user.username;
    },
    channel: channels.nameOf,
    role: (id) => (guildId === undefined ? null : channels.roleName(guildId, id)),
    isOwnRole: (id) => guildId !== undefined && channels.ownRole(guildId) === id,
  });
}

/** The names of the files that hang on a message or on one that it forwards: the bot reads none of them. */
export function filesOf({ attachments, message_snapshots: forwarded }: FilesIn): string[] {
  const all: APIAttachment[] = [
    ...(attachments ?? []),
    ...(forwarded ?? []).flatMap(({ message }) => message.attachments ?? []),
  ];
  return all.map(({ title, filename }) => title ?? filename);
}

type FilesIn = {
  attachments?: APIMessage['attachments'] | undefined;
  message_snapshots?: APIMessage['message_snapshots'];
};

const forums: readonly ChannelType[] = [ChannelType.GuildForum, ChannelType.GuildMedia];

/** The title of the forum post that a message stands in; null elsewhere. */
export async function postTitle(
  channelId: string,
  channels: Pick<Channels, 'place'>,
): Promise<string | null> {
  const place = await channels.place(channelId);
  if (place === null || place.parent === null || place.name === '') return null;
  const parent = await channels.place(place.parent);
  return parent !== null && forums.includes(parent.type) ? place.name : null;
}
