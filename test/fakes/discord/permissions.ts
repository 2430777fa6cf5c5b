import { fail, type Reply } from './reply.ts';
import type { FakeChannel } from './types.ts';
import type { World } from './world.ts';

/** What a bot may be denied in a channel, with its bit. */
export const permissionBits = {
  view: 10n,
  send: 11n,
  history: 16n,
  react: 6n,
  createThreads: 35n,
  sendInThreads: 38n,
} as const;

export type Permission = keyof typeof permissionBits;

/** What the bot is denied, by channel; threads have the permissions of their channel. */
export type Denials = Map<string, readonly Permission[]>;

const missingAccess = fail(403, 50001, 'Missing Access');
const missingPermissions = fail(403, 50013, 'Missing Permissions');

/** Whether the bot lacks a permission in a channel or thread. */
export const isDenied = ({ denials }: World, channel: FakeChannel, permission: Permission): boolean =>
  (denials.get(channel.parentId ?? channel.id) ?? []).includes(permission);

/** Discord's refusal where the bot lacks one of these; without VIEW_CHANNEL nothing else counts. */
export const refusal = (
  world: World,
  channel: FakeChannel,
  ...needed: readonly Permission[]
): Reply | undefined => {
  if (isDenied(world, channel, 'view')) return missingAccess;
  return needed.some((one) => isDenied(world, channel, one)) ? missingPermissions : undefined;
};

/** The channel's overwrite for @everyone, as the wire shows it. */
export const overwritesOf = ({ denials, guild }: World, { id }: FakeChannel): readonly unknown[] => {
  const denied = denials.get(id) ?? [];
  if (denied.length === 0) return [];
  const deny = denied.reduce((bits, one) => bits | (1n << permissionBits[one]), 0n);
  return [{ id: guild.id, type: 0, allow: '0', deny: deny.toString() }];
};
