import { latestAsked } from '../../conversations/inbox/questions.ts';
import { keepTakenIn, latestMessage, recordPassedOver, takenIn } from '../../conversations/inbox/taken-in.ts';
import type { App } from '../app.ts';
import { type PlatformKind, sharedParts } from './platform-kind.ts';

/** Channels and direct messages that are looked at for what was asked while Docent was down. */
const REMEMBERED_PLACES = 500;

export const discord: PlatformKind = {
  tokens: ['DISCORD_TOKEN'],
  missing: (set) => (set.has('DISCORD_TOKEN') ? [] : ['DISCORD_TOKEN']),
  async setup(app, connected) {
    const { inviteFor } = await import('../../discord/connection/invite.ts');
    return (await (await connected())?.invite?.()) ?? inviteFor(null, readsThreads(app));
  },
  sent: async (reply) => (await import('../../discord/delivery/outgoing.ts')).sentToDiscord(reply),
  async create(app) {
    const config = app.config();
    const { createDiscordPlatform } = await import('../../discord/discord-platform.ts');
    // Discord does not send again what was asked while no process ran.
    const mark = (await takenIn(app.store, 'discord')) ?? (await latestMessage(app.store, 'discord')) ?? null;
    const latest = await latestAsked(app.store, 'discord', REMEMBERED_PLACES);
    const channels = (latest?.places ?? []).map(({ workspace, channel, thread }) => ({
      id: thread ?? channel,
      guildId: workspace === 'dm' ? undefined : workspace,
    }));
    return createDiscordPlatform({
      earlier: mark === null ? null : { mark: BigInt(mark), channels },
      keepMark: (id) => keepTakenIn(app.store, 'discord', String(id)),
      onPassedOver: (passed) => recordPassedOver(app, 'discord', passed),
      ...sharedParts(app, 'DISCORD_API_URL'),
      token: config.get('DISCORD_TOKEN'),
      readsThreads: readsThreads(app),
    });
  },
};

const readsThreads = (app: App): boolean => app.config().get('DOCENT_FOLLOW_UPS') === 'on';
