import { expect, test, vi } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { listFeedback } from '../../../core/feedback/list-feedback.ts';
import { trains } from '../conversations/rig.ts';
import { shortTimings } from './rig.ts';
import { replyTo, type WholeRig, wholeRig, wordTo } from './whole-rig.ts';

/** A busy machine must not take the connection for dead: a press is sent once. */
const patientRig = () => wholeRig({ deps: { timings: { ...shortTimings, pingMs: 10_000 } } });

async function votedDown(room: WholeRig, user = 'U0BEN') {
  const { ts: asked } = await room.slack.mention({ text: trains });
  const { ts } = await replyTo(room.slack, asked);
  await room.slack.blockAction({ ts, action_id: 'docent_feedback', choice: 'negative', user });
  return ts;
}

const openForm = (room: WholeRig) =>
  vi.waitFor(() => {
    const found = room.slack.workspace.views.find((view) => view.open);
    if (found === undefined) throw new Error('no form is open');
    return found;
  });

const sent = (reason: string, comment: string | null = null) => ({
  reason: { reason: { type: 'radio_buttons', selected_option: { value: reason } } },
  comment: { comment: { type: 'plain_text_input', value: comment } },
});

test('a vote against opens a form, and what is sent is listed with the vote', async () => {
  const room = await patientRig();
  await votedDown(room);
  expect((await wordTo(room.slack, 'U0BEN')).text).toBe(wording.feedback.thanksBad);
  await openForm(room);
  await room.slack.viewSubmission({ values: sent('outdated', 'It is the app now.'), user: 'U0BEN' });
  await vi.waitFor(async () =>
    expect(await listFeedback(room.app.store)).toMatchObject([
      { up: 0, down: 1, reasons: ['outdated'], comments: ['It is the app now.'] },
    ]),
  );
});

test('a vote for opens none, and its voter alone hears a word', async () => {
  const room = await patientRig();
  const { ts: asked } = await room.slack.mention({ text: trains });
  const { ts } = await replyTo(room.slack, asked);
  await room.slack.blockAction({ ts, action_id: 'docent_feedback', choice: 'positive', user: 'U0BEN' });
  expect((await wordTo(room.slack, 'U0BEN')).text).toBe(wording.feedback.thanksGood);
  expect(room.slack.workspace.views).toEqual([]);
});

test('a vote counts where its form cannot be opened any more', async () => {
  const room = await patientRig();
  room.slack.faults.fail('views.open', 'expired_trigger_id', { times: 1 });
  await votedDown(room);
  await wordTo(room.slack, 'U0BEN');
  expect(await listFeedback(room.app.store)).toMatchObject([{ down: 1, reasons: [] }]);
});
