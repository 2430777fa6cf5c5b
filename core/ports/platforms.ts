/** Where a message stands, as far as it says who can read it. */
type Place = { workspace: string; channel: string };

/** What there is to know about a chat platform without being connected to it. */
export type PlatformDescription = {
  name: string;
  /** What the ids of its channels look like; those of direct messages are none. */
  channelId: RegExp;
  /** Where people find such an id. */
  channelIdHint: string;
  /** Whether nobody else reads there. */
  isDirect(place: Place): boolean;
  /**
   * The workspace that an id of a channel or person names, where ids are unique in their workspace only; '' = the first
   * workspace, whose ids are plain. Left out = ids are unique on the platform.
   */
  workspaceOf?(id: string): string;
};

/** Every chat platform, by the id that addresses carry. */
export const platforms = {
  slack: {
    name: 'Slack',
    channelId: /^(?:[TE][A-Z0-9]{2,20}:)?[CG][A-Z0-9]{2,20}$/,
    channelIdHint:
      'Give the id of the channel, such as C0123ABCD: it stands at the end of "About" in the channel’s details. In a workspace that was added later its id stands before it: T0123ABCD:C0123ABCD.',
    // Ids of direct channels begin with D.
    isDirect: ({ channel }) => /^(?:[^:]*:)?D/.test(channel),
    workspaceOf: (id) => /^([^:]+):/.exec(id)?.[1] ?? '',
  },
  discord: {
    name: 'Discord',
    channelId: /^\d{15,21}$/,
    channelIdHint:
      'Give the id of the channel, a number: turn on the developer mode of Discord, then "Copy Channel ID".',
    // Where there is no server there is one member.
    isDirect: ({ workspace }) => workspace === 'dm',
  },
} satisfies Record<string, PlatformDescription>;

export type PlatformId = keyof typeof platforms;

export const platformIds = Object.keys(platforms) as PlatformId[];

export function isPlatformId(id: string): id is PlatformId {
  return platformIds.some((one) => one === id);
}

/** What is known of a platform; undefined for an id that is none. */
export function platformOf(id: string): PlatformDescription | undefined {
  return isPlatformId(id) ? platforms[id] : undefined;
}

/** As `workspaceOf` of a platform; '' for a platform that has none or is not known. */
export function workspaceOf(platform: string, id: string): string {
  return platformOf(platform)?.workspaceOf?.(id) ?? '';
}

/** The platform that a setting belongs to: its name begins with the id. */
export function platformOfSetting(key: string): PlatformId | undefined {
  return platformIds.find((id) => key.startsWith(`${id.toUpperCase()}_`));
}
