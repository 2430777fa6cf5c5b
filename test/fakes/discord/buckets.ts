import type { Reply } from './reply.ts';

/** Discord's usual bucket for messages: so many calls in so long, per channel and method. */
const CALLS = 5;
const WINDOW_MS = 5_000;

/** Routes whose calls are counted, with the channel as what they are counted by. */
const counted = /^(POST|PATCH|DELETE) \/channels\/(\d+)\/messages(?:\/\d+)?$/;

/** Counts calls as Discord's rate limits do; null answers a call that is free. */
export const createBuckets = () => {
  const buckets = new Map<string, { used: number; resetAt: number }>();

  /** The headers of the bucket, and the 429 where it is used up. */
  return (method: string, path: string): { headers: Record<string, string>; refused?: Reply } => {
    const [, verb, channel] = counted.exec(`${method} ${path}`) ?? [];
    if (verb === undefined) return { headers: {} };
    const key = `${verb}:${channel}`;
    const now = performance.now();
    const known = buckets.get(key);
    const bucket =
      known === undefined || known.resetAt <= now ? { used: 0, resetAt: now + WINDOW_MS } : known;
    buckets.set(key, bucket);
    const isOver = bucket.used >= CALLS;
    if (!isOver) bucket.used += 1;
    const after = ((bucket.resetAt - now) / 1000).toFixed(3);
    const headers = {
      'x-ratelimit-limit': String(CALLS),
      'x-ratelimit-remaining': String(CALLS - bucket.used),
      'x-ratelimit-reset-after': after,
      'x-ratelimit-bucket': `${verb}-messages`,
    };
    if (!isOver) return { headers };
    const body = { message: 'You are being rate limited.', retry_after: Number(after), global: false };
    return { headers, refused: { status: 429, body, headers: { ...headers, 'retry-after': after } } };
  };
};
