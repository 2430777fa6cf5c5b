import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../core/local/system-clock.ts';
import { createHeard } from '../../contracts/chat-platform-rig.ts';
import { createFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { aReply } from '../../fixtures/answers.ts';
import { connected, hastyClock, platformFor } from './rig.ts';

describe('the connection', () => {
  it('asks for no privileged intent', async () => {
    const { fake } = await connected();
    expect(fake.gateway.identifies).toHaveLength(1);
    // Guilds, guild messages and reactions, direct messages and reactions.
    expect(fake.gateway.identifies[0]?.['intents']).toBe(1 | (1 << 9) | (1 << 10) | (1 << 12) | (1 << 13));
  });

  it('says what to do about a bad token, and does not try again', async () => {
    const fake = await createFakeDiscord();
    const platform = platformFor(fake, { token: 'bm90.a.token', clock: hastyClock() });
    onTestFinished(async () => {
      await platform.stop();
      await fake.close();
    });
    await platform.start(createHeard().handlers);
    await fake.waitFor(() => platform.status().state === 'failing');
    expect(platform.status()).toMatchObject({
      state: 'failing',
      message: expect.stringMatching(/Reset Token/),
    });
    expect(fake.gateway.log).toEqual([]);
  });

  it.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /intent/],
  ])('fails with a sentence on close code %i while it is connected', async (code, words) => {
    const { fake, platform } = await connected();
    fake.gateway.closeWith(code);
    await fake.waitFor(() => platform.status().state === 'failing');
    expect(platform.status().message).toMatch(words);
    expect(fake.gateway.identifies).toHaveLength(1);
  });

  it('resumes after a drop and gets what was said meanwhile', async () => {
    const { fake, platform, question } = await connected();
    fake.gateway.kill();
    const missed = fake.mention({ text: 'Anyone there?' });
    expect((await question(missed.id)).text).toBe('Anyone there?');
    expect(fake.gateway.resumes).toHaveLength(1);
    await fake.waitFor(() => platform.status().state === 'ready');
  });

  it('notices a zombie', async () => {
    const { fake, platform, question } = await connected({ heartbeatIntervalMs: 200 });
    fake.gateway.goZombie();
    await fake.waitFor(() => fake.gateway.resumes.length === 1);
    await question(fake.mention({ text: 'Alive?' }).id);
    await fake.waitFor(() => platform.status().state === 'ready');
  });

  it('comes back after an outage and answers what was asked meanwhile, once', async () => {
    const { fake, platform, heard, question } = await connected({ clock: hastyClock(10) });
    await question(fake.mention({ text: 'Before?' }).id);
    await question(fake.directMessage({ text: 'Before, too?' }).id);
    await fake.outage.start();
    await fake.waitFor(() => platform.status().state !== 'ready');
    const mention = fake.mention({ text: 'During?' });
    const direct = fake.directMessage({ text: 'During, too?' });
    fake.plainMessage({ text: 'just talking' });
    await fake.outage.end();
    fake.gateway.invalidate(false);
    await question(mention.id);
    await question(direct.id);
    await fake.waitFor(() => platform.status().state === 'ready');
    expect(new Set(heard.questions.map(({ eventId }) => eventId)).size).toBe(4);
    // Each new session has votes looked up; one that was resumed missed nothing.
    const identified = fake.gateway.log.filter((line) => line.startsWith('identify')).length;
    expect(heard.missed).toHaveLength(identified);
  });

  it('delivers while the gateway is away', async () => {
    const { fake, platform, question } = await connected();
    const asked = await question(fake.mention({ text: 'How?' }).id);
    fake.gateway.refuseConnections(true);
    fake.gateway.kill();
    await fake.waitFor(() => platform.status().state === 'connecting');
    expect(await platform.deliver(aReply(asked))).toMatchObject({ kind: 'delivered' });
    fake.gateway.refuseConnections(false);
    await fake.waitFor(() => platform.status().state === 'ready');
  });

  it('starts when Discord is not there yet', async () => {
    const fake = await createFakeDiscord();
    await fake.outage.start();
    const platform = platformFor(fake, { clock: hastyClock() });
    onTestFinished(async () => {
      await platform.stop();
      await fake.close();
    });
    await platform.start(createHeard().handlers);
    await fake.waitFor(() => platform.status().state === 'failing');
    expect(platform.status()).toMatchObject({
      state: 'failing',
      message: expect.stringMatching(/Trying again/),
    });
    await fake.outage.end();
    await fake.waitFor(() => platform.status().state === 'ready');
  });

  it('spends no connection when none is left today', async () => {
    const fake = await createFakeDiscord({ identifiesLeft: 0 });
    const platform = platformFor(fake);
    onTestFinished(async () => {
      await platform.stop();
      await fake.close();
    });
    await platform.start(createHeard().handlers);
    await fake.waitFor(() => platform.status().state === 'failing');
    expect(platform.status()).toMatchObject({ state: 'failing', message: expect.stringMatching(/used up/) });
    expect(fake.gateway.log).toEqual([]);
  });

  it('stays up when a handler rejects', async () => {
    const { fake, platform, heard, question } = await connected();
    const { onQuestion } = heard.handlers;
    heard.handlers.onQuestion = async () => {
      heard.handlers.onQuestion = onQuestion;
      throw new Error('disk full');
    };
    fake.mention({ text: 'Lost?' });
    await fake.waitFor(() => heard.handlers.onQuestion === onQuestion);
    await question(fake.mention({ text: 'Heard?' }).id);
    expect(platform.status().state).toBe('ready');
  });

  it('is off after stop and stays off, even between two attempts', async () => {
    const { fake, platform } = await connected();
    fake.gateway.kill();
    await fake.waitFor(() => platform.status().state === 'connecting');
    await platform.stop();
    expect(platform.status().state).toBe('off');
    // The library is half a second away from its next attempt and cannot be called back.
    await fake.waitFor(() => fake.gateway.log.at(-1) === 'closed 1000');
    expect(fake.gateway.liveSessions()).toBe(0);
  });

  it('ends although stop comes before it stands', async () => {
    const fake = await createFakeDiscord();
    onTestFinished(fake.close);
    fake.faults.next('GET /gateway/bot', { kind: 'slow', ms: 100 }, 2);
    const platform = platformFor(fake);
    const started = platform.start(createHeard().handlers);
    await fake.waitFor(() => fake.requestsTo('GET /gateway/bot').length === 2);
    await platform.stop();
    await started;
    await fake.waitFor(() => fake.gateway.log.at(-1) === 'closed 1000');
    expect(fake.gateway.identifies).toEqual([]);
  });

  it('can be started again', async () => {
    const { fake, platform, heard, question } = await connected();
    await platform.stop();
    await platform.start(heard.handlers);
    await fake.waitFor(() => platform.status().state === 'ready');
    await question(fake.mention({ text: 'Again?' }).id);
  });

  it('is failing when Discord has been silent for minutes', async () => {
    const ahead = { ms: 0 };
    const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + ahead.ms };
    const { platform } = await connected({ clock });
    ahead.ms = 4 * 60_000;
    expect(platform.status()).toMatchObject({
      state: 'failing',
      message: expect.stringMatching(/4 minutes/),
    });
  });
});
