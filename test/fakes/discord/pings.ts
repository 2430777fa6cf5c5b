import { flatten } from './limits.ts';
import type { Json, Pings } from './types.ts';

/** All text of a message body that members read: content and V2 text displays. */
export const readableText = (content: string, components: readonly Json[]): string =>
  [
    content,
    ...flatten(components).flatMap((one) => (typeof one['content'] === 'string' ? [one['content']] : [])),
  ]
    .filter((part) => part !== '')
    .join('\n');

const ids = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id]))),
];

/**
 * Whom a message notifies. Without `allowed_mentions` everything in the text pings and so does a reply;
 * with it, only what it allows (`replied_user` then defaults to false).
 */
export const computePings = (
  text: string,
  allowed: Json | undefined,
  repliedTo: string | undefined,
): Pings => {
  const users = ids(text, /<@!?(\d+)>/g);
  const roles = ids(text, /<@&(\d+)>/g);
  const everyone = /@(everyone|here)\b/.test(text);
  const replied = repliedTo === undefined ? [] : [repliedTo];
  if (allowed === undefined) return { users: [...new Set([...users, ...replied])], roles, everyone };

  const parse = (allowed['parse'] ?? []) as readonly string[];
  const allowedUsers = (allowed['users'] ?? []) as readonly string[];
  const allowedRoles = (allowed['roles'] ?? []) as readonly string[];
  const named = users.filter((id) => parse.includes('users') || allowedUsers.includes(id));
  return {
    users: [...new Set([...named, ...(allowed['replied_user'] === true ? replied : [])])],
    roles: roles.filter((id) => parse.includes('roles') || allowedRoles.includes(id)),
    everyone: everyone && parse.includes('everyone'),
  };
};
