import { latestAsked } from '../../conversations/inbox/questions.ts';
import { isFromPackage } from '../../escaped-errors.ts';
import { slackManifest } from '../../slack/connection/manifest.ts';
import type { App } from '../app.ts';
import { type PlatformKind, sharedParts } from './platform-kind.ts';
import { installedWorkspaces, slackInstalls } from './slack-installs.ts';

export const slack: PlatformKind = {
  tokens: [
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
  ],
  missing: (set) => [
    ...(set.has('SLACK_BOT_TOKEN') ? [] : missingForInstalls(set)),
    ...(set.has('SLACK_APP_TOKEN') || set.has('SLACK_SIGNING_SECRET')
      ? []
      : ['SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET)']),
  ],
  setup: async (app) => ({ kind: 'manifest', json: manifestFor(app) }),
  sent: async (reply) => (await import('../../slack/delivery/outgoing.ts')).sentToSlack(reply),
  async create(app) {
    const config = app.config();
    const { createSlackPlatform } = await import('../../slack/slack-platform.ts');
    const appToken = config.get('SLACK_APP_TOKEN');
    const signingSecret = config.get('SLACK_SIGNING_SECRET');
    const botToken = config.get('SLACK_BOT_TOKEN');
    return createSlackPlatform({
      ...sharedParts(app, 'SLACK_API_URL'),
      ...(botToken === '' ? {} : { botToken }),
      installed: await installedWorkspaces(app),
      isKnown: (await latestAsked(app.store, 'slack', 1)) !== null,
      ...(appToken === '' ? {} : { appToken }),
      ...(signingSecret === '' ? {} : { signingSecret }),
    });
  },
  installs: slackInstalls,
  // Bolt's socket client rejects with `undefined` when it is closed while it reconnects.
  escapedFrom: (error) => error === undefined || isFromPackage(error, '@slack'),
};

/** Without a token in the settings workspaces come by “Add to Slack”. */
function missingForInstalls(set: ReadonlySet<string>): string[] {
  const pair = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'];
  return pair.some((key) => set.has(key)) ? pair.filter((key) => !set.has(key)) : ['SLACK_BOT_TOKEN'];
}

/** The manifest for the transport that the settings choose. */
function manifestFor(app: App): string {
  const config = app.config();
  const overHttp = config.get('SLACK_APP_TOKEN') === '' && config.get('SLACK_SIGNING_SECRET') !== '';
  const publicUrl = app.publicUrl();
  return slackManifest(
    overHttp ? { kind: 'http', requestUrl: `${publicUrl}/slack/events` } : { kind: 'socket' },
    {
      followUps: config.get('DOCENT_FOLLOW_UPS') === 'on',
      ...(publicUrl.startsWith('https://')
        ? { redirectUrl: new URL('/connect/slack/callback', publicUrl).href }
        : {}),
    },
  );
}
