import { type JsonObject, text } from './wire.ts';

/**
 * Slack's published limits: calls a minute of a method's tier, one message a second in a channel. Methods that are not named
 * are not limited here.
 */
export const documentedTiers: Readonly<Record<string, number>> = {
  'chat.postEphemeral': 100,
  'chat.update': 50,
  'chat.delete': 50,
  'chat.startStream': 20,
  'chat.appendStream': 100,
  'chat.stopStream': 20,
  'assistant.threads.setStatus': 600,
  'conversations.history': 50,
  'conversations.info': 50,
  'conversations.list': 20,
  'conversations.members': 100,
  'conversations.replies': 50,
  'reactions.add': 50,
  'reactions.get': 50,
  'reactions.remove': 20,
  'team.info': 50,
  'users.conversations': 50,
  'users.info': 100,
  'users.list': 20,
};

/** The knob: how long Slack's minute takes here, in ms; null = nothing is limited. */
export type Tiers = {
  minuteMs: number | null;
  /** Calls that were refused for a limit. */
  refused: number;
};

/** Seconds to wait before this call may be made, or null when it may be made now (it is counted then). */
export const createTiers = (
  elapsed: () => number,
): { control: Tiers; refuse: (method: string, args: JsonObject) => number | null } => {
  const control: Tiers = { minuteMs: null, refused: 0 };
  const made = new Map<string, number[]>();

  const refuse = (method: string, args: JsonObject): number | null => {
    const minute = control.minuteMs;
    if (minute === null) return null;
    const isPost = method === 'chat.postMessage';
    const most = isPost ? 1 : documentedTiers[method];
    if (most === undefined) return null;
    const span = isPost ? minute / 60 : minute;
    const key = isPost ? `${method} ${text(args, 'channel')}` : method;
    const now = elapsed();
    const calls = (made.get(key) ?? []).filter((at) => at > now - span);
    made.set(key, calls);
    if (calls.length >= most) {
      control.refused += 1;
      return Math.max(1, Math.ceil(((calls[0] ?? now) + span - now) / 1_000));
    }
    calls.push(now);
    return null;
  };
  return { control, refuse };
};
