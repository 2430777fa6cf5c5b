import { expect, test } from 'vitest';
import { toTurns } from '../../../bot/slack/incoming/thread.ts';
import { toMrkdwn } from '../../../bot/slack/text/mrkdwn.ts';

import { trains } from '../conversations/rig.ts';
import { questionOf, startedRig } from './rig.ts';
import { replyTo, wholeRig } from './whole-rig.ts';

const identity = { botUserId: 'U0DOCENT', botId: 'B0DOCENT', teamId: 'T0DOCENT', team: 'Docent Test' };

test('a mention in the direct messages of a group is heard, and what people say to each other there is not', async () => {
  await using rig = await startedRig();
  rig.slack.workspace.addChannel({ id: 'G0THREE', type: 'mpim' });
  await rig.slack.say({ channel: 'G0THREE', text: 'lunch?' });
  const { ts } = await rig.slack.say({ channel: 'G0THREE', text: '<@U0DOCENT> how do I book?' });
  expect(await questionOf(rig, ts)).toMatchObject({ kind: 'mention', text: 'how do I book?' });
  expect(rig.heard.questions).toHaveLength(1);
});

test('what was forwarded and the names of files come with the question', async () => {
  await using rig = await startedRig();
  const { ts } = await rig.slack.directMessage({
    text: 'Is this right, <@U0BEN>?',
    attachments: [
      { is_share: true, text: 'Trains are booked by the travel desk &amp; nobody else' },
      { from_url: 'https://x.example', text: 'a preview' },
    ],
    files: [{ name: 'policy.pdf' }],
  });
  expect(await questionOf(rig, ts)).toMatchObject({
    text: 'Is this right, @Ben Ode?\n> Trains are booked by the travel desk & nobody else',
    unread: ['policy.pdf'],
  });
});

test('a message of another bot counts where it began the thread', () => {
  const root = {
    ts: '1.1',
    thread_ts: '1.1',
    bot_id: 'B0ALERT',
    subtype: 'bot_message',
    text: 'Disk is full',
  };
  const other = { ts: '1.2', thread_ts: '1.1', bot_id: 'B0ALERT', subtype: 'bot_message', text: 'noise' };
  const person = { ts: '1.3', thread_ts: '1.1', user: 'U0ADA', text: 'hm' };
  expect(toTurns([root, other, person], identity, 10).map(({ text }) => text)).toEqual([
    'Disk is full',
    'hm',
  ]);
});

test('a direct message outside a thread goes on with what was said before it', async () => {
  const room = await wholeRig();
  const first = await room.slack.directMessage({ text: trains });
  await replyTo(room.slack, first.ts, first.channel);
  const second = await room.slack.directMessage({ text: 'And who does that?' });
  await replyTo(room.slack, second.ts, second.channel);
  const row = await room.app.store
    .selectFrom('answers')
    .select('standalone')
    .where('question', '=', 'And who does that?')
    .executeTakeFirstOrThrow();
  expect(row.standalone).toMatch(/train/);
});

test.each([
  ['- [x] done\n- [ ] open\n- plain', '☑ done\n☐ open\n• plain'],
  ['un**frigging**believable', 'un\u200b*frigging*\u200bbelievable'],
  ['これは**重要**です', 'これは\u200b*重要*\u200bです'],
  ['a **bold** word', 'a *bold* word'],
])('renders %j', (markdown, expected) => {
  expect(toMrkdwn(markdown)).toBe(expected);
});
