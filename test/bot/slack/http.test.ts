import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createHeard } from '../../contracts/chat-platform-rig.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { sendSignedEvent } from '../../fakes/slack/signed-http.ts';
import { aReply } from '../../fixtures/answers.ts';
import { asked, questionOf, slackPlatform } from './rig.ts';

const signingSecret = '0123456789abcdef0123456789abcdef';

async function httpRig(botToken = 'xoxb-fake-bot') {
  const slack = await createFakeSlack();
  const platform = slackPlatform(slack, { signingSecret, botToken });
  const heard = createHeard();
  const { requestHandler } = platform;
  if (requestHandler === null) throw new Error('no request handler');
  const server = createServer(requestHandler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.delivery.target = { url, signingSecret };
  await platform.start(heard.handlers);
  return {
    slack,
    platform,
    heard,
    url,
    [Symbol.asyncDispose]: async () => {
      await platform.stop();
      server.closeAllConnections();
      server.close();
      await slack.close();
    },
  };
}

test('questions, commands and buttons come over signed requests', async () => {
  await using rig = await httpRig();
  expect(rig.platform.status()).toMatchObject({ state: 'ready' });
  const question = await asked(rig);
  const delivered = await rig.platform.deliver(aReply(question));
  const [ts = ''] = delivered.kind === 'delivered' ? delivered.messageIds : [];
  await rig.slack.blockAction({ ts, action_id: 'docent_feedback', choice: 'positive' });
  await vi.waitFor(() => expect(rig.heard.votes).toMatchObject([{ signal: 'button', polarity: 1 }]));
  const { trigger_id } = await rig.slack.slashCommand({ command: '/ask', text: 'How?' });
  expect((await questionOf(rig, trigger_id)).kind).toBe('command');
  expect(rig.slack.ephemerals.map(({ via }) => via)).toContain('ack');
  expect(rig.slack.callsOf('apps.connections.open')).toEqual([]);
});

test('an event is acknowledged only after it was stored', async () => {
  await using rig = await httpRig();
  vi.spyOn(rig.heard.handlers, 'onQuestion').mockRejectedValueOnce(new Error('disk full'));
  const sent = await rig.slack.mention({ text: 'How?' });
  const first = await rig.slack.waitForAck(sent.envelope_id);
  expect(first.status).toBe(500);
  await rig.slack.redeliver(sent.event_id);
  await questionOf(rig, sent.ts);
  await vi.waitFor(() =>
    expect(rig.slack.acks.findLast((ack) => ack.envelope_id === sent.envelope_id)?.status).toBe(200),
  );
});

test('an event that takes too long to store is left for Slack to send again', async () => {
  await using slack = await createFakeSlack();
  const platform = slackPlatform(slack, { signingSecret, timings: { storeMs: 50 } });
  const server = createServer(platform.requestHandler ?? undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.delivery.target = { url, signingSecret };
  await platform.start({
    onQuestion: () => new Promise(() => {}),
    onVote: async () => true,
    onWhy: async () => null,
    onDelete: async () => {},
    onPress: async () => '',
  });
  const sent = await slack.mention({ text: 'How?' });
  expect((await slack.waitForAck(sent.envelope_id)).status).toBe(500);
  await platform.stop();
  server.close();
});

test('the request address can be verified before the bot token works', async () => {
  await using rig = await httpRig('xoxb-wrong');
  expect(rig.platform.status().state).toBe('failing');
  const body = { type: 'url_verification', challenge: 'c4' };
  const answer = await sendSignedEvent(rig.url, signingSecret, body);
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.body).toContain('c4');
  const sent = await rig.slack.mention({ text: 'How?' });
  expect((await rig.slack.waitForAck(sent.envelope_id)).status).toBe(500);
});

test('unsigned requests, other paths and a rate limit notice do no harm', async () => {
  await using rig = await httpRig();
  const body = { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1, api_app_id: 'A1' };
  expect((await sendSignedEvent(rig.url, signingSecret, body)).status).toBe(200);
  expect((await sendSignedEvent(rig.url, 'another secret', body)).status).toBe(401);
  expect((await fetch(rig.url)).status).toBe(404);
  expect((await fetch(rig.url.replace('events', 'other'), { method: 'POST' })).status).toBe(404);
  expect((await sendSignedEvent(rig.url.replace('/slack/events', '/'), signingSecret, body)).status).toBe(
    200,
  );
  await asked(rig);
});

test('no request handler is offered in Socket Mode', async () => {
  await using slack = await createFakeSlack();
  expect(slackPlatform(slack).requestHandler).toBeNull();
  expect(createHeard().questions).toEqual([]);
});
