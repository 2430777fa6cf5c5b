import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { socketModeApp } from './bolt-app.ts';
import { everyEvent } from './envelopes.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';

describe('the real Bolt over Socket Mode', () => {
  const running: { slack: FakeSlack; app: App }[] = [];
  const current = () => running[0] as { slack: FakeSlack; app: App };

  beforeEach(async () => {
    const slack = await createFakeSlack({ subscriptions: everyEvent });
    const app = socketModeApp(slack);
    running.push({ slack, app });
    await app.init();
  });
  afterEach(async () => {
    for (const { slack, app } of running.splice(0)) {
      await app.stop();
      await slack.close();
    }
  });

  it('starts once it had its hello', async () => {
    const { slack, app } = current();
    await app.start();
    expect(slack.socket.open).toBe(1);
    expect(slack.callsOf('auth.test')[0]).toMatchObject({ token: slack.workspace.tokens.bot, outcome: 'ok' });
    expect(slack.callsOf('apps.connections.open')[0]?.token).toBe(slack.workspace.tokens.app);
  });

  it('does not finish starting without a hello', async () => {
    const { slack, app } = current();
    slack.socket.hello = false;
    const starting = app.start().then(
      () => 'started',
      () => 'failed',
    );
    // Had there been a hello, it would have arrived before the first ping went out.
    await slack.waitFor(() => slack.socket.pings > 0);
    expect(await Promise.race([starting, Promise.resolve('waiting')])).toBe('waiting');
  });

  it('answers a mention in its thread and reads the thread back', async () => {
    const { slack, app } = current();
    app.event('app_mention', async ({ event, say, client }) => {
      await say({ text: 'Here you are.', thread_ts: event.ts });
      await client.conversations.replies({ channel: event.channel, ts: event.ts });
    });
    await app.start();
    const { channel, ts, envelope_id } = await slack.mention({ text: 'How do I book travel?' });
    const answer = await slack.waitForMessage(channel, (message) => message.thread_ts === ts);
    const { reply } = await slack.waitForCall('conversations.replies');
    expect(answer.text).toBe('Here you are.');
    expect(reply?.['messages']).toMatchObject([
      { user: 'U0ADA', text: '<@U0DOCENT> How do I book travel?', reply_count: 1 },
      { user: 'U0DOCENT', text: 'Here you are.' },
    ]);
    expect((await slack.waitForAck(envelope_id)).payload).toEqual({});
  });

  it('sees a mention twice, as app_mention and as message, under two event ids', async () => {
    const { slack, app } = current();
    const seen: string[] = [];
    app.event('app_mention', async ({ body }) => void seen.push(`app_mention ${body.event_id}`));
    app.event('message', async ({ body }) => void seen.push(`message ${body.event_id}`));
    await app.start();
    const { event_id } = await slack.mention({ text: 'hello' });
    await slack.waitFor(() => seen.length === 2);
    expect(seen).toContain(`app_mention ${event_id}`);
    expect(new Set(seen.map((line) => line.split(' ')[1])).size).toBe(2);
  });

  it('sees reactions of people with the author of the message', async () => {
    const { slack, app } = current();
    const seen: unknown[] = [];
    app.event('reaction_added', async ({ event }) => void seen.push(event));
    app.event('reaction_removed', async ({ event }) => void seen.push(event));
    await app.start();
    const { channel, ts } = await slack.say({ text: 'a message' });
    await slack.reaction({ action: 'added', user: 'U0BEN', reaction: '+1::skin-tone-3', channel, ts });
    await slack.waitFor(() => seen.length === 1);
    await slack.reaction({ action: 'removed', user: 'U0BEN', reaction: '+1::skin-tone-3', channel, ts });
    await slack.waitFor(() => seen.length === 2);
    const common = {
      user: 'U0BEN',
      item_user: 'U0ADA',
      reaction: '+1::skin-tone-3',
      item: { type: 'message', channel, ts },
    };
    expect(seen).toMatchObject([
      { type: 'reaction_added', ...common },
      { type: 'reaction_removed', ...common },
    ]);
  });

  it('acks a slash command with a first answer and uses the response_url', async () => {
    const { slack, app } = current();
    app.command('/ask', async ({ ack, respond, command }) => {
      await ack('working');
      await respond(`You asked: ${command.text}`);
    });
    await app.start();
    const { envelope_id } = await slack.slashCommand({ command: '/ask', text: 'why?' });
    expect((await slack.waitForAck(envelope_id)).payload).toEqual({ text: 'working' });
    await slack.waitFor(() => slack.ephemerals.length === 2);
    expect(slack.ephemerals).toMatchObject([
      { user: 'U0ADA', text: 'working', via: 'ack' },
      { user: 'U0ADA', text: 'You asked: why?', via: 'response_url' },
    ]);
  });

  it('takes a press of feedback buttons, opens a modal in time, and takes its submission', async () => {
    const { slack, app } = current();
    const seen: unknown[] = [];
    app.event('app_mention', async ({ event, say }) => {
      const button = (words: string, value: string) => ({
        text: { type: 'plain_text' as const, text: words },
        value,
      });
      await say({
        text: 'answer',
        thread_ts: event.ts,
        blocks: [
          {
            type: 'context_actions',
            block_id: 'feedback',
            elements: [
              {
                type: 'feedback_buttons',
                action_id: 'vote',
                positive_button: button('Good', 'answer-1:up'),
                negative_button: button('Bad', 'answer-1:down'),
              },
            ],
          },
        ],
      });
    });
    app.action('vote', async ({ ack, action, body, client }) => {
      await ack();
      seen.push(action);
      await client.views.open({
        trigger_id: 'trigger_id' in body ? body.trigger_id : '',
        view: { type: 'modal', callback_id: 'why', title: { type: 'plain_text', text: 'Why?' }, blocks: [] },
      });
    });
    app.view('why', async ({ ack, view }) => {
      await ack({ response_action: 'clear' });
      seen.push(view.state.values);
    });
    await app.start();
    const { channel } = await slack.mention({ text: 'hello' });
    const { ts } = await slack.waitForMessage(channel);
    await slack.blockAction({ channel, ts, action_id: 'vote', choice: 'negative' });
    await slack.waitForCall('views.open');
    const values = { reason: { words: { type: 'plain_text_input', value: 'outdated' } } };
    const { envelope_id } = await slack.viewSubmission({ values });
    expect((await slack.waitForAck(envelope_id)).payload).toEqual({ response_action: 'clear' });
    await slack.waitFor(() => seen.length === 2);
    expect(seen).toMatchObject([
      { type: 'feedback_buttons', block_id: 'feedback', value: 'answer-1:down' },
      values,
    ]);
    await expect(slack.blockAction({ channel, ts, action_id: 'gone' })).rejects.toThrow('only [vote]');
  });

  it('delivers an event again under the same id, with a retry number, and the listener runs again', async () => {
    const { slack, app } = current();
    const seen: unknown[] = [];
    app.event('app_mention', async ({ body, context }) => void seen.push([body.event_id, context.retryNum]));
    await app.start();
    const { event_id } = await slack.mention({ text: 'hello', event_id: 'Ev1' });
    await slack.redeliver(event_id);
    await slack.waitFor(() => seen.length === 2);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['Ev1', 0],
        ['Ev1', 1],
      ]),
    );
  });

  it('repeats and reorders deliveries on request', async () => {
    const { slack, app } = current();
    const seen: string[] = [];
    app.message(async ({ message }) => void seen.push('text' in message ? (message.text ?? '') : ''));
    await app.start();
    slack.delivery.copies = 2;
    slack.delivery.hold();
    for (const text of ['first', 'second']) await slack.say({ text });
    await slack.delivery.release('reversed');
    await slack.waitFor(() => seen.length === 4);
    expect(slack.sent.map(({ payload }) => (payload['event'] as { text: string }).text)).toEqual([
      'second',
      'second',
      'first',
      'first',
    ]);
  });

  it('connects anew after a cut, after a disconnect of every reason, and when pings stay unanswered', async () => {
    const { slack, app } = current();
    const seen: string[] = [];
    app.message(async ({ message }) => void seen.push('text' in message ? (message.text ?? '') : ''));
    await app.start();
    slack.socket.drop();
    await slack.waitForSocket(2);
    slack.socket.disconnect('refresh_requested');
    await slack.waitForSocket(3);
    slack.socket.disconnect('link_disabled');
    await slack.waitForSocket(4);
    slack.socket.pong = 'never';
    await slack.waitForSocket(5);
    slack.socket.pong = 'at-once';
    await slack.say({ text: 'still there?' });
    await slack.waitFor(() => seen.includes('still there?'));
  });

  it('sends the bot its own posts, edits and seed reactions, in channels and threads', async () => {
    const { slack, app } = current();
    await app.start();
    const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0HELP', text: 'one' });
    await app.client.chat.update({ channel: 'C0HELP', ts, text: 'two' });
    await app.client.reactions.add({ channel: 'C0HELP', timestamp: ts, name: '+1' });
    await app.client.chat.delete({ channel: 'C0HELP', ts });
    await slack.waitFor(() => slack.sent.length === 4);
    expect(slack.sent.map(({ payload }) => payload['event'])).toMatchObject([
      { type: 'message', user: 'U0DOCENT', text: 'one' },
      { subtype: 'message_changed', message: { text: 'two' }, previous_message: { text: 'one' } },
      { type: 'reaction_added', user: 'U0DOCENT', reaction: '+1', item_user: 'U0DOCENT' },
      { subtype: 'message_deleted', deleted_ts: ts },
    ]);
    expect(slack.posts('C0HELP')).toEqual([]);
  });
});
