import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import { connectRealClient, textChannel } from './real-client.ts';

const SEND = 'POST /channels/*/messages';

const connect = async (fake: FakeDiscord) => {
  const client = await connectRealClient(fake);
  const channel = await textChannel(client, fake);
  return { channel, [Symbol.asyncDispose]: () => client.destroy() };
};

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a fault of the fake', () => {
  it('5xx after the fact makes duplicates, which a nonce with enforceNonce prevents', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    const fault = { kind: 'status', status: 502, carriedOut: true } as const;

    fake.faults.next(SEND, fault, 3);
    await bot.channel.send('bare');
    fake.faults.next(SEND, fault, 3);
    const message = await bot.channel.send({ content: 'guarded', nonce: 'answer-1', enforceNonce: true });

    expect(fake.requestsTo(SEND).map(({ status }) => status)).toEqual([
      502, 502, 502, 200, 502, 502, 502, 200,
    ]);
    expect(fake.messages('general').map(({ content }) => content)).toEqual([
      ...Array(4).fill('bare'),
      'guarded',
    ]);
    expect(fake.messages('general').at(-1)?.id).toBe(message.id);
  });

  it('5xx for good ends in an HTTPError after four attempts', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    fake.faults.next(SEND, { kind: 'status', status: 503 }, 4);

    expect(await failureOf(bot.channel.send('x'))).toBeInstanceOf(HTTPError);
    expect(fake.messages()).toEqual([]);
    expect(fake.faults.pending()).toBe(0);
  });

  it('429 is waited out by the client', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    fake.faults.next(SEND, { kind: 'rate-limit', retryAfter: 0.02 }, 2);

    await bot.channel.send('x');

    expect(fake.requestsTo(SEND).map(({ status }) => status)).toEqual([429, 429, 200]);
  });

  it('a lost response leaves the message there and the client without an answer', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    fake.faults.next(SEND, { kind: 'lost-response' });
    const payload = { content: 'x', nonce: 'n', enforceNonce: true };

    expect(await failureOf(bot.channel.send(payload))).toMatchObject({ code: 'UND_ERR_SOCKET' });
    const again = await bot.channel.send(payload);

    expect(fake.messages().map(({ id }) => id)).toEqual([again.id]);
  });

  it('a lost request changes nothing', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    fake.faults.next(SEND, { kind: 'lost-request' });

    expect(await failureOf(bot.channel.send('x'))).toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(fake.messages()).toEqual([]);
  });

  it('a Discord error carries its code', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    fake.faults.next(SEND, { kind: 'error', status: 403, code: 50_013, message: 'Missing Permissions' });

    const error = await failureOf(bot.channel.send('x'));
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ code: 50_013, status: 403 });
  });

  it('a slow answer comes after the others', async () => {
    await using fake = await createFakeDiscord();
    await using bot = await connect(fake);
    fake.faults.next(SEND, { kind: 'slow', ms: 60 });
    const order: string[] = [];

    await Promise.all([
      bot.channel.send('slow').then(() => order.push('send')),
      bot.channel.sendTyping().then(() => order.push('typing')),
    ]);

    expect(order).toEqual(['typing', 'send']);
  });
});

describe('the fake', () => {
  const get = (fake: FakeDiscord, path: string, token: string): Promise<Response> =>
    fetch(`${fake.apiUrl}/v10${path}`, { headers: { authorization: `Bot ${token}` } });

  it('answers the questions of a token check', async () => {
    await using fake = await createFakeDiscord({ messageContent: true });
    expect(await (await get(fake, '/users/@me', fake.token)).json()).toMatchObject({
      username: 'docent',
      bot: true,
    });
    for (const path of ['/applications/@me', '/oauth2/applications/@me']) {
      expect(await (await get(fake, path, fake.token)).json()).toMatchObject({
        id: fake.bot.id,
        flags: 1 << 19,
      });
    }
    expect((await get(fake, '/users/@me', 'other')).status).toBe(401);
  });

  it('says what happened when the awaited thing does not come', async () => {
    await using fake = await createFakeDiscord();
    fake.mention({ text: 'anyone?' });
    const failure = await failureOf(fake.waitForMessage('general', undefined, 10));
    expect(String(failure)).toContain('a fitting message of the bot in "general" did not come within 10 ms');
    expect(String(failure)).toContain('anyone?');
  });
});
