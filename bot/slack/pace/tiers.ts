type Tier = { most: number; ms: number; per: 'workspace' | 'channel' };

const MINUTE = 60_000;
/** Kept below Slack's "about so many a minute", which it counts by clocks of its own. */
const tier = (most: number): Tier => ({ most, ms: MINUTE, per: 'workspace' });

/**
 * How often Slack lets each method be called: its tiers (2: 20 a minute, 3: 50, 4: 100), one message a second in a
 * channel, 600 status lines a minute.
 */
export const tiers = {
  'agents.sessions.setStatus': tier(47),
  'chat.postMessage': { most: 1, ms: 1_050, per: 'channel' },
  'chat.postEphemeral': tier(95),
  'assistant.threads.setStatus': tier(580),
  'assistant.threads.setSuggestedPrompts': tier(47),
  'chat.update': tier(47),
  'chat.startStream': tier(18),
  'chat.appendStream': tier(95),
  'chat.stopStream': tier(18),
  'conversations.history': tier(47),
  'conversations.info': tier(47),
  'conversations.replies': tier(47),
  'reactions.add': tier(47),
  'reactions.get': tier(47),
  'reactions.remove': tier(18),
  'users.conversations': tier(47),
  'users.info': tier(95),
} as const satisfies Record<string, Tier>;

export type PacedMethod = keyof typeof tiers;
