import { randomUUID } from 'node:crypto';
import { slackManifest } from '../../../bot/slack/connection/manifest.ts';
import { type Envelope, type EnvelopeKind, isObject, type JsonObject } from './wire.ts';
import type { Workspace } from './workspace.ts';

const channelOf = (event: JsonObject): string =>
  String(isObject(event['item']) ? event['item']['channel'] : event['channel']);

/** Wraps what is delivered in the outer forms that Slack uses, the same for both transports. */
export const createEnvelopes = (workspace: Workspace) => {
  const envelope = (kind: EnvelopeKind, payload: JsonObject): Envelope => ({
    envelope_id: randomUUID(),
    kind,
    payload,
    retry_attempt: 0,
    retry_reason: '',
  });

  const context = (): JsonObject => ({
    token: 'legacy',
    team_id: workspace.team.id,
    api_app_id: workspace.app.id,
  });

  return {
    /** An Events API delivery; `event_id` is what the app may tell repeats by. */
    event: (event: JsonObject, event_id: string = workspace.nextId('Ev')): Envelope =>
      envelope('events_api', {
        ...context(),
        type: 'event_callback',
        event_id,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [
          { enterprise_id: null, team_id: workspace.team.id, user_id: workspace.bot.user_id, is_bot: true },
        ],
        is_ext_shared_channel: workspace.channels.get(channelOf(event))?.is_ext_shared === true,
        event,
      }),

    command: (fields: JsonObject): Envelope =>
      envelope('slash_commands', {
        ...context(),
        team_domain: 'docent-test',
        is_enterprise_install: 'false',
        ...fields,
      }),

    interaction: (type: string, user: string, fields: JsonObject): Envelope =>
      envelope('interactive', {
        ...context(),
        type,
        team: { id: workspace.team.id, domain: 'docent-test' },
        user: { id: user, username: workspace.users.get(user)?.name ?? user, team_id: workspace.team.id },
        enterprise: null,
        is_enterprise_install: false,
        ...fields,
      }),
  };
};

/** The names under which an app subscribes to an event; `message` is split by the kind of channel. */
export const subscriptionOf = (event: JsonObject): string => {
  if (event['type'] !== 'message') return String(event['type']);
  const names: Record<string, string> = {
    im: 'message.im',
    group: 'message.groups',
    mpim: 'message.mpim',
    channel: 'message.channels',
  };
  return names[String(event['channel_type'])] ?? 'message.channels';
};

/** The bot events of Docent's own manifest. */
export const manifestEvents: readonly string[] = (
  JSON.parse(slackManifest({ kind: 'socket' })) as {
    settings: { event_subscriptions: { bot_events: string[] } };
  }
).settings.event_subscriptions.bot_events;

/** Those of an app that hears every message, too. */
export const everyEvent: readonly string[] = [...manifestEvents, 'message.channels', 'message.groups'];
