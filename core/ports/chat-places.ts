/** Where the bot was brought to: `place` = what gets one welcome ever, a channel or a server; `channel` = where one would stand. */
export type JoinedPlace = { platform: string; place: string; channel: string; userId: string };

/** A channel that somebody looks after, who wants to decide about it. */
export type SettingsPlace = { platform: string; channel: string; userId: string };
