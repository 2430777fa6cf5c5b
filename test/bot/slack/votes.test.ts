import { expect, test, vi } from 'vitest';
import { trains } from '../conversations/rig.ts';
import { replyTo, type WholeRig, wholeRig } from './whole-rig.ts';

/** An answer that stands, and its id. */
async function answered(room: WholeRig): Promise<{ ts: string; votes: () => Promise<unknown> }> {
  const { ts: asked } = await room.slack.mention({ text: trains });
  const { ts } = await replyTo(room.slack, asked);
  const votes = async () => (await room.app.feedback.answers())[0]?.votes;
  return { ts, votes };
}

test('a vote that comes before the seeds are put counts', async () => {
  const room = await wholeRig();
  room.slack.faults.slow('reactions.add', 1_500, { times: 1 });
  const { ts, votes } = await answered(room);
  await room.slack.reaction({ action: 'added', reaction: '-1', ts, user: 'U0BEN' });
  await vi.waitFor(async () => expect(await votes()).toEqual({ up: 0, down: 1 }));
});

test('votes whose events change places come to what stands', async () => {
  const room = await wholeRig();
  const { ts, votes } = await answered(room);
  room.slack.delivery.hold();
  for (let nth = 0; nth < 10; nth += 1) {
    const user = `U0V${nth}`;
    const [first, last] = nth % 2 === 0 ? ['+1', '-1'] : ['-1', '+1'];
    await room.slack.reaction({ action: 'added', reaction: String(first), ts, user });
    await room.slack.reaction({ action: 'removed', reaction: String(first), ts, user });
    await room.slack.reaction({ action: 'added', reaction: String(last), ts, user });
  }
  await room.slack.delivery.release('reversed');
  await vi.waitFor(async () => expect(await votes()).toEqual({ up: 5, down: 5 }));
});

test('of two thumbs that one person lets stand the later one counts, whatever its skin tone', async () => {
  const room = await wholeRig();
  const { ts, votes } = await answered(room);
  await room.slack.reaction({ action: 'added', reaction: '+1::skin-tone-3', ts, user: 'U0BEN' });
  await room.slack.reaction({ action: 'added', reaction: '-1', ts, user: 'U0BEN' });
  await vi.waitFor(async () => expect(await votes()).toEqual({ up: 0, down: 1 }));
  await room.slack.reaction({ action: 'removed', reaction: '-1', ts, user: 'U0BEN' });
  await vi.waitFor(async () => expect(await votes()).toEqual({ up: 1, down: 0 }));
});

test('the thumbs that stand on a message are told without the bot’s own', async () => {
  const room = await wholeRig();
  const { ts } = await answered(room);
  await room.slack.waitFor(() => room.slack.workspace.find('C0HELP', ts)?.reactions.size === 2);
  const message = room.slack.workspace.find('C0HELP', ts);
  message?.reactions.set('+1', new Set(['U0BEN', 'U0DOCENT']));
  message?.reactions.set('tada', new Set(['U0CAT']));
  const question = { address: { platform: 'slack', workspace: 'T0DOCENT', channel: 'C0HELP', thread: null } };
  const standing = (id: string) =>
    room.chat.standing?.(
      { ...question, eventId: '', messageId: '', userId: '', text: '', kind: 'mention' },
      id,
    );
  expect(await standing(ts)).toEqual([{ userId: 'U0BEN', emoji: '+1', polarity: 1 }]);
  expect(await standing('1.000001')).toBeNull();
});
