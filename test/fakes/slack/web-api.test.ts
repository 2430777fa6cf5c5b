import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietLogger } from './bolt-app.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';

describe('the real WebClient', () => {
  const running: FakeSlack[] = [];
  const fake = () => running[0] as FakeSlack;
  const clientOf = (token = fake().workspace.tokens.bot, retries = 0) =>
    new webApi.WebClient(token, {
      slackApiUrl: fake().apiUrl,
      logger: quietLogger(),
      retryConfig: { retries, minTimeout: 10, factor: 1 },
    });
  const refusal = (error: string) => ({ data: { ok: false, error } });

  beforeEach(async () => {
    running.push(await createFakeSlack());
  });
  afterEach(async () => {
    for (const slack of running.splice(0)) await slack.close();
  });

  it('is known by its token, which a revocation ends', async () => {
    const client = clientOf();
    expect(await client.auth.test()).toMatchObject({
      user_id: 'U0DOCENT',
      team_id: 'T0DOCENT',
      response_metadata: { scopes: expect.arrayContaining(['chat:write', 'app_mentions:read']) },
    });
    await expect(clientOf('xoxb-other').auth.test()).rejects.toMatchObject(refusal('invalid_auth'));
    await expect(clientOf('').auth.test()).rejects.toMatchObject(refusal('not_authed'));
    await expect(client.apps.connections.open()).rejects.toMatchObject(refusal('not_allowed_token_type'));
    await client.auth.revoke();
    await expect(client.auth.test()).rejects.toMatchObject(refusal('invalid_auth'));
  });

  it('is refused an unknown method, an unknown channel, a foreign channel and a missing scope', async () => {
    const client = clientOf();
    await expect(client.apiCall('chat.shout')).rejects.toMatchObject(refusal('unknown_method'));
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'hi' });
    await expect(post('C0NONE')).rejects.toMatchObject(refusal('channel_not_found'));
    fake().workspace.addChannel({ id: 'C0OTHER', members: ['U0ADA'] });
    await expect(post('C0OTHER')).rejects.toMatchObject(refusal('not_in_channel'));
    fake().workspace.scopes.delete('chat:write');
    await expect(post('C0HELP')).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'chat:write' },
    });
  });

  it('is refused what is over a limit', async () => {
    const post = (content: object) =>
      clientOf().chat.postMessage({ channel: 'C0HELP', text: 'fallback', ...content });
    const section = (length: number) => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(length) },
    });
    const sections = (count: number, length: number) => Array.from({ length: count }, () => section(length));
    await expect(post({ text: 'x'.repeat(40_001) })).rejects.toMatchObject(refusal('msg_too_long'));
    await expect(post({ blocks: sections(51, 10) })).rejects.toMatchObject(refusal('invalid_blocks'));
    await expect(post({ blocks: [section(3001)] })).rejects.toMatchObject(refusal('invalid_blocks'));
    await expect(post({ blocks: sections(5, 2700) })).rejects.toMatchObject(refusal('msg_blocks_too_long'));
    const markdown = { type: 'markdown', text: 'x'.repeat(12_001) };
    await expect(post({ blocks: [markdown] })).rejects.toMatchObject(refusal('msg_too_long'));
    await expect(post({ text: '' })).rejects.toMatchObject(refusal('no_text'));
    expect((await post({ blocks: [...sections(4, 3000), ...sections(46, 10)] })).ok).toBe(true);
    expect(fake().posts('C0HELP')).toHaveLength(1);
  });

  it('is warned about a message without fallback text and about a thread that is none', async () => {
    const blocks = [{ type: 'divider' }];
    await clientOf().chat.postMessage({ channel: 'C0HELP', blocks, thread_ts: '1.000001' } as never);
    expect(fake().warnings).toEqual([
      expect.stringContaining('1.000001 is no message'),
      expect.stringContaining('top-level text is missing'),
    ]);
  });

  it('edits and deletes its own messages only', async () => {
    const client = clientOf();
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0HELP', text: 'one' });
    await client.chat.update({ channel: 'C0HELP', ts, text: 'two' });
    expect(fake().workspace.find('C0HELP', ts)).toMatchObject({ text: 'two', versions: ['one'] });
    const foreign = fake().workspace.post({ channel: 'C0HELP', user: 'U0ADA', text: 'mine' });
    await expect(client.chat.update({ channel: 'C0HELP', ts: foreign.ts, text: 'x' })).rejects.toMatchObject(
      refusal('cant_update_message'),
    );
    await client.chat.delete({ channel: 'C0HELP', ts });
    await expect(client.chat.delete({ channel: 'C0HELP', ts })).rejects.toMatchObject(
      refusal('message_not_found'),
    );
  });

  it('pages through the history of people and bot, newest first', async () => {
    const client = clientOf();
    for (const text of ['a', 'b']) fake().workspace.post({ channel: 'C0HELP', user: 'U0ADA', text });
    await client.chat.postMessage({ channel: 'C0HELP', text: 'c' });
    const pages: string[][] = [];
    for await (const page of client.paginate('conversations.history', { channel: 'C0HELP', limit: 2 })) {
      const { messages = [] } = page as webApi.ConversationsHistoryResponse;
      pages.push(messages.map(({ text = '' }) => text));
    }
    expect(pages).toEqual([['c', 'b'], ['a']]);
  });

  it('lists the channels that the bot is in, page by page, with who shares them and without membership', async () => {
    const client = clientOf();
    fake().workspace.addChannel({ id: 'C0SHARED' }).is_ext_shared = true;
    fake().workspace.addChannel({ id: 'C0OTHERS', members: ['U0ADA'] });
    const rows: Record<string, unknown>[] = [];
    for await (const page of client.paginate('users.conversations', { limit: 1 })) {
      const { channels = [] } = page as webApi.UsersConversationsResponse;
      expect(channels.length).toBeLessThanOrEqual(1);
      rows.push(...(channels as Record<string, unknown>[]));
    }
    const isShared = Object.fromEntries(rows.map(({ id, is_ext_shared }) => [id, is_ext_shared]));
    expect(isShared).toMatchObject({ C0HELP: false, C0SHARED: true });
    expect(isShared).not.toHaveProperty('C0OTHERS');
    expect(rows.filter((row) => 'is_member' in row)).toEqual([]);
    await expect(client.users.conversations({ limit: 1_000 })).rejects.toMatchObject(
      refusal('invalid_limit'),
    );
    fake().workspace.scopes.delete('groups:read');
    const both = client.users.conversations({ types: 'public_channel,private_channel' });
    await expect(both).rejects.toMatchObject(refusal('missing_scope'));
  });

  it('opens a direct channel by user id, links a message, and asks about people and channels', async () => {
    const client = clientOf();
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: 'U0BEN', text: 'psst' });
    expect(channel).toBe('D0BEN');
    const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
    expect(permalink).toBe(`https://docent-test.slack.com/archives/D0BEN/p${ts.replace('.', '')}`);
    expect((await client.conversations.info({ channel })).channel).toMatchObject({
      is_im: true,
      user: 'U0BEN',
    });
    expect((await client.users.info({ user: 'U0BEN' })).user).toMatchObject({ real_name: 'Ben Ode' });
    await client.chat.postEphemeral({ channel: 'C0HELP', user: 'U0BEN', text: 'for you' });
    expect(fake().ephemerals).toMatchObject([
      { channel: 'C0HELP', user: 'U0BEN', text: 'for you', via: 'api' },
    ]);
  });

  it('shows a status that the answer takes away', async () => {
    const client = clientOf();
    const { ts } = fake().workspace.post({ channel: 'C0HELP', user: 'U0ADA', text: 'question' });
    await client.assistant.threads.setStatus({ channel_id: 'C0HELP', thread_ts: ts, status: 'is looking…' });
    await client.chat.postMessage({ channel: 'C0HELP', thread_ts: ts, text: 'answer' });
    expect(fake().workspace.statuses.map(({ status }) => status)).toEqual(['is looking…', '']);
  });

  it('streams an answer, up to the limit and until Slack ends the stream', async () => {
    const { ts: thread_ts } = fake().workspace.post({ channel: 'C0HELP', user: 'U0ADA', text: 'question' });
    const place = { channel: 'C0HELP', thread_ts };
    await expect(clientOf().chat.startStream(place)).rejects.toMatchObject(
      refusal('missing_recipient_user_id'),
    );
    const whole = { ...place, recipient_user_id: 'U0ADA', recipient_team_id: 'T0DOCENT' };
    const stream = clientOf().chatStream({ ...whole, buffer_size: 4 });
    await stream.append({ markdown_text: '**hello ' });
    await stream.append({ markdown_text: 'world**' });
    await stream.stop();
    expect(fake().posts('C0HELP')).toMatchObject([{ text: '**hello world**', stream: 'stopped', thread_ts }]);

    const long = clientOf().chatStream({ ...whole, buffer_size: 4 });
    await long.append({ markdown_text: 'x'.repeat(11_000) });
    await expect(long.append({ markdown_text: 'x'.repeat(1_001) })).rejects.toMatchObject(
      refusal('msg_too_long'),
    );
    fake().expireStreams();
    await expect(long.stop()).rejects.toMatchObject(refusal('message_not_in_streaming_state'));
  });

  it('refuses a trigger that was used or has expired', async () => {
    const { workspace } = fake();
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Why?' }, blocks: [] };
    const trigger_id = workspace.newTrigger('U0ADA');
    await clientOf().views.open({ trigger_id, view });
    await expect(clientOf().views.open({ trigger_id, view })).rejects.toMatchObject(
      refusal('exchanged_trigger_id'),
    );
    const late = workspace.newTrigger('U0ADA');
    workspace.triggers.set(late, { user: 'U0ADA', used: false, expired: true });
    await expect(clientOf().views.open({ trigger_id: late, view })).rejects.toMatchObject(
      refusal('expired_trigger_id'),
    );
  });

  it('meets planned faults for as many calls as planned, then normal answers', async () => {
    const { faults } = fake();
    const post = (text: string) => clientOf().chat.postMessage({ channel: 'C0HELP', text });
    faults.serverError('chat.postMessage', { status: 502 });
    await expect(post('a')).rejects.toBeInstanceOf(webApi.WebAPIHTTPError);
    faults.fail('chat.postMessage', 'is_archived', { times: 1 });
    await expect(post('b')).rejects.toMatchObject(refusal('is_archived'));
    faults.resetConnection('chat.postMessage');
    await expect(post('c')).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
    faults.loseResponse('chat.postMessage');
    await expect(post('d')).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
    faults.slow('*', 30, { times: 1 });
    await post('e');
    await post('f');
    expect(
      fake()
        .posts('C0HELP')
        .map(({ text }) => text),
    ).toEqual(['d', 'e', 'f']);
    expect(fake().calls.map(({ outcome }) => outcome)).toEqual([
      '502',
      'is_archived',
      'reset',
      'lost',
      'ok',
      'ok',
    ]);
  });

  it('gives up on an answer that never comes after its own timeout, though the message stands', async () => {
    fake().faults.hang('chat.postMessage');
    const { bot } = fake().workspace.tokens;
    const retryConfig = { retries: 0 };
    const client = new webApi.WebClient(bot, {
      slackApiUrl: fake().apiUrl,
      logger: quietLogger(),
      timeout: 100,
      retryConfig,
    });
    const posting = client.chat.postMessage({ channel: 'C0HELP', text: 'hello' });
    await expect(posting).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
    expect(fake().posts('C0HELP')).toHaveLength(1);
  });

  it('says in the failure of a wait what was awaited and what happened instead', async () => {
    await clientOf().chat.postMessage({ channel: 'C0HELP', text: 'something else' });
    const waiting = fake().waitForMessage('C0HELP', (message) => message.text === 'hello', { timeoutMs: 20 });
    await expect(waiting).rejects.toThrow(/a message in C0HELP with .*"?hello"?[\s\S]*something else/);
  });
});
