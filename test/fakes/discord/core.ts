import type { Gateway } from './gateway.ts';
import type { FakeDiscordOptions, FakeInteraction, FakeMessage, InteractionResponse, Json } from './types.ts';
import type { World } from './world.ts';

/** What routes and pushes share. */
export type Core = {
  readonly options: FakeDiscordOptions;
  readonly world: World;
  readonly gateway: Gateway;
  /** By token. */
  readonly interactions: Map<string, FakeInteraction>;
  readonly interactionResponses: InteractionResponse[];
  /** Application commands as last registered: `global` or a guild id. */
  readonly commands: Map<string, readonly Json[]>;
  /** Channels in which the bot showed that it types, one entry for each call. */
  readonly typing: string[];
};

/** The guild_id of an event's data, absent in DMs. */
export const guildOf = ({ guildId }: Pick<FakeMessage, 'guildId'>): Json =>
  guildId === undefined ? {} : { guild_id: guildId };
