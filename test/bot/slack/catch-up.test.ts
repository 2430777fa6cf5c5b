import { expect, test, vi } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import { trains } from '../conversations/rig.ts';
import { allText, replyTo, type WholeRig, wholeRig } from './whole-rig.ts';

const tsOf = (minutesAgo: number): string => (Date.now() / 1_000 - minutesAgo * 60).toFixed(6);

/** Somebody writes while no bot is connected, so that no event tells of it. */
const written = (
  slack: FakeSlack,
  text: string,
  more: { ts?: string; channel?: string; thread_ts?: string } = {},
) => slack.workspace.post({ channel: 'C0HELP', user: 'U0ADA', text, ...more }).ts;

const mention = `<@U0DOCENT> ${trains}`;

/** Docent is away while `meanwhile` happens, and comes back over the same store. */
async function away(room: WholeRig, meanwhile: () => void): Promise<void> {
  await room.chat.stop();
  meanwhile();
  const { slackPlatform } = await import('./rig.ts');
  const next = slackPlatform(room.slack, { isKnown: true });
  room.platforms.set('slack', next);
  await next.start(room.conversations.handlers());
  room.chat.stop = () => next.stop();
}

test('what was asked while nobody listened is answered once: in a channel, in a thread, in a direct message', async () => {
  const room = await wholeRig();
  const { slack } = room;
  const seen = await slack.mention({ text: trains });
  await replyTo(slack, seen.ts);
  let missed = '';
  let inThread = '';
  let direct = '';
  const dm = slack.workspace.directChannel('U0ADA').id;
  await away(room, () => {
    missed = written(slack, mention, { ts: tsOf(3) });
    inThread = written(slack, mention, { thread_ts: seen.ts });
    direct = written(slack, trains, { channel: dm });
    written(slack, 'people talk to each other', { ts: tsOf(2) });
  });
  expect(allText(await replyTo(slack, missed))).toContain('travel desk');
  expect(allText(await replyTo(slack, direct, dm))).toContain('travel desk');
  await slack.waitForMessage('C0HELP', ({ ts, thread_ts }) => thread_ts === seen.ts && ts > inThread);
  // A second start reads the same histories and asks nobody twice.
  await away(room, () => {});
  const last = await slack.mention({ text: trains, channel: 'C0GENERAL' });
  await replyTo(slack, last.ts, 'C0GENERAL');
  await vi.waitFor(() => expect(slack.callsOf('conversations.history').length).toBeGreaterThanOrEqual(8));
  expect(slack.posts('C0HELP')).toHaveLength(3);
  expect(slack.posts(dm)).toHaveLength(1);
});

test('what was asked longer ago gets an apology, and what is older than that nothing', async () => {
  const room = await wholeRig();
  let late = '';
  await away(room, () => {
    written(room.slack, mention, { ts: tsOf(60 * 25) });
    late = written(room.slack, mention, { ts: tsOf(45) });
  });
  expect((await replyTo(room.slack, late)).text).toBe(wording.missed);
  expect(room.slack.posts('C0HELP')).toHaveLength(1);
});

test('with a new store nothing is asked again that the bot has a reply to', async () => {
  const slack = await createFakeSlack();
  const answered = written(slack, mention, { ts: tsOf(5) });
  slack.workspace.post({
    channel: 'C0HELP',
    user: 'U0DOCENT',
    bot_id: 'B0DOCENT',
    text: 'Done.',
    thread_ts: answered,
  });
  const open = written(slack, mention, { ts: tsOf(4) });
  const room = await wholeRig({ slack });
  await replyTo(slack, open);
  expect(room.slack.posts('C0HELP', answered)).toHaveLength(1);
});
