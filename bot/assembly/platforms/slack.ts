import { latestAsked } from '../../conversations/inbox/questions.ts';
import { isFromPackage } from '../../escaped-errors.ts';
import { slackManifest } from '../../slack/connection/manifest.ts';
import type { App } from '../app.ts';
import { type PlatformKind, sharedParts } from './platform-kind.ts';

export const slack: PlatformKind = {
  tokens: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
  missing: (set) => [
    ...(set.has('SLACK_BOT_TOKEN') ? [] : ['SLACK_BOT_TOKEN']),
    ...(set.has('SLACK_APP_TOKEN') || set.has('SLACK_SIGNING_SECRET')
      ? []
      : ['SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET)']),
  ],
  setup: async (app) => ({ kind: 'manifest', json: manifestFor(app) }),
  async create(app) {
    const config = app.config();
    const { createSlackPlatform } = await import('../../slack/slack-platform.ts');
    const appToken = config.get('SLACK_APP_TOKEN');
    const signingSecret = config.get('SLACK_SIGNING_SECRET');
    return createSlackPlatform({
      ...sharedParts(app, 'SLACK_API_URL'),
      botToken: config.get('SLACK_BOT_TOKEN'),
      isKnown: (await latestAsked(app.store, 'slack', 1)) !== null,
      ...(appToken === '' ? {} : { appToken }),
      ...(signingSecret === '' ? {} : { signingSecret }),
    });
  },
  // Bolt's socket client rejects with `undefined` when it is closed while it reconnects.
  escapedFrom: (error) => error === undefined || isFromPackage(error, '@slack'),
};

/** The manifest for the transport that the settings choose. */
function manifestFor(app: App): string {
  const config = app.config();
  const overHttp = config.get('SLACK_APP_TOKEN') === '' && config.get('SLACK_SIGNING_SECRET') !== '';
  return slackManifest(
    overHttp ? { kind: 'http', requestUrl: `${app.publicUrl()}/slack/events` } : { kind: 'socket' },
  );
}
