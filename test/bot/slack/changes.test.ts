import { expect, test, vi } from 'vitest';
import { toEdit } from '../../../bot/slack/incoming/changes.ts';
import { trains } from '../conversations/rig.ts';
import { allText, replyTo, type WholeRig, wholeRig } from './whole-rig.ts';

const identity = { botUserId: 'U0DOCENT', botId: 'B0DOCENT', teamId: 'T0DOCENT', team: 'Docent Test' };

/** Until then an edit finds no reply that could be changed: the one under way is taken back. */
const onRecord = ({ app }: WholeRig) =>
  vi.waitFor(async () => {
    const states = await app.store.selectFrom('replies').select('state').execute();
    expect(states).toEqual([{ state: 'delivered' }]);
  });

test('a question that is written anew changes its reply in its place, and a preview changes nothing', async () => {
  const room = await wholeRig();
  const asked = await room.slack.directMessage({ text: 'zebra crossings on Mars?' });
  const reply = await replyTo(room.slack, asked.ts, asked.channel);
  expect(allText(reply)).not.toContain('travel desk');
  await onRecord(room);
  await room.slack.editMessage({ channel: asked.channel, ts: asked.ts, text: trains });
  await vi.waitFor(() => expect(allText(reply)).toContain('travel desk'));
  expect(room.slack.posts(asked.channel)).toHaveLength(1);
  const calls = room.slack.callsOf('chat.update').length;
  await room.slack.editMessage({ channel: asked.channel, ts: asked.ts, text: trains });
  const next = await room.slack.directMessage({ text: trains, user: 'U0BEN' });
  await replyTo(room.slack, next.ts, next.channel);
  expect(room.slack.callsOf('chat.update')).toHaveLength(calls);
});

test('a mention that is written anew in a channel comes as a mention again', async () => {
  const room = await wholeRig();
  const asked = await room.slack.mention({ text: 'zebra crossings on Mars?' });
  const reply = await replyTo(room.slack, asked.ts);
  await onRecord(room);
  const event = { type: 'app_mention', channel: 'C0HELP', user: 'U0ADA', ts: asked.ts, team: 'T0DOCENT' };
  const edited = { user: 'U0ADA', ts: room.slack.workspace.nextTs() };
  await room.slack.event({ ...event, text: `<@U0DOCENT> ${trains}`, edited });
  await vi.waitFor(() => expect(allText(reply)).toContain('travel desk'));
  expect(room.slack.posts('C0HELP')).toHaveLength(1);
});

test('the reply to a question that is deleted goes with it', async () => {
  const room = await wholeRig();
  const asked = await room.slack.directMessage({ text: trains });
  const reply = await replyTo(room.slack, asked.ts, asked.channel);
  await room.slack.deleteMessage(asked);
  await vi.waitFor(() => expect(reply.deleted).toBe(true));
});

test('edits of the bot and of other apps are no questions', () => {
  const changed = (message: object) => ({
    event: {
      ...{ type: 'message', subtype: 'message_changed', channel: 'D1' },
      message: { ts: '1.1', text: 'new', ...message },
      previous_message: { ts: '1.1', text: 'old' },
    },
  });
  expect(toEdit(changed({ user: 'U0DOCENT' }), identity)).toBeNull();
  expect(toEdit(changed({ user: 'U0ADA', bot_id: 'B1' }), identity)).toBeNull();
  expect(toEdit(changed({ user: 'U0ADA' }), identity)).toMatchObject({ messageId: '1.1', text: 'new' });
});
