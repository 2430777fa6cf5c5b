import { expect, test, vi } from 'vitest';
import { PROPOSALS } from '../../../bot/conversations/proposals.ts';
import { slackManifest } from '../../../bot/slack/connection/manifest.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { trains } from '../conversations/rig.ts';
import { allText, wholeRig } from './whole-rig.ts';

const [askAbout, saveAs] = (
  JSON.parse(slackManifest({ kind: 'socket' })) as {
    features: { shortcuts: { callback_id: string; type: string }[] };
  }
).features.shortcuts;

test('what a message asks is answered to whoever chose it from its menu alone, in its thread', async () => {
  const room = await wholeRig();
  const root = await room.slack.say({ text: 'Morning!' });
  const { ts } = await room.slack.say({ text: trains, user: 'U0BEN', thread_ts: root.ts });
  const said = () => room.slack.workspace.messages.get('C0HELP')?.length;
  const before = said();
  await room.slack.shortcut({ callback_id: askAbout?.callback_id ?? '', ts });
  const answer = await vi.waitFor(
    () => {
      const found = room.slack.ephemerals.find((one) => allText(one).includes('travel desk'));
      if (found === undefined) throw new Error('nobody was answered');
      return found;
    },
    { timeout: 25_000 },
  );
  expect(answer).toMatchObject({ user: 'U0ADA', channel: 'C0HELP', thread_ts: root.ts });
  expect(room.slack.ephemerals.filter(({ user }) => user !== 'U0ADA')).toEqual([]);
  expect(said()).toBe(before);
});

test('a message is proposed from its menu by who looks after the channel, and others are told who may', async () => {
  const room = await wholeRig();
  const { ts } = await room.slack.say({ text: 'The lift is repaired on Monday, <@U0BEN>.' });
  const choose = () => room.slack.shortcut({ callback_id: saveAs?.callback_id ?? '', ts });
  const word = (text: string) =>
    vi.waitFor(() => expect(room.slack.ephemerals.map((one) => one.text)).toContain(text), {
      timeout: 25_000,
    });
  await choose();
  await word(wording.proposal.notYours);
  expect(await room.app.library.list({ collection: PROPOSALS })).toEqual([]);
  Object.assign(room.slack.workspace.users.get('U0ADA') ?? {}, { is_admin: true });
  await choose();
  await word(wording.proposal.kept);
  const [draft] = await room.app.library.list({ collection: PROPOSALS });
  const passages = await room.app.library.passages(draft?.documentId ?? '');
  const text = passages.map((passage) => passage.text).join('\n');
  expect(text).toContain('The lift is repaired on Monday');
  expect(text).not.toMatch(/U0BEN|Ben/);
});
