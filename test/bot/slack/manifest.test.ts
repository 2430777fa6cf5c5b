import { expect, test } from 'vitest';
import { botScopes, slackManifest } from '../../../bot/slack/connection/manifest.ts';

test('the Socket Mode manifest asks for what is used and no address', () => {
  const manifest = JSON.parse(slackManifest({ kind: 'socket' }));
  expect(manifest.settings.socket_mode_enabled).toBe(true);
  expect(manifest.settings.interactivity).toEqual({ is_enabled: true });
  expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(botScopes));
  expect(manifest.settings.event_subscriptions.bot_events).toContain('reaction_removed');
  expect(manifest.features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
  expect(JSON.stringify(manifest)).not.toContain('request_url');
});

test('the HTTP manifest names the address for events, buttons and the command', () => {
  const requestUrl = 'https://docent.example/slack/events';
  const manifest = JSON.parse(slackManifest({ kind: 'http', requestUrl }));
  expect(manifest.settings.socket_mode_enabled).toBe(false);
  expect(manifest.settings.event_subscriptions.request_url).toBe(requestUrl);
  expect(manifest.settings.interactivity.request_url).toBe(requestUrl);
  expect(manifest.features.slash_commands[0].url).toBe(requestUrl);
});
