import { once } from 'node:events';
import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord } from './fake-discord.ts';
import { connectRealClient, createRealClient, noIdentifyThrottle } from './real-client.ts';

const quick = { ws: noIdentifyThrottle };

/** The texts a client hears from people, mentions stripped. */
const hear = (client: ReturnType<typeof createRealClient>): readonly string[] => {
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ content }) => heard.push(content.replace(/^<@\d+> /, '')));
  return heard;
};

describe.concurrent('the gateway of the fake', () => {
  it('replays after a cut connection what was missed', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const heard = hear(client);
    fake.mention({ text: 'before' });
    await fake.waitFor(() => heard.length === 1);

    fake.gateway.kill();
    fake.mention({ text: 'while away' });
    await fake.waitFor(() => fake.gateway.resumes.length === 1);
    fake.mention({ text: 'after' });

    await fake.waitFor(() => heard.length === 3);
    expect(heard).toEqual(['before', 'while away', 'after']);
    expect(fake.gateway.identifies).toHaveLength(1);
  });

  it('is resumed after op 7, after close 4000 and after missed heartbeat acks', async () => {
    const resumesAfter = async (
      heartbeatIntervalMs: number,
      act: 'askToReconnect' | 'goZombie' | 'close',
    ) => {
      await using fake = await createFakeDiscord({ heartbeatIntervalMs });
      await using _client = await connectRealClient(fake);
      if (act === 'close') fake.gateway.closeWith(4000);
      else fake.gateway[act]();
      await fake.waitFor(() => fake.gateway.log.includes('resume'), `a resume after ${act}`);
      return fake.gateway.identifies.length;
    };
    const all = [
      resumesAfter(41_250, 'askToReconnect'),
      resumesAfter(41_250, 'close'),
      resumesAfter(80, 'goZombie'),
    ];
    expect(await Promise.all(all)).toEqual([1, 1, 1]);
  });

  it('is identified to anew after op 9', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake, quick);
    const heard = hear(client);

    fake.gateway.invalidate(false);
    fake.mention({ text: 'lost' });
    await fake.waitFor(() => fake.gateway.identifies.length === 2 && fake.gateway.liveSessions() === 1);
    fake.mention({ text: 'heard' });

    await fake.waitFor(() => heard.length === 1);
    expect(heard).toEqual(['heard']);
    expect(fake.gateway.resumes).toEqual([]);
  });

  it('gets an IDENTIFY, not a RESUME, after refused connections', async () => {
    await using fake = await createFakeDiscord();
    await using _client = await connectRealClient(fake, quick);

    fake.gateway.refuseConnections(true);
    fake.gateway.kill();
    await fake.waitFor(() => fake.gateway.log.includes('refused'));
    fake.gateway.refuseConnections(false);

    await fake.waitFor(() => fake.gateway.identifies.length === 2);
    expect(fake.gateway.resumes).toEqual([]);
  });

  it('comes back on the same address after an outage', async () => {
    await using fake = await createFakeDiscord();
    await using _client = await connectRealClient(fake, quick);

    await fake.outage.start();
    await expect(fetch(fake.apiUrl)).rejects.toThrow('fetch failed');
    expect(fake.gateway.liveSessions()).toBe(0);
    await fake.outage.end();

    await fake.waitForReady();
  });

  it('delivers twice, or in another order, when told to', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const heard = hear(client);
    const raw: string[] = [];
    client.on(Events.Raw, ({ t }: { t: string }) => raw.push(t));

    fake.gateway.duplicateNext(1);
    fake.mention({ text: 'twice' });
    fake.gateway.hold();
    fake.mention({ text: 'first' });
    fake.mention({ text: 'second' });
    fake.gateway.release({ reversed: true });

    await fake.waitFor(() => heard.length === 3);
    // The client itself drops the repeated one, as long as it has the first in its cache.
    expect(heard).toEqual(['twice', 'second', 'first']);
    expect(raw).toHaveLength(4);
  });

  it('keeps back events whose intent the session lacks', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake, { intents: ['Guilds', 'GuildMessages'] });
    const raw: string[] = [];
    client.on(Events.Raw, ({ t }: { t: string }) => raw.push(t));

    fake.directMessage({ text: 'not for you' });
    fake.reaction({ kind: 'added', emoji: '👍', channelId: fake.channel('general').id, messageId: '1' });
    fake.plainMessage({ text: 'for you' });

    await fake.waitFor(() => raw.length > 0);
    expect(raw).toEqual(['MESSAGE_CREATE']);
  });

  it('tells the application of archived threads only when they wake', async () => {
    await using fake = await createFakeDiscord();
    const old = fake.createThread({ name: 'old', archived: true });
    const open = fake.createThread({ name: 'open' });
    await using client = await connectRealClient(fake);
    expect(client.channels.cache.has(open.id)).toBe(true);
    expect(client.channels.cache.has(old.id)).toBe(false);

    const updated = once(client, Events.Raw);
    fake.plainMessage({ channel: old.id, text: 'still true?' });
    expect(await updated).toMatchObject([{ t: 'THREAD_UPDATE', d: { id: old.id } }, 0]);
  });

  it('refuses a client when no IDENTIFY is left today', async () => {
    await using fake = await createFakeDiscord({ identifiesLeft: 0 });
    await using client = createRealClient(fake);
    await expect(client.login(fake.token)).rejects.toThrow('Not enough sessions remaining');
    expect(fake.gateway.identifies).toEqual([]);
  });
});
