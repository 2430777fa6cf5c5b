import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpApp, signingSecret } from './bolt-app.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { sendSigned, sendSignedCommand, sendSignedEvent, sendUrlVerification } from './signed-http.ts';

describe('the real Bolt over HTTP', () => {
  const running: { slack: FakeSlack; app: App; url: string }[] = [];
  const current = () => running[0] as (typeof running)[number];
  const now = () => Math.floor(Date.now() / 1000);

  beforeEach(async () => {
    const slack = await createFakeSlack();
    const app = httpApp(slack);
    await app.init();
    const server = (await app.start({ port: 0, host: '127.0.0.1' })) as Server;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    slack.delivery.target = { url, signingSecret };
    running.push({ slack, app, url });
  });
  afterEach(async () => {
    for (const { slack, app } of running.splice(0)) {
      await app.stop();
      await slack.close();
    }
  });

  it('answers a mention that came as a signed request', async () => {
    const { slack, app } = current();
    app.event(
      'app_mention',
      async ({ event, say }) => void (await say({ text: 'yes', thread_ts: event.ts })),
    );
    const { channel, ts, envelope_id } = await slack.mention({ text: 'hello' });
    const answer = await slack.waitForMessage(channel, (message) => message.thread_ts === ts);
    expect(answer.text).toBe('yes');
    expect(await slack.waitForAck(envelope_id)).toMatchObject({ status: 200 });
  });

  it('takes commands, presses and submissions at the same address', async () => {
    const { slack, app } = current();
    const seen: unknown[] = [];
    app.command('/ask', async ({ ack, command, client }) => {
      await ack({ text: 'working' });
      seen.push(command.text);
      await client.views.open({
        trigger_id: command.trigger_id,
        view: { type: 'modal', callback_id: 'why', title: { type: 'plain_text', text: 'Why?' }, blocks: [] },
      });
    });
    app.action('press', async ({ ack, action }) => {
      await ack();
      seen.push('value' in action ? action.value : undefined);
    });
    app.view('why', async ({ ack, view }) => {
      await ack({ response_action: 'errors', errors: { reason: 'too short' } });
      seen.push(view.callback_id);
    });
    const command = await slack.slashCommand({ command: '/ask', text: 'a & b = ü?' });
    expect(await slack.waitForAck(command.envelope_id)).toMatchObject({
      status: 200,
      payload: { text: 'working' },
    });
    await slack.waitForCall('views.open');
    const text = { type: 'plain_text' as const, text: 'Press' };
    const elements = [{ type: 'button' as const, action_id: 'press', text, value: 'v1' }];
    const { ts = '' } = await app.client.chat.postMessage({
      token: slack.workspace.tokens.bot,
      channel: 'C0HELP',
      text: 'press it',
      blocks: [{ type: 'actions', elements }],
    });
    const press = await slack.blockAction({ ts, action_id: 'press' });
    expect(await slack.waitForAck(press.envelope_id)).toMatchObject({ status: 200 });
    const submission = await slack.viewSubmission({ values: {} });
    expect((await slack.waitForAck(submission.envelope_id)).payload).toEqual({
      response_action: 'errors',
      errors: { reason: 'too short' },
    });
    expect(seen).toEqual(['a & b = ü?', 'v1', 'why']);
  });

  it('runs the listener again for a redelivery, with the retry headers', async () => {
    const { slack, app } = current();
    const seen: unknown[] = [];
    app.event('app_mention', async ({ context }) => void seen.push([context.retryNum, context.retryReason]));
    const { event_id } = await slack.mention({ text: 'hello' });
    await slack.waitFor(() => seen.length === 1);
    await slack.redeliver(event_id, { attempt: 2, reason: 'http_timeout' });
    await slack.waitFor(() => seen.length === 2);
    expect(seen[1]).toEqual([2, 'http_timeout']);
  });

  it('repeats the challenge of a signed url_verification', async () => {
    const answer = await sendUrlVerification(current().url, signingSecret, 'abc');
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('abc') });
  });

  it('refuses a wrong, an old and a missing signature, and never runs a listener for them', async () => {
    const { app, url } = current();
    const seen: unknown[] = [];
    app.event('app_mention', async ({ event }) => void seen.push(event));
    const body = {
      type: 'event_callback',
      event: { type: 'app_mention', user: 'U0ADA', text: 'hi', ts: '1.1' },
    };
    const statuses = [
      await sendSignedEvent(url, 'another-secret', body),
      await sendSignedEvent(url, signingSecret, body, { timestamp: now() - 301 }),
      await sendSignedEvent(url, signingSecret, body, { signature: null }),
      await sendSignedEvent(url, signingSecret, body, { signature: 'v1=00' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 401]);
    expect(seen).toEqual([]);
  });

  it('refuses a form with a charset, and JSON that is none', async () => {
    const { url } = current();
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const command = await sendSignedCommand(url, signingSecret, { command: '/ask' }, { headers });
    const broken = await sendSigned(url, signingSecret, {
      contentType: 'application/json',
      body: '{"type":',
    });
    expect([command.status, broken.status]).toEqual([400, 400]);
  });
});
