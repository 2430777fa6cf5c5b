import type { Clock } from '../../../core/ports/clock.ts';

/** What was read of a key, kept for `keptMs`; asked at the same moment it is read once. Null is not kept. */
export type Memo<V> = {
  get(key: string): Promise<V | null>;
  /** What is kept, without reading. */
  peek(key: string): V | undefined;
  set(key: string, value: V): void;
  forget(key: string): void;
};

/** Remembers the last `limit` keys. What `read` rejects with is passed on and not kept. */
export function createMemo<V>(
  { clock, keptMs, limit }: { clock: Clock; keptMs: number; limit: number },
  read: (key: string) => Promise<V | null>,
): Memo<V> {
  const known = new Map<string, { value: V; until: number }>();
  const reading = new Map<string, Promise<V | null>>();

  const set = (key: string, value: V): void => {
    known.delete(key);
    known.set(key, { value, until: clock.monotonic() + keptMs });
    const [oldest] = known.keys();
    if (known.size > limit && oldest !== undefined) known.delete(oldest);
  };
  const peek = (key: string): V | undefined => {
    const kept = known.get(key);
    return kept !== undefined && kept.until > clock.monotonic() ? kept.value : undefined;
  };

  return {
    peek,
    set,
    forget: (key) => {
      known.delete(key);
      reading.delete(key);
    },
    get: (key) => {
      const kept = peek(key);
      if (kept !== undefined) return Promise.resolve(kept);
      const begun = reading.get(key);
      if (begun !== undefined) return begun;
      const done = (value: V | null): V | null => {
        // What was learned or forgotten meanwhile is newer than what was asked for.
        if (reading.get(key) !== own) return peek(key) ?? value;
        reading.delete(key);
        if (value !== null) set(key, value);
        return value;
      };
      const failed = (error: unknown): never => {
        if (reading.get(key) === own) reading.delete(key);
        throw error;
      };
      const own: Promise<V | null> = read(key).then(done, failed);
      reading.set(key, own);
      return own;
    },
  };
}
