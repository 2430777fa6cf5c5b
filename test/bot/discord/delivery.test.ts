import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../fakes/discord/push-interactions.ts';
import { aReply } from '../../fixtures/answers.ts';
import { connected, platformFor, type Rig } from './rig.ts';

const POST = 'POST /channels/*/messages';
const THREADS = 'POST /channels/*/messages/*/threads';

const asked = (rig: Rig, text = 'How do I book a train?') => rig.question(rig.fake.mention({ text }).id);
const own = ({ fake }: Rig) =>
  fake.messages().filter(({ author, deleted }) => author.id === fake.bot.id && !deleted);

describe('where an answer goes', () => {
  it('is a thread named for the question, with buttons and thumbs on the last part', async () => {
    const rig = await connected();
    const question = await asked(rig);
    const delivered = await rig.platform.deliver(aReply(question, { text: 'Words and more. '.repeat(200) }));
    const parts = own(rig);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: parts.map(({ id }) => id) });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every(({ channelId }) => channelId === question.messageId)).toBe(true);
    expect(rig.fake.channel(question.messageId).name).toBe('How do I book a train?');
    expect(parts.map((part) => buttonsOf(part).map(({ label }) => label))).toEqual([
      ...parts.slice(1).map(() => []),
      ['Good answer', 'Bad answer', 'Why this answer?'],
    ]);
    const thumbs = () => parts.map(({ reactions }) => reactions.length).join();
    await rig.fake.waitFor(() => thumbs() === [...parts.slice(1).map(() => 0), 2].join());
  });

  it('is on record before thumbs are put under it', async () => {
    const rig = await connected();
    const question = await asked(rig);
    const seen: [string, number | undefined][] = [];
    const delivered = await rig.platform.deliver(
      aReply(question, { text: 'Words and more. '.repeat(200) }),
      async (id) => void seen.push([id, own(rig).find((part) => part.id === id)?.reactions.length]),
    );
    const ids = own(rig).map(({ id }) => id);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: ids });
    expect(seen).toEqual(ids.map((id) => [id, 0]));
    await rig.fake.waitFor(() => own(rig).at(-1)?.reactions.length === 2);
  });

  it('is the thread that it was asked in', async () => {
    const rig = await connected();
    const thread = rig.fake.createThread({ name: 'travel' });
    const message = rig.fake.mention({ text: 'How?', channel: thread.id });
    await rig.platform.deliver(aReply(await rig.question(message.id)));
    expect(own(rig)).toMatchObject([{ channelId: thread.id, replyTo: message.id }]);
    expect(rig.fake.requestsTo(THREADS)).toEqual([]);
  });

  it('is a reply in a DM', async () => {
    const rig = await connected();
    const message = rig.fake.directMessage({ text: 'How?' });
    await rig.platform.deliver(aReply(await rig.question(message.id)));
    expect(own(rig)).toMatchObject([{ channelId: message.channelId, replyTo: message.id }]);
  });

  it('is beside the question when no thread can be started', async () => {
    const rig = await connected();
    const question = await asked(rig);
    rig.fake.faults.next(THREADS, { kind: 'error', status: 403, code: 50013 });
    await rig.platform.deliver(aReply(question));
    expect(own(rig)).toMatchObject([{ channelId: question.address.channel, replyTo: question.messageId }]);
  });

  it('is beside the question when the thread cannot be written in', async () => {
    const rig = await connected();
    const question = await asked(rig);
    rig.fake.faults.next(POST, { kind: 'error', status: 403, code: 50001 });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toMatchObject([{ channelId: question.address.channel }]);
  });

  it('is the channel when the question is gone by then', async () => {
    const rig = await connected();
    const question = await asked(rig);
    rig.fake.messageDelete({ channelId: question.address.channel, messageId: question.messageId });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toMatchObject([{ channelId: question.address.channel }]);
  });
});

describe('exactly one visible answer', () => {
  it('when the response gets lost in the middle of a long one', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig), {
      text: Array.from({ length: 300 }, (_, n) => `Word ${n} and more.`).join(' '),
    });
    rig.fake.faults.next(`POST /channels/${reply.question.messageId}/messages`, { kind: 'slow', ms: 1 });
    rig.fake.faults.next(POST, { kind: 'lost-response' });
    const delivered = await rig.platform.deliver(reply);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: own(rig).map(({ id }) => id) });
    expect(new Set(own(rig).map(({ content }) => content)).size).toBe(own(rig).length);
  });

  it('of more parts than a channel takes at once, each of them once', async () => {
    const rig = await connected({ rateLimits: true });
    const text = Array.from({ length: 600 }, (_, n) => `Sentence ${n} of this answer.`).join(' ');
    const reply = aReply(await asked(rig), { text });
    let delivered = await rig.platform.deliver(reply);
    while (delivered.kind === 'retry') {
      await delay(delivered.afterMs);
      delivered = await rig.platform.deliver(reply);
    }
    const parts = own(rig);
    expect(parts.length).toBeGreaterThan(5);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: parts.map(({ id }) => id) });
    const shown = parts.map(({ content }) => content).join(' ');
    expect([...shown.matchAll(/Sentence (\d+) of/g)].map(([, n]) => Number(n))).toEqual(
      Array.from({ length: 600 }, (_, n) => n),
    );
  });

  it('when Discord fails after it took the message', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig));
    rig.fake.faults.next(POST, { kind: 'status', status: 502, carriedOut: true });
    expect(await rig.platform.deliver(reply)).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toHaveLength(1);
  });

  it('when Discord fails, and a retry comes', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig));
    rig.fake.faults.next(POST, { kind: 'status', status: 503 });
    const first = await rig.platform.deliver(reply);
    expect(first).toMatchObject({ kind: 'retry', why: 'Discord has a problem of its own (status 503).' });
    expect(rig.fake.requestsTo(POST)).toHaveLength(1);
    expect(await rig.platform.deliver(reply)).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toHaveLength(1);
  });

  it('when starting the thread gets no answer', async () => {
    const rig = await connected();
    const question = await asked(rig);
    rig.fake.faults.next(THREADS, { kind: 'lost-response' });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toMatchObject([{ channelId: question.messageId }]);
  });

  it('when the program was killed before it noted the delivery', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig), { text: 'Words and more. '.repeat(200) });
    const first = await rig.platform.deliver(reply);
    // Discord remembers a nonce for some minutes only.
    for (const message of own(rig)) Object.assign(message, { nonce: undefined });
    const restarted = platformFor(rig.fake);
    expect(await restarted.deliver(reply)).toEqual(first);
    expect(own(rig)).toHaveLength(first.kind === 'delivered' ? first.messageIds.length : 0);
  });

  it('when two calls overlap', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig));
    const [one, two] = await Promise.all([rig.platform.deliver(reply), rig.platform.deliver(reply)]);
    expect(one).toEqual(two);
    expect(own(rig)).toHaveLength(1);
  });
});

describe('what cannot be delivered now', () => {
  it('waits as long as Discord asks', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig));
    rig.fake.faults.next(POST, { kind: 'rate-limit', retryAfter: 7 });
    const delivered = await rig.platform.deliver(reply);
    expect(delivered).toMatchObject({ kind: 'retry' });
    expect(delivered.kind === 'retry' && delivered.afterMs).toBeGreaterThanOrEqual(7000);
  });

  it('sits a short wait out', async () => {
    const rig = await connected();
    const reply = aReply(await asked(rig));
    rig.fake.faults.next(POST, { kind: 'rate-limit', retryAfter: 0.2 });
    expect(await rig.platform.deliver(reply)).toMatchObject({ kind: 'delivered' });
    expect(own(rig)).toHaveLength(1);
  });

  it('fails with what to do when the bot may write nowhere or the person takes no messages', async () => {
    const rig = await connected();
    const inChannel = aReply(await asked(rig));
    rig.fake.faults.next(POST, { kind: 'error', status: 403, code: 50013 }, 3);
    expect(await rig.platform.deliver(inChannel)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('Send Messages'),
    });
    const direct = aReply(await rig.question(rig.fake.directMessage({ text: 'How?' }).id));
    rig.fake.faults.next(POST, { kind: 'error', status: 403, code: 50007 });
    expect(await rig.platform.deliver(direct)).toEqual({
      kind: 'failed',
      why: 'This person accepts no direct messages from the bot.',
    });
  });

  it('is delivered without thumbs when those are not allowed', async () => {
    const rig = await connected();
    rig.fake.faults.next('PUT /channels/*/messages/*/reactions/*/@me', {
      kind: 'error',
      status: 403,
      code: 50013,
    });
    expect(await rig.platform.deliver(aReply(await asked(rig)))).toMatchObject({ kind: 'delivered' });
    expect(own(rig)[0]?.reactions).toEqual([]);
  });
});

describe('every message', () => {
  it('pings nobody, shows no preview and keeps code blocks whole', async () => {
    const rig = await connected();
    const code = `\`\`\`ts\n${'const answer = 42; // @everyone\n'.repeat(200)}\`\`\``;
    await rig.platform.deliver(
      aReply(await asked(rig), { text: `${code}\n\n<@1> @here [x](https://evil.example)` }),
    );
    const bodies = rig.fake.requestsTo(POST).map(({ body }) => body);
    expect(bodies.length).toBeGreaterThan(2);
    for (const body of bodies) {
      expect(body['allowed_mentions']).toEqual({ parse: [], replied_user: false });
      expect(body['flags']).toBe(4);
      expect(String(body['nonce']).length).toBeLessThanOrEqual(25);
      expect(body['enforce_nonce']).toBe(true);
      // Code is exact: it is `allowed_mentions` that keeps it from notifying anybody.
      expect(String(body['content']).replace(/^```[\s\S]*?^```/gm, '')).not.toMatch(/@everyone|@here|<@1>/);
      expect((String(body['content']).match(/^```/gm)?.length ?? 0) % 2).toBe(0);
    }
  });
});
