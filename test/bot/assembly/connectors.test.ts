import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assemble } from '../../../bot/assembly/assemble.ts';
import { createConnectors, type RunningConnectors } from '../../../bot/assembly/connectors.ts';
import { createLog } from '../../../bot/log.ts';
import { loadConfig } from '../../../bot/settings/config.ts';
import { createHeard } from '../../contracts/chat-platform-rig.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';

async function connected(
  slack: FakeSlack,
  env: Record<string, string> = {},
): Promise<{ connectors: RunningConnectors; ready: string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-connectors-'));
  const settings = {
    DOCENT_DATA_DIR: path.join(folder, 'data'),
    SLACK_BOT_TOKEN: slack.workspace.tokens.bot,
    SLACK_APP_TOKEN: slack.workspace.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    ...env,
  };
  const app = await assemble(loadConfig(settings, folder), createLog('silent'));
  const connectors = createConnectors(app);
  onTestFinished(async () => {
    await connectors.stop();
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const ready: string[] = [];
  await connectors.start(createHeard().handlers, async (platform) => {
    ready.push(platform);
  });
  return { connectors, ready };
}

test('connects the platforms that have their tokens, and says which ones others lack', async () => {
  await using slack = await createFakeSlack();
  const { connectors, ready } = await connected(slack);
  expect(ready).toEqual(['slack']);
  expect(connectors.list()).toMatchObject([
    { id: 'slack', status: { state: 'ready' }, missing: [] },
    { id: 'discord', status: { state: 'off' }, missing: ['DISCORD_TOKEN'] },
  ]);
  expect(await connectors.check('discord')).toMatchObject([{ ok: false, hint: 'Set DISCORD_TOKEN.' }]);
});

test('leaves one connection, however many settings change at once', async () => {
  await using slack = await createFakeSlack();
  const { connectors } = await connected(slack);
  await Promise.all([1, 2, 3].map(() => connectors.restart('slack')));
  await slack.waitFor(() => slack.socket.open === 1);
  expect(connectors.platform('slack')?.status().state).toBe('ready');
  await connectors.stop();
  await slack.waitFor(() => slack.socket.open === 0);
  expect(connectors.platform('slack')).toBeUndefined();
});

test('checks tokens without connecting when a platform is not connected', async () => {
  await using slack = await createFakeSlack();
  const { connectors } = await connected(slack);
  await connectors.stop();
  expect((await connectors.check('slack')).every(({ ok }) => ok)).toBe(true);
  expect(connectors.list()[0]?.status.state).toBe('off');
  await slack.waitFor(() => slack.socket.open === 0);
});

test('connects Slack anew for what escaped its libraries, and leaves our own errors alone', async () => {
  await using slack = await createFakeSlack();
  const { connectors } = await connected(slack);
  expect(connectors.contain(new Error('ours'))).toBeNull();
  expect(slack.socket.opened).toBe(1);
  expect(connectors.contain(undefined)).toBe('Slack');
  await slack.waitForSocket(2);
});
