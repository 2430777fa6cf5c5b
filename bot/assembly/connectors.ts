import type { ChatPlatform, PlatformHandlers, PlatformStatus } from '../../core/ports/chat-platform.ts';
import { isoNow } from '../../core/ports/clock.ts';
import type { ConnectorInfo, Connectors, TokenCheck } from '../../core/ports/connectors.ts';
import { type PlatformId, platforms } from '../../core/ports/platforms.ts';
import { latestAsked } from '../conversations/inbox/questions.ts';
import { keepTakenIn, latestMessage, recordPassedOver, takenIn } from '../conversations/inbox/taken-in.ts';
import type { DiscordPlatform } from '../discord/discord-platform.ts';
import { originOf } from '../escaped-errors.ts';
import type { SettingKey } from '../settings/config.ts';
import { slackManifest } from '../slack/manifest.ts';
import type { SlackPlatform } from '../slack/slack-platform.ts';
import type { App } from './app.ts';

/** The connectors as the program runs them. */
export type RunningConnectors = Connectors & {
  /** Connects every platform that has its tokens. */
  start(handlers: PlatformHandlers, ready: (platform: string) => Promise<void>): Promise<void>;
  /** Connects a platform anew with the settings in force now. */
  restart(id: string): Promise<void>;
  platform(id: string): ChatPlatform | undefined;
  /** For rejections that escaped a platform's own library: true when the platform connects anew because of it. */
  contain(error: unknown): boolean;
  stop(): Promise<void>;
};

/** Channels and direct messages that are looked at for what was asked while Docent was down. */
const REMEMBERED_PLACES = 500;

type Kind = {
  id: PlatformId;
  name: string;
  settings: SettingKey[];
  missing(set: Set<string>): string[];
};

const KINDS: readonly Kind[] = [
  {
    id: 'slack',
    name: platforms.slack.name,
    settings: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
    missing: (set) => [
      ...(set.has('SLACK_BOT_TOKEN') ? [] : ['SLACK_BOT_TOKEN']),
      ...(set.has('SLACK_APP_TOKEN') || set.has('SLACK_SIGNING_SECRET')
        ? []
        : ['SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET)']),
    ],
  },
  {
    id: 'discord',
    name: platforms.discord.name,
    settings: ['DISCORD_TOKEN'],
    missing: (set) => (set.has('DISCORD_TOKEN') ? [] : ['DISCORD_TOKEN']),
  },
];

/** Slack and Discord, made from the settings in force. Their libraries are loaded when a token is there. */
export function createConnectors(app: App): RunningConnectors {
  let slack: SlackPlatform | undefined;
  let discord: DiscordPlatform | undefined;
  let begun: { handlers: PlatformHandlers; ready: (platform: string) => Promise<void> } | undefined;

  const setKeys = (kind: Kind) => new Set(kind.settings.filter((key) => app.config().get(key) !== ''));
  const usable = (kind: Kind) => kind.missing(setKeys(kind)).length === 0;
  const current = (id: string): ChatPlatform | undefined =>
    id === 'slack' ? slack : id === 'discord' ? discord : undefined;

  const shared = (apiUrl: string) => ({
    clock: app.clock,
    random: app.random,
    logger: app.log,
    ...(apiUrl === '' ? {} : { apiUrl }),
  });

  async function makeSlack(): Promise<SlackPlatform> {
    const config = app.config();
    const { createSlackPlatform } = await import('../slack/slack-platform.ts');
    const appToken = config.get('SLACK_APP_TOKEN');
    const signingSecret = config.get('SLACK_SIGNING_SECRET');
    return createSlackPlatform({
      ...shared(config.get('SLACK_API_URL')),
      botToken: config.get('SLACK_BOT_TOKEN'),
      isKnown: (await latestAsked(app.store, 'slack', 1)) !== null,
      ...(appToken === '' ? {} : { appToken }),
      ...(signingSecret === '' ? {} : { signingSecret }),
    });
  }

  async function makeDiscord(): Promise<DiscordPlatform> {
    const config = app.config();
    const { createDiscordPlatform } = await import('../discord/discord-platform.ts');
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
      ...shared(config.get('DISCORD_API_URL')),
      token: config.get('DISCORD_TOKEN'),
    });
  }

  /** One after the other for each platform: two settings saved in a row must not leave two connections. */
  const changes = new Map<string, Promise<void>>();
  function inTurn(kind: Kind, change: () => Promise<void>): Promise<void> {
    const before = changes.get(kind.id) ?? Promise.resolve();
    const own = before.catch(() => {}).then(change);
    changes.set(kind.id, own);
    return own;
  }

  async function connect(kind: Kind): Promise<void> {
    if (begun === undefined || !usable(kind)) return;
    const { handlers, ready } = begun;
    if (kind.id === 'slack') slack = await makeSlack();
    else discord = await makeDiscord();
    await current(kind.id)?.start(handlers);
    await ready(kind.id);
  }

  async function drop(kind: Kind): Promise<void> {
    const platform = current(kind.id);
    if (kind.id === 'slack') slack = undefined;
    else discord = undefined;
    await platform?.stop();
  }

  function statusOf(kind: Kind): PlatformStatus {
    const missing = kind.missing(setKeys(kind));
    const off = missing.length > 0 ? `Not connected. Missing: ${missing.join(', ')}.` : 'Not connected.';
    return current(kind.id)?.status() ?? { state: 'off', message: off, since: isoNow(app.clock) };
  }

  const connectors: RunningConnectors = {
    list: () =>
      KINDS.map((kind): ConnectorInfo => {
        const set = setKeys(kind);
        return {
          id: kind.id,
          name: kind.name,
          status: statusOf(kind),
          configured: [...set],
          missing: kind.missing(set),
        };
      }),
    slackManifest: () => {
      const overHttp =
        app.config().get('SLACK_APP_TOKEN') === '' && app.config().get('SLACK_SIGNING_SECRET') !== '';
      return slackManifest(
        overHttp ? { kind: 'http', requestUrl: `${app.publicUrl()}/slack/events` } : { kind: 'socket' },
      );
    },
    async discordInvite() {
      const { inviteFor } = await import('../discord/invite.ts');
      const kind = kindOf('discord');
      if (kind === undefined || !usable(kind)) return inviteFor(null);
      return (discord ?? (await makeDiscord())).invite();
    },
    async check(id): Promise<TokenCheck[]> {
      const kind = kindOf(id);
      if (kind === undefined) return [];
      const set = setKeys(kind);
      const missing = kind.missing(set);
      if (set.size === 0)
        return [
          { ok: false, message: `${kind.name} has no token yet.`, hint: `Set ${missing.join(' and ')}.` },
        ];
      if (missing.length > 0)
        return [
          {
            ok: false,
            message: `${kind.name} needs more: ${missing.join(', ')} is missing.`,
            hint: `Set ${missing.join(' and ')}.`,
          },
        ];
      const platform =
        kind.id === 'slack' ? (slack ?? (await makeSlack())) : (discord ?? (await makeDiscord()));
      return platform.checkTokens();
    },
    slackRequestHandler: () => slack?.requestHandler ?? null,
    async permalink(address, messageId) {
      return (await current(address.platform)?.permalink(address, messageId)) ?? null;
    },
    async start(handlers, ready) {
      begun = { handlers, ready };
      await Promise.all(KINDS.map((kind) => inTurn(kind, () => connect(kind))));
    },
    async restart(id) {
      const kind = kindOf(id);
      if (kind === undefined) return;
      // At once, since a connection attempt that hangs would hold up its turn; and again what came up meanwhile.
      await drop(kind);
      await inTurn(kind, async () => {
        await drop(kind);
        await connect(kind);
      });
    },
    platform: current,
    contain(error) {
      // Bolt's socket client rejects with `undefined` when it is closed while it reconnects.
      const fromSlack = error === undefined || originOf(error) === 'slack';
      if (slack === undefined || !fromSlack) return false;
      slack.restart('its connection library failed');
      return true;
    },
    async stop() {
      begun = undefined;
      await Promise.all(KINDS.map(drop));
      await Promise.allSettled(changes.values());
      await Promise.all(KINDS.map(drop));
    },
  };
  return connectors;
}

function kindOf(id: string): Kind | undefined {
  return KINDS.find((kind) => kind.id === id);
}
