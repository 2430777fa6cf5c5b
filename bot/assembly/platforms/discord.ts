import { latestAsked } from '../../conversations/inbox/questions.ts';
import { type PlatformKind, sharedParts } from './platform-kind.ts';

/** Channels and direct messages that are looked at for what was asked while Docent was down. */
const REMEMBERED_PLACES = 50;

export const discord: PlatformKind = {
  tokens: ['DISCORD_TOKEN'],
  missing: (set) => (set.has('DISCORD_TOKEN') ? [] : ['DISCORD_TOKEN']),
  async create(app) {
    const config = app.config();
    const { createDiscordPlatform } = await import('../../discord/discord-platform.ts');
    // Discord does not send again what was asked while no process ran; Slack does.
    const latest = await latestAsked(app.store, 'discord', REMEMBERED_PLACES);
    const channels = latest?.places.map(({ workspace, channel, thread }) => ({
      id: thread ?? channel,
      guildId: workspace === 'dm' ? undefined : workspace,
    }));
    return createDiscordPlatform({
      earlier: latest === null ? null : { since: latest.since, channels: channels ?? [] },
      ...sharedParts(app, 'DISCORD_API_URL'),
      token: config.get('DISCORD_TOKEN'),
    });
  },
};
