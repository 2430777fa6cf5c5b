import { expect, test, vi } from 'vitest';
import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import { aReply } from '../../fixtures/answers.ts';
import { asked, questionOf, startedRig } from './rig.ts';

const { start, notThere, archived, refused } = wording.undelivered;
const place = fill(start, { place: '<#C0HELP>' });

test.each([
  ['not_in_channel', notThere],
  ['channel_not_found', notThere],
  ['is_archived', archived],
  ['restricted_action', refused],
  ['msg_too_long', refused],
])('the asker hears of a reply that Slack refuses with %s, and the reason is kept', async (code, words) => {
  await using rig = await startedRig();
  const question = await asked(rig);
  rig.slack.faults.fail('chat.postMessage', code);
  const delivered = await rig.platform.deliver(aReply(question));
  expect(delivered).toEqual({
    kind: 'failed',
    why: expect.stringMatching(new RegExp(`${code}.*asker was told`)),
  });
  expect(rig.slack.ephemerals).toEqual([
    expect.objectContaining({ channel: 'C0HELP', user: 'U0ADA', text: `${place} ${words}` }),
  ]);
});

test('where no word can be shown in the channel either, a direct message tells the asker', async () => {
  await using rig = await startedRig();
  const question = await asked(rig);
  rig.slack.faults.fail('chat.postMessage', 'not_in_channel', { times: 1 });
  rig.slack.faults.fail('chat.postEphemeral', 'not_in_channel');
  const delivered = await rig.platform.deliver(aReply(question));
  expect(delivered.kind).toBe('failed');
  const direct = rig.slack.posts(rig.slack.workspace.directChannel('U0ADA').id);
  expect(direct.map(({ text }) => text)).toEqual([`${place} ${notThere}`]);
});

test('nobody is told of a reply whose question is gone', async () => {
  await using rig = await startedRig();
  const question = await asked(rig);
  rig.slack.faults.fail('chat.postMessage', 'thread_not_found');
  expect((await rig.platform.deliver(aReply(question))).kind).toBe('failed');
  expect(rig.slack.ephemerals).toEqual([]);
});

test('one refused status line leaves those of other channels on', async () => {
  await using rig = await startedRig();
  rig.slack.faults.fail('assistant.threads.setStatus', 'method_not_supported_for_channel_type', { times: 1 });
  const first = await asked(rig);
  await rig.platform.acknowledge(first);
  const { ts } = await rig.slack.mention({ text: 'And here?', channel: 'C0GENERAL' });
  await rig.platform.acknowledge(await questionOf(rig, ts));
  expect(rig.slack.workspace.statuses.map(({ channel }) => channel)).toEqual(['C0GENERAL']);
});

const eyesOf = (rig: Awaited<ReturnType<typeof startedRig>>, ts: string) =>
  rig.slack.workspace.find('C0HELP', ts)?.reactions.has('eyes');

test('eyes go once there is a reply, though Slack fails the first time and whoever put them is gone', async () => {
  await using rig = await startedRig();
  rig.slack.faults.fail('assistant.threads.setStatus', 'internal_error');
  const question = await asked(rig);
  await rig.platform.acknowledge(question);
  expect(eyesOf(rig, question.messageId)).toBe(true);
  rig.slack.faults.serverError('reactions.remove', { times: 2 });
  await rig.platform.deliver(aReply(question));
  await vi.waitFor(() => expect(eyesOf(rig, question.messageId)).toBe(false));
});

test('eyes of a process that died go with the reply of the next one', async () => {
  await using rig = await startedRig();
  const { ts } = rig.slack.workspace.post({
    channel: 'C0HELP',
    user: 'U0ADA',
    text: '<@U0DOCENT> q',
    ts: '1700000000.000100',
  });
  rig.slack.workspace.find('C0HELP', ts)?.reactions.set('eyes', new Set(['U0DOCENT']));
  const question = { ...(await asked(rig)), messageId: ts };
  await rig.platform.deliver(aReply(question));
  await vi.waitFor(() => expect(eyesOf(rig, ts)).toBe(false));
});
