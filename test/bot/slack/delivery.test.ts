import { describe, expect, test, vi } from 'vitest';
import { aNotice, aReply } from '../../fixtures/answers.ts';
import { asked, questionOf, shown, slackPlatform, startedRig } from './rig.ts';

const channel = 'C0HELP';

describe('the status', () => {
  test('is shown before the answer and gone with it', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    await rig.platform.acknowledge(question);
    expect(rig.slack.workspace.statuses.at(-1)?.status).toContain('looking');
    await rig.platform.deliver(aReply(question));
    expect(rig.slack.workspace.statuses.at(-1)?.status).toBe('');
    const order = rig.slack.calls.map((call) => call.method);
    expect(order.indexOf('assistant.threads.setStatus')).toBeLessThan(order.indexOf('chat.postMessage'));
  });

  test('does not outlive an answer that is faster than it', async () => {
    await using rig = await startedRig();
    rig.slack.faults.slow(status, 200);
    const question = await asked(rig);
    const seen = rig.platform.acknowledge(question).then(() => 'status');
    const posted = rig.platform.deliver(aReply(question)).then(() => 'answer');
    expect(await Promise.race([seen, posted])).toBe('status');
    await posted;
    expect(rig.slack.workspace.statuses.at(-1)?.status).toBe('');
  });

  test.each([
    [
      'refuses',
      (rig: Awaited<ReturnType<typeof startedRig>>) => rig.slack.faults.fail(status, 'missing_scope'),
    ],
    ['hangs on', (rig: Awaited<ReturnType<typeof startedRig>>) => rig.slack.faults.hang(status)],
  ])('becomes the eyes emoji when Slack %s it, and the eyes go with the answer', async (_, fault) => {
    await using rig = await startedRig();
    fault(rig);
    const question = await asked(rig);
    await rig.platform.acknowledge(question);
    const message = rig.slack.workspace.find(channel, question.messageId);
    expect([...(message?.reactions.keys() ?? [])]).toEqual(['eyes']);
    await rig.platform.deliver(aReply(question));
    await vi.waitFor(() => expect([...(message?.reactions.keys() ?? [])]).toEqual([]));
  });
});
const status = 'assistant.threads.setStatus';

describe('posting', () => {
  test('goes into the thread of the question, without unfurling, with buttons and marks', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    await rig.platform.deliver(aReply(question));
    const [post] = rig.slack.posts(channel, question.messageId);
    expect(post?.metadata).toMatchObject({ event_payload: { delivery_id: `dlv_${question.messageId}` } });
    expect(rig.slack.callsOf('chat.postMessage')[0]?.args).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(rig.slack.callsOf('chat.postMessage')[0]?.args['link_names']).toBeUndefined();
    expect(rig.slack.warnings).toEqual([]);
  });

  test('after a restart finds what an earlier process posted', async () => {
    await using rig = await startedRig();
    const reply = aReply(await asked(rig));
    const before = await rig.platform.deliver(reply);
    const next = slackPlatform(rig.slack);
    expect(await next.deliver(reply)).toEqual(before);
    expect(rig.slack.posts(channel)).toHaveLength(1);
  });

  test('posts anew when the first attempt did not get through', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    rig.slack.faults.resetConnection('chat.postMessage');
    expect((await rig.platform.deliver(aReply(question))).kind).toBe('delivered');
    expect(rig.slack.posts(channel)).toHaveLength(1);
  });

  test('asks for a retry when Slack has an outage, and posts once when it is over', async () => {
    await using rig = await startedRig();
    const reply = aReply(await asked(rig));
    rig.slack.faults.serverError('chat.postMessage', { times: 9 });
    expect((await rig.platform.deliver(reply)).kind).toBe('retry');
    rig.slack.faults.clear();
    expect((await rig.platform.deliver(reply)).kind).toBe('delivered');
    expect(rig.slack.posts(channel)).toHaveLength(1);
  });

  test('does not post a second time while it cannot see whether the first got through', async () => {
    await using rig = await startedRig();
    const reply = aReply(await asked(rig));
    rig.slack.faults.loseResponse('chat.postMessage');
    // The look before posting works, those after it do not.
    const look = rig.slack.callsOf('conversations.replies').length;
    const pending = rig.platform.deliver(reply);
    await rig.slack.waitForCall('conversations.replies', look + 1);
    rig.slack.faults.fail('conversations.replies', 'internal_error');
    expect((await pending).kind).toBe('retry');
    expect((await rig.platform.deliver(reply)).kind).toBe('retry');
    rig.slack.faults.clear();
    expect((await rig.platform.deliver(reply)).kind).toBe('delivered');
    expect(rig.slack.posts(channel)).toHaveLength(1);
  });

  test('tells how long Slack wants to be left alone, and leaves only that channel alone', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    const other = await rig.slack.mention({ text: 'Elsewhere?', channel: 'C0GENERAL' });
    rig.slack.faults.rateLimit('chat.postMessage', { retryAfter: 3 });
    expect(await rig.platform.deliver(aReply(question))).toMatchObject({ kind: 'retry', afterMs: 3_000 });
    const again = await rig.platform.deliver(aReply(question));
    expect(again.kind === 'retry' && again.afterMs > 0 && again.afterMs <= 3_000).toBe(true);
    expect(rig.slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect((await rig.platform.deliver(aReply(await questionOf(rig, other.ts)))).kind).toBe('delivered');
  });

  test('posts a long answer in parts, and goes on after the part that stands', async () => {
    await using rig = await startedRig();
    const code = Array.from({ length: 300 }, (_, index) => `step ${index} && next`).join('\n');
    const reply = aReply(await asked(rig), { text: `Do this:\n\n\`\`\`\n${code}\n\`\`\`\n\nDone. [1]` });
    rig.slack.faults.slow('chat.postMessage', 0, { times: 1 });
    rig.slack.faults.rateLimit('chat.postMessage', { retryAfter: 0 });
    expect((await rig.platform.deliver(reply)).kind).toBe('retry');
    expect(rig.slack.posts(channel)).toHaveLength(1);
    const delivered = await rig.platform.deliver(reply);
    const posts = rig.slack.posts(channel).map(shown);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: posts.map((post) => post.id) });
    expect(posts.length).toBeGreaterThan(1);
    expect(posts.map((post) => post.text.includes('Good answer'))).toEqual(
      posts.map((_, index) => index === 0),
    );
    expect(rig.slack.posts(channel).map((post) => post.reactions.size)).toEqual(
      posts.map((_, index) => (index === 0 ? 2 : 0)),
    );
  });

  test('has each part on record as soon as it stands, before thumbs are put under the first', async () => {
    await using rig = await startedRig();
    const seen: [string, number | undefined][] = [];
    const reply = aReply(await asked(rig), { text: `${'Take the train. '.repeat(400)}\n\nAnd then walk.` });
    const delivered = await rig.platform.deliver(reply, async (ts) => {
      seen.push([ts, rig.slack.posts(channel).find((post) => post.ts === ts)?.reactions.size]);
    });
    const posts = rig.slack.posts(channel);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: posts.map(({ ts }) => ts) });
    expect(seen).toEqual(posts.map(({ ts }) => [ts, 0]));
    expect(posts[0]?.reactions.size).toBe(2);
  });

  test('posts plain text when Slack refuses the blocks', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    rig.slack.faults.fail('chat.postMessage', 'invalid_blocks', { times: 1 });
    expect((await rig.platform.deliver(aReply(question))).kind).toBe('delivered');
    expect(rig.slack.posts(channel)[0]?.blocks).toBeUndefined();
    expect(rig.slack.posts(channel)[0]?.text).toContain('Travel policy');
  });

  test('gives up with the reason when the channel is gone', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    rig.slack.faults.fail('chat.postMessage', 'is_archived');
    expect(await rig.platform.deliver(aReply(question))).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/^Slack refused: is_archived; the asker was told/),
    });
  });

  test('delivers a notice as it is, without thumbs', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    await rig.platform.deliver(aNotice(question, 'Ask me something.'));
    const [post] = rig.slack.posts(channel);
    expect(post?.text).toBe('Ask me something.');
    expect(post?.reactions.size).toBe(0);
  });
});

describe('reading', () => {
  test('a follow-up sees the thread, with a long answer as one turn and other bots left out', async () => {
    await using rig = await startedRig();
    const question = await asked(rig);
    await rig.platform.deliver(
      aReply(question, { text: `${'Take the train. '.repeat(400)}\n\nAnd then walk.` }),
    );
    const { workspace } = rig.slack;
    const thread_ts = question.messageId;
    workspace.post({ channel, user: 'U9', bot_id: 'B9', text: 'beep', thread_ts });
    await rig.slack.say({ text: 'good &amp; well', thread_ts, user: 'U0BEN' });
    const { ts } = await rig.slack.mention({ text: 'And planes?', thread_ts });
    const turns = await rig.platform.thread(await questionOf(rig, ts), 10);
    expect(turns.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user']);
    expect(turns[1]?.text).toContain('And then walk.');
    expect(turns[2]?.text).toBe('good & well');
  });

  test('a thread that may not be read is an empty one', async () => {
    await using rig = await startedRig();
    const first = await asked(rig);
    const { ts } = await rig.slack.mention({ text: 'And planes?', thread_ts: first.messageId });
    const question = await questionOf(rig, ts);
    rig.slack.workspace.scopes.delete('channels:history');
    expect(await rig.platform.thread(question, 10)).toEqual([]);
    expect((await rig.platform.deliver(aReply(question))).kind).toBe('delivered');
  });

  test('a permalink opens the message, and is null for one that is gone', async () => {
    await using rig = await startedRig();
    const { address, messageId } = await asked(rig);
    expect(await rig.platform.permalink(address, messageId)).toContain(messageId.replace('.', ''));
    expect(await rig.platform.permalink(address, '1.000001')).toBeNull();
  });
});
