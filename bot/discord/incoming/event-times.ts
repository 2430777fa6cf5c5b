import type { Clock } from '../../../core/ports/clock.ts';
import type { Position } from './incoming.ts';

/** Distance of two events in ms: what was overtaken finds room between them. */
const STEP = 0.02;
const REMEMBERED = 500;

/**
 * Times for events that carry none, such as reactions: when they came, in the order of the gateway's stream. An event that
 * another one overtook gets the time of its place in the stream.
 */
export function createEventTimes(clock: Clock): (position: Position) => number {
  const state = { last: 0, session: '', recent: [] as { sequence: number; at: number }[] };

  return ({ session, sequence }) => {
    if (session !== state.session) {
      state.session = session;
      state.recent = [];
    }
    const later = state.recent.find((one) => one.sequence > sequence);
    const earlier = state.recent.findLast((one) => one.sequence <= sequence);
    const isOvertaken = later !== undefined;
    const at = isOvertaken
      ? ((earlier?.at ?? later.at - STEP) + later.at) / 2
      : Math.max(clock.now(), state.last + STEP);
    if (!isOvertaken) state.last = at;
    state.recent = [...state.recent, { sequence, at }]
      .toSorted((one, other) => one.sequence - other.sequence)
      .slice(-REMEMBERED);
    return at;
  };
}
