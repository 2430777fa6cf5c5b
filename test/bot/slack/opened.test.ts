import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../bot/settings/config.ts';
import { wholeRig } from './whole-rig.ts';

test('whoever opens the messages is suggested questions that the documents answer, once', async () => {
  const { slack } = await wholeRig();
  const channel = await slack.openApp();
  const prompts = await slack.waitFor(() => slack.workspace.prompts.get(channel));
  expect(prompts.length).toBeGreaterThan(0);
  expect(prompts.length).toBeLessThanOrEqual(4);
  expect(JSON.stringify(prompts)).toMatch(/train|travel/i);
  await slack.openApp();
  await slack.openApp('U0ADA', 'home');
  await delay(300);
  expect(slack.callsOf('assistant.threads.setSuggestedPrompts')).toHaveLength(1);
});

test('nothing is suggested where nothing is answered', async () => {
  const { slack } = await wholeRig({ app: { config: () => loadConfig({ DOCENT_ANSWERING: 'off' }) } });
  await slack.openApp();
  await delay(500);
  expect(slack.callsOf('assistant.threads.setSuggestedPrompts')).toEqual([]);
});
