import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sharedOf } from '../../../bot/slack/audience/reach.ts';
import { createSharedChannels } from '../../../bot/slack/audience/shared-channels.ts';
import { createSlackClients } from '../../../bot/slack/connection/client.ts';
import { createPace } from '../../../bot/slack/pace/pace.ts';
import { slackTimings } from '../../../bot/slack/text/limits.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';

const HOUR = 3_600_000;

/** What Slack tells of channels, with time that passes only by sleeping. */
async function room() {
  const slack = await createFakeSlack();
  onTestFinished(() => slack.close());
  const clock: Clock & { at: number } = {
    at: 0,
    now: () => clock.at,
    monotonic: () => clock.at,
    sleep: async (ms) => {
      clock.at += ms;
    },
  };
  const logger = pino({ level: 'silent' });
  const pace = createPace(clock);
  const { once } = createSlackClients(slack.workspace.tokens.bot, {
    ...{ apiUrl: slack.apiUrl, timings: slackTimings, logger },
  });
  const shared = createSharedChannels({ clients: { read: once }, pace, clock, logger, retryMs: 10 });
  const share = (id: string, isShared = true) =>
    Object.assign(slack.workspace.channels.get(id) ?? {}, { is_ext_shared: isShared });
  return { slack, clock, pace, shared, share };
}

test('many channels are told of at once, within Slack’s limits and without waiting for them', async () => {
  const { slack, clock, shared, share } = await room();
  slack.tiers.minuteMs = 60_000;
  const ids = Array.from({ length: 250 }, (_, nth) => `C0MANY${nth}`);
  for (const id of ids) slack.workspace.addChannel({ id });
  share('C0MANY249');
  const told = await Promise.all(ids.map((id) => shared.isShared(id)));
  expect(told).toEqual(ids.map((id) => id === 'C0MANY249'));
  expect(clock.at).toBe(0);
  expect(slack.tiers.refused).toBe(0);
  expect(slack.callsOf('users.conversations')).toHaveLength(2);
});

test('a process that starts where another has used up the calls for single channels asks for the list', async () => {
  const { slack, clock, shared } = await room();
  slack.faults.rateLimit('conversations.info', { retryAfter: 60, times: 1_000 });
  slack.faults.rateLimit('users.conversations', { retryAfter: 1 });
  expect(await shared.isShared('C0HELP')).toBe(false);
  // The list was refused, too, for a second.
  expect(clock.at).toBeLessThanOrEqual(1_000);
});

test('a channel that becomes shared is seen within seconds, whatever room there is for single channels', async () => {
  const { clock, pace, shared, share } = await room();
  pace.close('conversations.info', HOUR);
  expect(await shared.isShared('C0HELP')).toBe(false);
  share('C0HELP');
  clock.at += 6_000;
  expect(await shared.isShared('C0HELP')).toBe(true);
  share('C0HELP', false);
  clock.at += 6_000;
  expect(await shared.isShared('C0HELP')).toBe(false);
});

test('where Slack leaves no room at all, what it told counts for ten minutes and no longer', async () => {
  const { clock, pace, shared, share } = await room();
  await shared.isShared('C0HELP');
  share('C0HELP');
  pace.close('conversations.info', HOUR);
  pace.close('users.conversations', HOUR);
  clock.at += 9 * 60_000;
  expect(await shared.isShared('C0HELP')).toBe(false);
  expect(clock.at).toBe(9 * 60_000);
  clock.at += 2 * 60_000;
  expect(await shared.isShared('C0HELP')).toBe(true);
  expect(clock.at).toBeGreaterThanOrEqual(HOUR);
});

test('a list that was asked for before a channel was forgotten does not tell of it', async () => {
  const { slack, pace, shared, share } = await room();
  pace.close('conversations.info', HOUR);
  slack.faults.slow('users.conversations', 300, { times: 1 });
  const told = shared.isShared('C0HELP');
  // The fake makes up its answer when the call comes in, and holds it back.
  await vi.waitFor(() => expect(slack.callsOf('users.conversations')).toHaveLength(1));
  share('C0HELP');
  shared.forget('C0HELP');
  expect(await told).toBe(true);
  expect(await shared.isShared('C0HELP')).toBe(true);
});

test('without the scope for the list, channels are asked for one by one, and the list not again', async () => {
  const { slack, clock, pace, shared } = await room();
  slack.workspace.scopes.delete('mpim:read');
  pace.close('conversations.info', 1_000);
  expect(await shared.isShared('C0HELP')).toBe(false);
  pace.close('conversations.info', 1_000);
  expect(await shared.isShared('C0GENERAL')).toBe(false);
  expect(clock.at).toBeGreaterThanOrEqual(2_000);
  expect(slack.callsOf('users.conversations')).toHaveLength(1);
});

test('what Slack keeps to itself is not told, and is asked for once', async () => {
  const { slack, shared } = await room();
  slack.workspace.addChannel({ id: 'G0SECRET', type: 'group', members: ['U0ADA'] });
  expect(await shared.isShared('G0SECRET')).toBeNull();
  expect(slack.calls.map(({ method }) => method)).toEqual(['conversations.info']);
});

test('where Slack cannot be reached, what it told before does not count', async () => {
  const { slack, clock, shared } = await room();
  expect(await shared.isShared('C0HELP')).toBe(false);
  clock.at += 6_000;
  slack.faults.serverError('*', { times: 1_000 });
  await expect(shared.isShared('C0HELP')).rejects.toThrow('503');
});

test('questions for one channel that come together are one call', async () => {
  const { slack, shared } = await room();
  await Promise.all(Array.from({ length: 20 }, () => shared.isShared('C0HELP')));
  expect(slack.calls).toHaveLength(1);
});

test('a row that does not say whether another company is there says nothing', () => {
  expect(sharedOf({ id: 'C1' })).toBeNull();
  expect(sharedOf({ is_shared: true })).toBe(true);
  expect(sharedOf({ is_shared: true, is_org_shared: true })).toBe(false);
  expect(sharedOf({ is_shared: true, is_ext_shared: false })).toBe(false);
  expect(sharedOf({ is_ext_shared: true })).toBe(true);
});
