import { expect, test, vi } from 'vitest';
import { limits } from '../../../bot/conversations/limits.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { trains } from '../conversations/rig.ts';
import { allText, wholeRig } from './whole-rig.ts';

const patient = { interval: 250 };

test('T-R4 on Slack: one person’s many questions each have one reply, and another’s is not behind them', async () => {
  const room = await wholeRig();
  const { slack, app } = room;
  const { answering: own } = app;
  const held = Promise.withResolvers<void>();
  // The one with many questions meets a model that takes its time.
  Object.assign(app, {
    answering: {
      answer: async (...asked: Parameters<typeof own.answer>) => {
        if (asked[0].text.startsWith('many')) await held.promise;
        return own.answer(...asked);
      },
    },
  });
  slack.workspace.addChannel({ id: 'C0OTHER' });
  const many: string[] = [];
  const beyond = 6;
  for (let nth = 0; nth < limits.waitingEach + limits.parallelEach + beyond; nth++)
    many.push((await slack.mention({ text: `many ${nth}: ${trains}`, user: 'U0MANY' })).ts);
  const other = await slack.mention({ text: trains, channel: 'C0OTHER', user: 'U0OTHER' });
  await vi.waitFor(() => expect(slack.posts('C0OTHER', other.ts)).toHaveLength(1), patient);

  const busy = () =>
    many.filter((ts) => slack.posts('C0HELP', ts).some((post) => allText(post).includes(wording.busy)));
  await vi.waitFor(() => expect(busy()).toHaveLength(beyond), patient);
  held.resolve();
  await vi.waitFor(
    () => expect(many.filter((ts) => slack.posts('C0HELP', ts).length === 0)).toEqual([]),
    patient,
  );
  expect(many.map((ts) => slack.posts('C0HELP', ts).length)).toEqual(many.map(() => 1));
});
