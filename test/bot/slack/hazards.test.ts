import { App, webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietLogger, socketModeApp } from '../../fakes/slack/bolt-app.ts';
import { everyEvent } from '../../fakes/slack/envelopes.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import { type RawProgram, runRaw } from './raw-program.ts';

/**
 * Pins what the raw libraries do and Docent has to live with. A failure here after an upgrade is news: the library
 * has changed, and the precaution in `bot/slack/` that the test's name points at may be dropped or must be rethought.
 */
describe('hazards of the Slack libraries', () => {
  const running: FakeSlack[] = [];
  const fake = () => running[0] as FakeSlack;
  const programs: RawProgram[] = [];
  const raw = (lines: string): RawProgram => {
    const { apiUrl, workspace } = fake();
    const program = runRaw(lines, {
      API_URL: apiUrl,
      BOT_TOKEN: workspace.tokens.bot,
      APP_TOKEN: workspace.tokens.app,
    });
    programs.push(program);
    return program;
  };
  const start = 'const app = new bolt.App({ ...options, receiver: socketMode() }); await app.start();';
  const ready = "say('ready');";
  const survive = "process.on('unhandledRejection', (reason) => say('unhandled ' + reason));";

  beforeEach(async () => {
    running.push(await createFakeSlack({ subscriptions: everyEvent }));
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.end();
    for (const slack of running.splice(0)) await slack.close();
  });

  describe('that end the process', () => {
    it('1: an event envelope without an inner event (app_rate_limited) crashes the Socket Mode client', async () => {
      const program = raw(start);
      await fake().envelope('events_api', { type: 'app_rate_limited', team_id: 'T0DOCENT' });
      const { code, stderr } = await program.ended;
      expect(code).toBe(1);
      expect(stderr).toContain("TypeError: Cannot read properties of undefined (reading 'type')");
    });

    it('2: a reconnect that Slack refuses crashes the process', async () => {
      const program = raw(`${start} ${ready}`);
      await program.says('ready');
      fake().faults.fail('apps.connections.open', 'invalid_auth');
      fake().socket.drop();
      const { code, stderr } = await program.ended;
      expect(code).toBe(1);
      expect(stderr).toContain('invalid_auth');
    });

    it('2: a process that survives the refused reconnect never tries again', async () => {
      const program = raw(`
        ${survive} ${start}
        app.receiver.client.on('reconnecting', () => setTimeout(() => { say('still here'); process.exit(0); }, 1000));
        ${ready}
      `);
      await program.says('ready');
      // One refusal alone: a second attempt would succeed.
      fake().faults.fail('apps.connections.open', 'invalid_auth', { times: 1 });
      fake().socket.drop();
      const { code, printed } = await program.ended;
      expect(code).toBe(0);
      expect(printed).toEqual(['ready', expect.stringMatching(/^unhandled .*invalid_auth/), 'still here']);
      expect(
        fake()
          .callsOf('apps.connections.open')
          .map(({ outcome }) => outcome),
      ).toEqual(['ok', 'invalid_auth']);
    });

    it('2: stopping in the middle of a reconnect rejects with undefined, which crashes the process', async () => {
      const program = raw(`
        ${survive} ${start}
        app.receiver.client.on('connecting', () => setTimeout(() => app.stop(), 100));
        ${ready}
      `);
      await program.says('ready');
      fake().socket.hello = false;
      fake().socket.drop();
      expect((await program.ended).printed).toEqual(['ready', 'unhandled undefined']);
    });

    it('3: a bad token crashes the process at construction', async () => {
      fake().faults.fail('auth.test', 'invalid_auth');
      const program = raw(
        'new bolt.App({ ...options, receiver: socketMode() }); setTimeout(() => undefined, 20_000);',
      );
      const { code, stderr } = await program.ended;
      expect(code).toBe(1);
      expect(stderr).toContain('invalid_auth');
    });

    it('3: with deferInitialization a bad token is an ordinary rejection of init', async () => {
      fake().faults.fail('auth.test', 'invalid_auth');
      const program = raw(`
        const app = new bolt.App({ ...options, receiver: socketMode(), deferInitialization: true });
        await app.init().catch((error) => say('rejected: ' + error.data.error));
      `);
      expect(await program.ended).toMatchObject({ code: 0, printed: ['rejected: invalid_auth'] });
    });
  });

  describe('in what the clients send', () => {
    it('4: Socket Mode writes its hundred retries into the clientOptions that every client shares', () => {
      const clientOptions: webApi.WebClientOptions = { slackApiUrl: fake().apiUrl };
      const { bot: token, app: appToken } = fake().workspace.tokens;
      new App({
        token,
        appToken,
        socketMode: true,
        logger: quietLogger(),
        clientOptions,
        deferInitialization: true,
      });
      expect(clientOptions.retryConfig).toEqual({ retries: 100, factor: 1.3 });
    });

    it('5: with clientOptions.headers, apps.connections.open is sent with the bot token', async () => {
      raw(`
        clientOptions.headers = { 'x-extra': '1' };
        const app = new bolt.App({ ...options, socketMode: true, appToken: env.APP_TOKEN });
        await app.start();
      `);
      const { token, outcome } = await fake().waitForCall('apps.connections.open');
      expect({ token, outcome }).toEqual({
        token: fake().workspace.tokens.bot,
        outcome: 'not_allowed_token_type',
      });
    });

    const clientOf = (options: webApi.WebClientOptions) =>
      new webApi.WebClient(fake().workspace.tokens.bot, {
        slackApiUrl: fake().apiUrl,
        logger: quietLogger(),
        retryConfig: { retries: 1, minTimeout: 10 },
        ...options,
      });
    const textsIn = (channel: string) =>
      fake()
        .posts(channel)
        .map(({ text }) => text);

    it('6: a lost response makes the client post the same message twice', async () => {
      fake().faults.loseResponse('chat.postMessage');
      await clientOf({}).chat.postMessage({ channel: 'C0HELP', text: 'answer' });
      expect(textsIn('C0HELP')).toEqual(['answer', 'answer']);
    });

    it('6: without retries a lost response is an error, though the message stands', async () => {
      fake().faults.loseResponse('chat.postMessage');
      const posting = clientOf({ retryConfig: { retries: 0 } }).chat.postMessage({
        channel: 'C0HELP',
        text: 'answer',
      });
      await expect(posting).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
      expect(textsIn('C0HELP')).toEqual(['answer']);
    });

    it('7: one 429 holds back every other call of the same client', async () => {
      fake().faults.rateLimit('chat.postMessage', { retryAfter: 1 });
      const limited = clientOf({});
      const paused = new Promise((resolve) => limited.once(webApi.WebClientEvent.RATE_LIMITED, resolve));
      const first = limited.chat.postMessage({ channel: 'C0HELP', text: 'limited' });
      await paused;
      const second = limited.chat.postMessage({ channel: 'C0GENERAL', text: 'other channel, same client' });
      await clientOf({}).chat.postMessage({ channel: 'C0GENERAL', text: 'other client' });
      expect(textsIn('C0GENERAL')).toEqual(['other client']);
      await Promise.all([first, second]);
      expect(textsIn('C0GENERAL')).toEqual(['other client', 'other channel, same client']);
    });

    it('7: with rejectRateLimitedCalls a 429 is an error at once that says how long to wait', async () => {
      fake().faults.rateLimit('chat.postMessage', { retryAfter: 30 });
      const posting = clientOf({ rejectRateLimitedCalls: true }).chat.postMessage({
        channel: 'C0HELP',
        text: 'x',
      });
      await expect(posting).rejects.toMatchObject({ name: 'WebAPIRateLimitedError', retryAfter: 30 });
      await expect(posting).rejects.toBeInstanceOf(webApi.WebAPIRateLimitedError);
    });

    it('7: a 429 without Retry-After is a plain error, and is not tried again', async () => {
      fake().faults.rateLimit('chat.postMessage');
      const posting = clientOf({}).chat.postMessage({ channel: 'C0HELP', text: 'x' });
      const error = await posting.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(webApi.SlackError);
      expect(fake().callsOf('chat.postMessage')).toHaveLength(1);
    });

    it('8: two appends that are not awaited one by one start two streams', async () => {
      const { ts: thread_ts } = fake().workspace.post({ channel: 'C0HELP', user: 'U0ADA', text: 'question' });
      const place = {
        channel: 'C0HELP',
        thread_ts,
        recipient_user_id: 'U0ADA',
        recipient_team_id: 'T0DOCENT',
      };
      const stream = clientOf({}).chatStream({ ...place, buffer_size: 1 });
      await Promise.all([stream.append({ markdown_text: 'one ' }), stream.append({ markdown_text: 'two' })]);
      expect(fake().callsOf('chat.startStream')).toHaveLength(2);
    });
  });

  it('9: ignoreSelf drops own posts and reactions, but lets own edits and deletions through', async () => {
    const app = socketModeApp(fake());
    const seen: string[] = [];
    app.event(
      'message',
      async ({ event }) => void seen.push(event.subtype ?? ('text' in event ? event.text : '') ?? ''),
    );
    app.event('reaction_added', async ({ event }) => void seen.push(event.reaction));
    await app.init();
    await app.start();
    const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0HELP', text: 'own post' });
    await app.client.reactions.add({ channel: 'C0HELP', timestamp: ts, name: 'eyes' });
    await app.client.chat.update({ channel: 'C0HELP', ts, text: 'own edit' });
    await app.client.chat.delete({ channel: 'C0HELP', ts });
    await fake().say({ text: 'a person' });
    await fake().waitFor(() => fake().acks.length === 5 && seen.length >= 3);
    expect(seen.toSorted()).toEqual(['a person', 'message_changed', 'message_deleted']);
    await app.stop();
  });
});
