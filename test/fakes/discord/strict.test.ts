import { describe, expect, it } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Permission } from './permissions.ts';
import type { FakeDiscordOptions } from './types.ts';

/** A call as a bot makes it: status, Discord's code and headers. */
async function call(fake: FakeDiscord, method: string, path: string, body?: unknown) {
  const response = await fetch(`${fake.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = text === '' ? {} : (JSON.parse(text) as { code?: number });
  return { status: response.status, code: parsed.code, headers: response.headers };
}

const channels: FakeDiscordOptions['channels'] = [
  'general',
  { name: 'voice', kind: 'voice' },
  { name: 'news', kind: 'announcement' },
  { name: 'forum', kind: 'forum' },
];

describe('permissions', () => {
  const said = { content: 'hello' };
  it.each<[Permission, string, number]>([
    ['send', 'messages', 50013],
    ['view', 'messages', 50001],
    ['createThreads', 'threads', 50013],
  ])('without %s, POST %s is refused', async (permission, what, code) => {
    await using fake = await createFakeDiscord();
    fake.deny('general', permission);
    const path = `/channels/${fake.channel('general').id}/${what}`;
    expect(await call(fake, 'POST', path, { ...said, name: 'thread' })).toMatchObject({ status: 403, code });
  });

  it('for threads are those of their channel', async () => {
    await using fake = await createFakeDiscord();
    const thread = fake.createThread({ name: 'travel' });
    fake.deny('general', 'sendInThreads');
    const path = `/channels/${thread.id}/messages`;
    expect(await call(fake, 'POST', path, said)).toMatchObject({ code: 50013 });
  });

  it('to read history: replies are refused', async () => {
    await using fake = await createFakeDiscord();
    const { id, channelId } = fake.mention({ text: 'How?' });
    fake.deny('general', 'history');
    const reply = { ...said, message_reference: { message_id: id } };
    expect(await call(fake, 'POST', `/channels/${channelId}/messages`, reply)).toMatchObject({
      code: 160002,
    });
  });
});

describe('threads and kinds of channels', () => {
  it.each([
    ['voice', 50024],
    ['forum', 50024],
  ])('no thread hangs on a message in %s', async (name, code) => {
    await using fake = await createFakeDiscord({ channels });
    const path = `/channels/${fake.channel(name).id}/threads`;
    expect(await call(fake, 'POST', path, { name: 'x' })).toMatchObject({ code });
  });

  it('no thread is in a thread, and no message in a forum or a locked thread', async () => {
    await using fake = await createFakeDiscord({ channels });
    const thread = fake.createThread({ name: 'travel' });
    const inThread = `/channels/${thread.id}`;
    expect(await call(fake, 'POST', `${inThread}/threads`, { name: 'x' })).toMatchObject({ code: 50024 });
    fake.lock(thread.id);
    const said = { content: 'hello' };
    expect(await call(fake, 'POST', `${inThread}/messages`, said)).toMatchObject({ code: 160005 });
    const inForum = `/channels/${fake.channel('forum').id}/messages`;
    expect(await call(fake, 'POST', inForum, said)).toMatchObject({ code: 50008 });
  });

  it('a thread lives for one of four times', async () => {
    await using fake = await createFakeDiscord({ channels });
    const path = `/channels/${fake.channel('news').id}/threads`;
    const start = (minutes: number) =>
      call(fake, 'POST', path, { name: 'x', auto_archive_duration: minutes });
    expect(await start(1)).toMatchObject({ code: 50035 });
    expect(await start(60)).toMatchObject({ status: 201 });
  });
});

describe('components', () => {
  const button = { type: 2, style: 2, label: 'Go', custom_id: 'go' };
  const row = (...components: unknown[]) => ({ type: 1, components });
  it.each([
    ['an unknown type', row({ ...button, type: 99 })],
    ['a button without words', row({ ...button, label: undefined })],
    ['a button without a style', row({ ...button, style: undefined })],
    ['a button without an id', row({ ...button, custom_id: undefined })],
    ['a link without an address', row({ ...button, style: 5, custom_id: undefined })],
    ['an empty row', row()],
  ])('%s is refused', async (_, component) => {
    await using fake = await createFakeDiscord();
    const path = `/channels/${fake.channel('general').id}/messages`;
    const body = (components: unknown[]) => ({ content: 'x', components });
    expect(await call(fake, 'POST', path, body([component]))).toMatchObject({ code: 50035 });
    expect(await call(fake, 'POST', path, body([row(button)]))).toMatchObject({ status: 200 });
  });
});

describe('limits', () => {
  it('five messages in five seconds are what a channel takes', async () => {
    await using fake = await createFakeDiscord({ rateLimits: true });
    const path = `/channels/${fake.channel('general').id}/messages`;
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push((await call(fake, 'POST', path, { content: String(n) })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const other = `/channels/${fake.channel('random').id}/messages`;
    const { headers } = await call(fake, 'POST', other, { content: 'x' });
    expect(headers.get('x-ratelimit-remaining')).toBe('4');
  });

  it('an interaction’s token opens nothing before it was responded to, nor after its life', async () => {
    await using fake = await createFakeDiscord({ interactionLifeMs: 0 });
    const { id, token } = fake.slashCommand({ name: 'ask', options: { question: 'How?' } });
    const original = `/webhooks/${fake.bot.id}/${token}/messages/@original`;
    expect(await call(fake, 'GET', original)).toMatchObject({ code: 10015 });
    expect(await call(fake, 'POST', `/interactions/${id}/${token}/callback`, { type: 5 })).toMatchObject({
      status: 204,
    });
    expect(await call(fake, 'GET', original)).toMatchObject({ status: 401, code: 50027 });
  });
});
