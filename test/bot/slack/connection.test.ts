import { describe, expect, test, vi } from 'vitest';
import { createHeard } from '../../contracts/chat-platform-rig.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { aReply } from '../../fixtures/answers.ts';
import { asked, type Rig, shortTimings, slackPlatform, startedRig } from './rig.ts';

// An unhandled rejection anywhere in here fails the whole run: that is half of what these tests are for.

const state = (rig: Rig) => rig.platform.status().state;

/** Waits for a new socket and proves that questions come through it. */
async function worksOn(rig: Rig, nth: number): Promise<void> {
  await rig.slack.waitForSocket(nth);
  await vi.waitFor(() => expect(state(rig)).toBe('ready'));
  const question = await asked(rig);
  expect((await rig.platform.deliver(aReply(question))).kind).toBe('delivered');
}

describe('a connection that ends', () => {
  test.each(['warning', 'refresh_requested', 'too_many_websockets'] as const)(
    'is opened anew after %s',
    async (reason) => {
      await using rig = await startedRig();
      rig.slack.socket.disconnect(reason);
      await worksOn(rig, 2);
    },
  );

  test('is opened anew after a network failure', async () => {
    await using rig = await startedRig();
    rig.slack.socket.drop();
    await worksOn(rig, 2);
  });

  test.each([
    { resentMs: -1, missed: ['slack'] },
    { resentMs: 60_000, missed: [] },
  ])(
    'has votes looked up once it stands again only where Slack gave up telling',
    async ({ resentMs, missed }) => {
      await using rig = await startedRig({ timings: { ...shortTimings, resentMs } });
      rig.slack.socket.drop();
      await worksOn(rig, 2);
      expect(rig.heard.missed).toEqual(missed);
    },
  );

  test('is opened anew when pings stay without answer', async () => {
    await using rig = await startedRig();
    rig.slack.socket.pong = 'never';
    await rig.slack.waitForSocket(2);
    rig.slack.socket.pong = 'at-once';
    await vi.waitFor(async () => worksOn(rig, 2), { timeout: 10_000 });
  });

  test('is opened anew however often Slack refuses in between, and the status says why', async () => {
    await using rig = await startedRig();
    rig.slack.faults.fail('apps.connections.open', 'invalid_auth');
    rig.slack.socket.drop();
    await vi.waitFor(() => expect(state(rig)).toBe('failing'));
    expect(rig.platform.status().message).toContain('SLACK_APP_TOKEN');
    await rig.slack.waitForCall('apps.connections.open', 4);
    rig.slack.faults.clear();
    await worksOn(rig, 2);
  });

  test('is not opened anew after a stop in the middle of coming back', async () => {
    await using rig = await startedRig();
    rig.slack.faults.slow('apps.connections.open', 100);
    rig.slack.socket.drop();
    await rig.slack.waitForCall('apps.connections.open', 1);
    await vi.waitFor(() => expect(rig.slack.callsOf('apps.connections.open')).toHaveLength(2));
    await rig.platform.stop();
    expect(state(rig)).toBe('off');
    await rig.slack.waitForCall('apps.connections.open', 2);
    await vi.waitFor(() => expect(rig.slack.socket.open).toBe(0));
  });
});

describe('a start', () => {
  test('with a wrong bot token says what to do, and works once the token is known', async () => {
    await using slack = await createFakeSlack();
    const heard = createHeard();
    const platform = slackPlatform(slack, { botToken: 'xoxb-late' });
    await platform.start(heard.handlers);
    expect(platform.status()).toMatchObject({ state: 'failing' });
    expect(platform.status().message).toContain('SLACK_BOT_TOKEN');
    slack.workspace.tokens.bot = 'xoxb-late';
    await vi.waitFor(() => expect(platform.status().state).toBe('ready'));
    await platform.stop();
  });

  test('without an answer from Slack says so and goes on trying', async () => {
    await using slack = await createFakeSlack();
    slack.faults.serverError('auth.test', { times: 1 });
    slack.socket.hello = false;
    const platform = slackPlatform(slack, { timings: { backoffMs: 5, helloMs: 50 } });
    await platform.start(createHeard().handlers);
    expect(platform.status().message).toContain('503');
    await vi.waitFor(() => expect(platform.status().message).toContain('did not greet'));
    slack.socket.hello = true;
    await vi.waitFor(() => expect(platform.status().state).toBe('ready'), { timeout: 5_000 });
    await platform.stop();
  });

  test('without a way for Slack to reach it names the settings', async () => {
    await using slack = await createFakeSlack();
    const platform = slackPlatform(slack, { signingSecret: undefined as unknown as string });
    await platform.start(createHeard().handlers);
    expect(platform.status().message).toContain('SLACK_APP_TOKEN');
    await platform.stop();
  });
});

describe('what Slack should not send', () => {
  test.each([
    ['rate limit notice', { type: 'events_api', envelope_id: 'e', payload: { type: 'app_rate_limited' } }],
    ['event without a type', { type: 'events_api', envelope_id: 'e', payload: { event: {} } }],
    ['event that is a text', { type: 'events_api', envelope_id: 'e', payload: { event: 'x' } }],
    ['envelope without payload', { type: 'events_api', envelope_id: 'e' }],
    ['interaction without payload', { type: 'interactive', envelope_id: 'e' }],
    ['unknown type', { type: 'novelty', envelope_id: 'e', payload: {} }],
    [
      'reaction on a text',
      { type: 'events_api', envelope_id: 'e', payload: { event: { type: 'reaction_added', item: 'x' } } },
    ],
    ['null', null],
    ['list', []],
    ['number', 7],
  ])('is ignored: %s', async (_, frame) => {
    await using rig = await startedRig();
    rig.slack.socket.raw(JSON.stringify(frame));
    rig.slack.socket.raw('{"type":');
    await asked(rig);
    expect(rig.slack.socket.opened).toBe(1);
  });
});

describe('a token that is taken away', () => {
  test('shows in the status when Slack tells', async () => {
    await using rig = await startedRig();
    rig.slack.workspace.tokens.bot = 'xoxb-another';
    await rig.slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0DOCENT'] } });
    await vi.waitFor(() => expect(state(rig)).toBe('failing'));
    expect(rig.platform.status().message).toContain('SLACK_BOT_TOKEN');
  });

  test('shows in the status when an answer cannot be posted', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    rig.slack.workspace.tokens.bot = 'xoxb-another';
    expect((await rig.platform.deliver(aReply(question))).kind).toBe('retry');
    await vi.waitFor(() => expect(state(rig)).toBe('failing'));
  });
});
