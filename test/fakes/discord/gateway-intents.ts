import type { Json } from './types.ts';

/** Intent bits the fake knows, by the name of the official list. */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
} as const;

const byPrefix: readonly (readonly [RegExp, guild: number, direct: number])[] = [
  [/^MESSAGE_REACTION_/, intents.guildMessageReactions, intents.directMessageReactions],
  [/^MESSAGE_/, intents.guildMessages, intents.directMessages],
  [/^TYPING_/, intents.guildMessageTyping, intents.directMessageTyping],
  [/^(GUILD|CHANNEL|THREAD)_/, intents.guilds, intents.guilds],
];

/** Whether a session with these intents receives the event. Events without a row need no intent. */
export const receives = (sessionIntents: number, event: string, data: Json): boolean => {
  const row = byPrefix.find(([pattern]) => pattern.test(event));
  if (row === undefined) return true;
  const [, guild, direct] = row;
  return (
    (sessionIntents & (data['guild_id'] === undefined && !event.startsWith('GUILD_') ? direct : guild)) !== 0
  );
};
