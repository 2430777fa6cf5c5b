import { expect, test } from 'vitest';
import { createPace } from '../../../bot/slack/pace/pace.ts';
import type { Clock } from '../../../core/ports/clock.ts';

/** Time that passes only by sleeping. */
function ownClock(): Clock & { at: number } {
  const clock = {
    at: 0,
    now: () => clock.at,
    monotonic: () => clock.at,
    sleep: async (ms: number) => {
      clock.at += ms;
    },
  };
  return clock;
}

test('no more calls go out in any minute than the tier has', async () => {
  const clock = ownClock();
  const pace = createPace(clock);
  const at: number[] = [];
  for (let nth = 0; nth < 100; nth += 1) {
    await pace.turn('reactions.remove');
    at.push(clock.at);
  }
  const inMinuteFrom = (start: number) => at.filter((one) => one >= start && one < start + 60_000).length;
  expect(Math.max(...at.map(inMinuteFrom))).toBeLessThanOrEqual(20);
  expect(clock.at).toBeGreaterThanOrEqual(5 * 60_000);
});

test('a channel gets one message a second, and waits for no other channel', async () => {
  const clock = ownClock();
  const pace = createPace(clock);
  await pace.turn('chat.postMessage', 'C1');
  await pace.turn('chat.postMessage', 'C2');
  expect(clock.at).toBe(0);
  await pace.turn('chat.postMessage', 'C1');
  expect(clock.at).toBeGreaterThanOrEqual(1_000);
});

test('what is put only where there is room leaves so many places to others', () => {
  const pace = createPace(ownClock());
  let taken = 0;
  while (pace.take('reactions.add', 10)) taken += 1;
  expect(taken).toBeLessThanOrEqual(40);
  expect(pace.take('reactions.add')).toBe(true);
});

test('a method that Slack closed is left alone for as long', async () => {
  const clock = ownClock();
  const pace = createPace(clock);
  pace.close('users.info', 7_000);
  expect(pace.take('users.info')).toBe(false);
  await pace.turn('users.info');
  expect(clock.at).toBe(7_000);
});
