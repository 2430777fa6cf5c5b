import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../bot/settings/config.ts';
import { slackManifest } from '../../../bot/slack/connection/manifest.ts';
import { everyEvent } from '../../fakes/slack/envelopes.ts';
import { trains } from '../conversations/rig.ts';
import { slackPlatform } from './rig.ts';
import { allText, replyTo, wholeRig } from './whole-rig.ts';

const channel = 'C0HELP';
const listening = {
  subscriptions: everyEvent,
  app: { config: () => loadConfig({ DOCENT_FOLLOW_UPS: 'on' }) },
};

test('a follow-up question in a thread is answered without a mention, what people say to each other is not', async () => {
  const { slack } = await wholeRig(listening);
  const { ts } = await slack.mention({ text: trains, channel });
  await replyTo(slack, ts);
  await slack.say({ text: '<@U0BOB> do you do that, too?', channel, thread_ts: ts });
  await slack.say({ text: 'yes, always', channel, thread_ts: ts, user: 'U0BOB' });
  const followUp = await slack.say({
    ...{ text: 'how do employees book train tickets for guests?', channel, thread_ts: ts },
  });
  const reply = await slack.waitForMessage(channel, (one) => one.ts > followUp.ts);
  expect(reply.thread_ts).toBe(ts);
  expect(allText(reply)).toContain('travel desk');
  await delay(300);
  expect(slack.posts(channel)).toHaveLength(2);
});

test('the last words of a thread while Docent was away are heard, what people answered each other is not', async () => {
  const room = await wholeRig(listening);
  const { slack } = room;
  const asked = await slack.mention({ text: trains, channel });
  await replyTo(slack, asked.ts);
  const other = await slack.mention({ text: trains, channel });
  await replyTo(slack, other.ts);
  const followUp = 'how do employees book train tickets for guests?';
  const say = (thread_ts: string, user: string, text: string) =>
    slack.workspace.post({ channel, user, text, thread_ts });
  await room.chat.stop();
  const last = say(asked.ts, 'U0ADA', followUp);
  say(other.ts, 'U0ADA', followUp);
  say(other.ts, 'U0BEN', 'They ask me.');
  const next = slackPlatform(slack, { isKnown: true });
  room.platforms.set('slack', next);
  await next.start(room.conversations.handlers());
  room.chat.stop = () => next.stop();
  const reply = await slack.waitForMessage(channel, (one) => one.ts > last.ts && one.user !== 'U0BEN');
  expect(reply.thread_ts).toBe(asked.ts);
  await delay(500);
  expect(slack.posts(channel, other.ts)).toHaveLength(1);
});

test('twenty messages outside threads of Docent are neither answered nor kept', async () => {
  const { slack, app } = await wholeRig(listening);
  const { ts } = await slack.say({ text: trains, channel });
  for (let nth = 0; nth < 20; nth += 1)
    await slack.say({ text: `${trains} ${nth}?`, channel, ...(nth % 2 === 0 ? { thread_ts: ts } : {}) });
  await delay(300);
  expect(slack.posts(channel)).toEqual([]);
  expect(slack.workspace.statuses).toEqual([]);
  expect(await app.store.selectFrom('asked').selectAll().execute()).toEqual([]);
});

test('the manifest asks for the messages of channels only where the team wants that', () => {
  const eventsOf = (followUps: boolean): string[] =>
    JSON.parse(slackManifest({ kind: 'socket' }, { followUps })).settings.event_subscriptions.bot_events;
  expect(eventsOf(false)).not.toContain('message.channels');
  expect(eventsOf(true)).toEqual(expect.arrayContaining(['message.channels', 'message.groups']));
});
