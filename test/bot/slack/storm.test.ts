import { expect, test, vi } from 'vitest';
import { trains } from '../conversations/rig.ts';
import { shortTimings } from './rig.ts';
import { wholeRig } from './whole-rig.ts';

/** A minute of Slack's limits takes this long here. */
const minuteMs = 3_000;

test('under Slack’s own limits a storm of questions ends in one reply each, and no eyes stay', async () => {
  const room = await wholeRig({
    deps: { timings: { ...shortTimings, callMs: 10_000, settleMs: 500, paceShare: minuteMs / 60_000 } },
  });
  const { slack } = room;
  slack.tiers.minuteMs = minuteMs;
  slack.delivery.copies = 2;
  const channels = Array.from({ length: 10 }, (_, nth) => `C0STORM${nth}`);
  for (const id of channels) slack.workspace.addChannel({ id });
  const asked: { channel: string; ts: string }[] = [];
  for (let nth = 0; nth < 80; nth += 1) {
    const channel = String(channels[nth % channels.length]);
    const { ts } = await slack.mention({ text: `${nth}: ${trains}`, channel, user: `U0S${nth % 20}` });
    asked.push({ channel, ts });
  }
  const repliesTo = ({ channel, ts }: { channel: string; ts: string }) => slack.posts(channel, ts).length;
  await vi.waitFor(() => expect(asked.filter((one) => repliesTo(one) === 0)).toEqual([]), {
    timeout: 60_000,
    interval: 100,
  });
  expect(asked.map(repliesTo)).toEqual(asked.map(() => 1));
  const haveEyes = () =>
    asked.filter(({ channel, ts }) => slack.workspace.find(channel, ts)?.reactions.has('eyes'));
  await vi.waitFor(() => expect(haveEyes()).toEqual([]), { timeout: 30_000, interval: 100 });
  // A fresh question needs no look at its thread.
  const looks = slack.callsOf('conversations.replies').filter(({ args }) => 'include_all_metadata' in args);
  expect(looks).toEqual([]);
});
