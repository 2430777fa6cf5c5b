import { expect, test, vi } from 'vitest';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import { setShareable } from '../../../core/defensive-ux/shareable.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { trains } from '../conversations/rig.ts';
import { allText, replyTo, type WholeRig, wholeRig, wordTo } from './whole-rig.ts';

const internal = 'through the travel desk';
const mention = { text: trains, channel: 'C0HELP' };

/** That the question led to a private word without internal text, and to nothing else. */
async function staysSilent({ slack }: WholeRig, user: string, words: string, nth = 1): Promise<void> {
  const word = await wordTo(slack, user, nth);
  expect(word.text).toBe(words);
  expect(allText(word)).not.toContain(internal);
  expect(slack.posts('C0HELP').filter((one) => allText(one).includes(internal))).toEqual([]);
}

const allow = async ({ app }: WholeRig): Promise<void> => {
  const rules = { mode: 'answer', collections: null, models: null, outside: true } as const;
  await setChannel(app, { platform: 'slack', channel: 'C0HELP' }, rules);
};

test('a channel that is shared outside gets nothing but a private word to the asker', async () => {
  const room = await wholeRig();
  await room.slack.shareChannel('C0HELP');
  await room.slack.mention(mention);
  await staysSilent(room, 'U0ADA', wording.outside['shared-channel']);
  expect(room.slack.posts('C0HELP')).toEqual([]);
  expect(room.slack.workspace.statuses).toEqual([]);
});

test('once an admin allows the channel, only shareable collections are answered from', async () => {
  const room = await wholeRig();
  await room.slack.shareChannel('C0HELP');
  await allow(room);
  await room.slack.mention(mention);
  expect((await wordTo(room.slack, 'U0ADA')).text).toBe(wording.nothingHere);
  await setShareable(room.app.store, 'default', true);
  const { ts } = await room.slack.mention(mention);
  expect(allText(await replyTo(room.slack, ts))).toContain(internal);
});

test('an answer that the team wrote for everywhere is not given outside', async () => {
  const room = await wholeRig();
  await room.assembled.curated.add({
    ...{ questions: [trains], answer: 'Ask Bea for the secret code.', collections: null, author: 'ada' },
  });
  await room.slack.shareChannel('C0HELP');
  await allow(room);
  await setShareable(room.app.store, 'default', true);
  const { ts } = await room.slack.mention(mention);
  const reply = allText(await replyTo(room.slack, ts));
  expect(reply).not.toContain('secret code');
  expect(reply).toContain(internal);
});

test('a channel that becomes shared in the middle of a thread gets no further answer', async () => {
  const room = await wholeRig();
  const { ts } = await room.slack.mention(mention);
  const reply = await replyTo(room.slack, ts);
  expect(allText(reply)).toContain(internal);
  await room.slack.shareChannel('C0HELP');
  await room.slack.mention({ ...mention, thread_ts: ts, text: 'And who books them?' });
  const word = await wordTo(room.slack, 'U0ADA');
  expect(word).toMatchObject({ text: wording.outside['shared-channel'], thread_ts: ts });
  expect(room.slack.posts('C0HELP')).toHaveLength(1);
  // What the answer of before rests on is not shown to others either.
  await room.slack.blockAction({ ts: reply.ts, action_id: 'docent_why', user: 'U0BEN' });
  expect(allText(await wordTo(room.slack, 'U0BEN'))).not.toContain(internal);
});

test('an answer that is under way when its channel is shared is not posted', async () => {
  const room = await wholeRig();
  room.slack.faults.rateLimit('chat.postMessage', { retryAfter: 1 });
  await room.slack.mention(mention);
  await room.slack.waitForCall('chat.postMessage', 1);
  await room.slack.shareChannel('C0HELP');
  await staysSilent(room, 'U0ADA', wording.outside['shared-channel']);
  expect(room.slack.posts('C0HELP')).toEqual([]);
});

test('guests and people of other companies get nothing, in channels and in direct messages', async () => {
  const room = await wholeRig();
  room.slack.workspace.addUser({ id: 'U0GUEST', is_restricted: true });
  room.slack.workspace.addUser({ id: 'U0OTHER', team_id: 'T0OTHER' });
  await room.slack.mention({ ...mention, user: 'U0GUEST' });
  await staysSilent(room, 'U0GUEST', wording.outside.guest);
  await room.slack.mention({ ...mention, user: 'U0OTHER' });
  await staysSilent(room, 'U0OTHER', wording.outside['other-team']);
  const direct = await room.slack.directMessage({ text: trains, user: 'U0GUEST' });
  expect((await replyTo(room.slack, direct.ts, direct.channel)).text).toBe(wording.outside.guest);
});

test('who cannot be told from an outsider counts as one', async () => {
  const room = await wholeRig();
  room.slack.faults.fail('users.info', 'missing_scope');
  await room.slack.mention(mention);
  await staysSilent(room, 'U0ADA', wording.outside.unknown);
});

test('what is meant for another workspace is left alone, whatever it is', async () => {
  const room = await wholeRig();
  const { workspace } = room.slack;
  const own = workspace.team.id;
  const pretend = async (team: string, what: () => Promise<unknown>) => {
    Object.assign(workspace.team, { id: team });
    await what();
    Object.assign(workspace.team, { id: own });
  };
  const foreign = { type: 'app_mention', channel: 'C0HELP', user: 'U0ADA', ts: '1700000000.000100' };
  await pretend('T0OTHER', () => room.slack.event({ ...foreign, text: `<@U0DOCENT> ${trains}` }));
  await pretend('T0OTHER', () => room.slack.slashCommand({ command: '/ask', text: trains }));
  const { ts } = await room.slack.mention(mention);
  await replyTo(room.slack, ts);
  expect(room.slack.posts('C0HELP')).toHaveLength(1);
  expect(room.slack.ephemerals.filter(({ text }) => text.includes(internal))).toEqual([]);
});

test('while Slack does not say who is asking, the question waits and is not taken for an outsider’s', async () => {
  const room = await wholeRig();
  room.slack.faults.serverError('users.info', { times: 20 });
  const { ts } = await room.slack.mention(mention);
  expect(allText(await replyTo(room.slack, ts))).toContain(internal);
  expect(room.slack.ephemerals).toEqual([]);
});

test('a command is answered where the bot is not, since only its author sees that', async () => {
  const room = await wholeRig();
  room.slack.workspace.addChannel({ id: 'G0SECRET', type: 'group', members: ['U0ADA'] });
  await room.slack.slashCommand({ command: '/ask', text: trains, channel: 'G0SECRET' });
  await vi.waitFor(() => expect(room.slack.ephemerals.map(({ text }) => text).join()).toContain(internal));
});
