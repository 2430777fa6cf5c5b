import { describe, expect, test, vi } from 'vitest';
import { aReply } from '../../fixtures/answers.ts';
import { asked, questionOf, type Rig, startedRig } from './rig.ts';

/** Something that surely arrives after what was sent before it. */
async function afterwards(rig: Rig): Promise<void> {
  const { ts } = await rig.slack.mention({ text: 'marker' });
  await questionOf(rig, ts);
}

async function answered(rig: Rig): Promise<string> {
  const delivered = await rig.platform.deliver(aReply(await asked(rig)));
  return delivered.kind === 'delivered' ? (delivered.messageIds[0] ?? '') : '';
}

describe('questions', () => {
  test('a mention reaches the handler once, though Slack sends two events for it, and each twice', async () => {
    await using rig = await startedRig();
    rig.slack.delivery.copies = 2;
    const question = await asked(rig);
    rig.slack.delivery.copies = 1;
    await rig.slack.redeliver(question.eventId);
    await afterwards(rig);
    expect(rig.heard.questions.filter((one) => one.messageId === question.messageId)).toHaveLength(1);
    expect(question.address).toEqual({
      platform: 'slack',
      workspace: 'T0DOCENT',
      channel: 'C0HELP',
      thread: null,
    });
  });

  test('a direct message is a question without a mention, and one with a file too', async () => {
    await using rig = await startedRig();
    const plain = await rig.slack.directMessage({ text: 'a &lt; b?' });
    const file = await rig.slack.directMessage({
      text: 'and this?',
      subtype: 'file_share',
      files: [{ id: 'F1' }],
    });
    expect(await questionOf(rig, plain.ts)).toMatchObject({
      kind: 'direct',
      text: 'a < b?',
      userId: 'U0ADA',
    });
    expect(await questionOf(rig, file.ts)).toMatchObject({ text: 'and this?' });
  });

  test('a reply in a thread carries the thread', async () => {
    await using rig = await startedRig();
    const first = await asked(rig);
    const { ts } = await rig.slack.mention({ text: 'and planes?', thread_ts: first.messageId });
    expect((await questionOf(rig, ts)).address.thread).toBe(first.messageId);
  });

  test('people talking, edits, other bots and its own messages are no questions', async () => {
    await using rig = await startedRig();
    const { ts } = await rig.slack.say({ text: 'lunch?' });
    await rig.slack.editMessage({ channel: 'C0HELP', ts, text: 'lunch now?' });
    await rig.slack.say({ text: 'build failed', subtype: 'bot_message' });
    const bot = { channel: 'C0HELP', ts: '9.1', user: 'U9', bot_id: 'B9', text: '<@U0DOCENT> hi' };
    await rig.slack.event({ type: 'app_mention', ...bot });
    await rig.slack.event({
      type: 'message',
      channel_type: 'im',
      ...bot,
      bot_id: 'B0DOCENT',
      user: 'U0DOCENT',
    });
    await afterwards(rig);
    expect(rig.heard.questions.map((question) => question.text)).toEqual(['marker']);
  });

  test('a question that could not be stored is not acknowledged, and is taken in when Slack sends it again', async () => {
    await using rig = await startedRig();
    const store = vi.spyOn(rig.heard.handlers, 'onQuestion').mockRejectedValueOnce(new Error('disk full'));
    const sent = await rig.slack.mention({ text: 'How?' });
    await vi.waitFor(() => expect(store).toHaveBeenCalled());
    await afterwards(rig);
    const acks = () => rig.slack.acks.filter((ack) => ack.envelope_id === sent.envelope_id).length;
    expect(acks()).toBe(0);
    await rig.slack.redeliver(sent.event_id);
    await questionOf(rig, sent.ts);
    await rig.slack.waitForAck(sent.envelope_id);
    expect(rig.heard.questions.filter((one) => one.messageId === sent.ts)).toHaveLength(1);
  });
});

describe('the command', () => {
  test('is acknowledged with words at once, and answered to its author alone', async () => {
    await using rig = await startedRig();
    const { trigger_id } = await rig.slack.slashCommand({ command: '/ask', text: 'How do I book?' });
    const question = await questionOf(rig, trigger_id);
    expect(question).toMatchObject({ kind: 'command', text: 'How do I book?', userId: 'U0ADA' });
    await rig.platform.acknowledge(question);
    const delivered = await rig.platform.deliver(aReply(question));
    expect(rig.slack.ephemerals.map((one) => one.via)).toEqual(['ack', 'api']);
    expect(delivered).toEqual({ kind: 'delivered', messageIds: [rig.slack.ephemerals[1]?.ts] });
    expect(rig.slack.posts('C0HELP')).toEqual([]);
    await rig.slack.blockAction({
      ts: rig.slack.ephemerals[1]?.ts ?? '',
      action_id: 'docent_feedback',
      choice: 'positive',
    });
    await vi.waitFor(() => expect(rig.heard.votes).toHaveLength(1));
  });

  test('is answered through its own address where the bot is no member', async () => {
    await using rig = await startedRig();
    rig.slack.workspace.addChannel({ id: 'C0OTHER', members: ['U0ADA'] });
    const { trigger_id } = await rig.slack.slashCommand({
      command: '/ask',
      text: 'How?',
      channel: 'C0OTHER',
    });
    const reply = aReply(await questionOf(rig, trigger_id));
    expect(await rig.platform.deliver(reply)).toEqual({ kind: 'delivered', messageIds: [] });
    await rig.platform.deliver(reply);
    expect(rig.slack.ephemerals.map((one) => one.via)).toEqual(['ack', 'response_url']);
    expect(rig.slack.ephemerals[1]?.text).toContain('Travel policy');
  });
});

describe('votes', () => {
  test('thumbs of any skin tone count, other emoji do not', async () => {
    await using rig = await startedRig();
    const ts = await answered(rig);
    for (const reaction of ['heart', 'thumbsup_all', '+1::skin-tone-4', 'thumbsdown::skin-tone-6', '-1']) {
      await rig.slack.reaction({ action: 'added', reaction, ts, user: 'U0BEN' });
    }
    await vi.waitFor(() => expect(rig.heard.votes).toHaveLength(3));
    expect(rig.heard.votes.map((vote) => [vote.emoji, vote.polarity])).toEqual([
      ['+1::skin-tone-4', 1],
      ['thumbsdown::skin-tone-6', -1],
      ['-1', -1],
    ]);
    expect(rig.heard.votes[0]).toMatchObject({ channel: 'C0HELP', messageId: ts, userId: 'U0BEN' });
  });

  test('its own seeds and reactions on other messages do not count', async () => {
    await using rig = await startedRig();
    const ts = await answered(rig);
    const own = rig.slack.workspace.find('C0HELP', ts);
    expect([...(own?.reactions.keys() ?? [])]).toEqual(['thumbsup', 'thumbsdown']);
    const human = await rig.slack.say({ text: 'thanks' });
    await rig.slack.reaction({ action: 'added', reaction: '+1', ts: human.ts });
    await rig.slack.reaction({ action: 'added', reaction: '+1', ts: '1.5' });
    await afterwards(rig);
    expect(rig.heard.votes).toEqual([]);
  });

  test('a removal takes the vote back', async () => {
    await using rig = await startedRig();
    const ts = await answered(rig);
    await rig.slack.reaction({ action: 'added', reaction: 'thumbsdown', ts });
    await rig.slack.reaction({ action: 'removed', reaction: 'thumbsdown', ts });
    await vi.waitFor(() => expect(rig.heard.votes).toHaveLength(2));
    expect(rig.heard.votes[1]).toMatchObject({ polarity: 0, retracts: -1 });
  });

  test('the feedback buttons vote, are acknowledged, and tell two presses apart', async () => {
    await using rig = await startedRig();
    const ts = await answered(rig);
    const pressed = await rig.slack.blockAction({ ts, action_id: 'docent_feedback', choice: 'negative' });
    await rig.slack.waitForAck(pressed.envelope_id);
    await rig.slack.blockAction({ ts, action_id: 'docent_feedback', choice: 'positive' });
    await vi.waitFor(() => expect(rig.heard.votes).toHaveLength(2));
    expect(rig.heard.votes[0]).toMatchObject({ signal: 'button', polarity: -1, messageId: ts, emoji: null });
    expect(rig.heard.votes[1]).toMatchObject({ polarity: 1 });
    expect(rig.heard.votes[0]?.eventId).not.toBe(rig.heard.votes[1]?.eventId);
  });
});
