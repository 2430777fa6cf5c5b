import { expect, it } from 'vitest';
import { createEventTimes } from '../../../bot/discord/incoming/event-times.ts';
import { systemClock } from '../../../core/local/system-clock.ts';

/** A clock that stands still: everything comes in the same millisecond. */
const still = { ...systemClock, now: () => 1_000 };

it('times grow with the stream, also within a millisecond and for what was overtaken', () => {
  const timeOf = createEventTimes(still);
  const order = [1, 2, 5, 3, 7, 4, 6, 8];
  const times = order.map((sequence) => ({ sequence, at: timeOf({ session: 's', sequence }) }));
  const sorted = times.toSorted((one, other) => one.at - other.at).map(({ sequence }) => sequence);
  expect(sorted).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

it('a new session comes after the one before, whatever its numbers', () => {
  const timeOf = createEventTimes(still);
  const before = timeOf({ session: 'one', sequence: 40 });
  expect(timeOf({ session: 'two', sequence: 2 })).toBeGreaterThan(before);
});
