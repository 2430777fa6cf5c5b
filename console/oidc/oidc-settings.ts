import type { Role } from '../session/role.ts';

/** The role that members of a group of the provider get. */
export type GroupRole = { group: string; role: Role };

/** The provider whose accounts people may sign in with, and what of its word is believed. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Separated by blanks. */
  scopes: string;
  /** The claim of the id token that lists the groups. */
  groupsClaim: string;
  /** Whoever is in none of these groups has no access. */
  groups: readonly GroupRole[];
  /** Refuse accounts whose address the provider does not call verified. */
  onlyVerified: boolean;
};

/** Reads `docs-admins=admin,docs=curator`; a part that is not of this form comes back as text. */
export function groupRolesOf(text: string): (GroupRole | string)[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, group, role] = /^(.*\S)\s*=\s*(admin|curator)$/.exec(part) ?? [];
      return group === undefined || (role !== 'admin' && role !== 'curator') ? part : { group, role };
    });
}

/** The highest role that the groups of an account have here; null = none, so no access. */
export function roleIn(roles: readonly GroupRole[], groups: readonly string[]): Role | null {
  const held = roles.filter(({ group }) => groups.includes(group)).map(({ role }) => role);
  return held.find((role) => role === 'admin') ?? held[0] ?? null;
}
