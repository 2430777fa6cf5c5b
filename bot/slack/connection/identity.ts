/** Who the bot is, as Slack's auth.test says. */
export type Identity = { botUserId: string; botId: string; teamId: string; team: string };
