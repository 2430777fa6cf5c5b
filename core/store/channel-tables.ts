/** What was decided for one channel of a chat platform; a channel without a row goes by the settings. */
export type ChannelsTable = {
  platform: string;
  channel: string;
  /** `off` | `suggest` | `answer` */
  mode: string;
  /** Collections that are searched there, as a JSON list; null = every collection but the handbook. */
  collections: string | null;
  /** Models that answer there, in order, as a JSON list; null = those of the settings. */
  models: string | null;
  /** 1 = people outside the team are answered there, from collections that are marked shareable. */
  outside: number;
  /** JSON (`ChannelOptions`); null = as where nobody decided. */
  options: string | null;
  updated_at: string;
};

/** Where questions are passed on to people: one channel a workspace; '' = the one whose channels have plain ids. */
export type HelpChannelsTable = {
  platform: string;
  workspace: string;
  channel: string;
  updated_at: string;
};
