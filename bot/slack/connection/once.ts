/**
 * Does the work of a key once: a second call while it runs shares its end, one after it is done does nothing,
 * and after a failure it is done again. Remembers the last `limit` keys.
 */
export function createOnce(limit: number): (key: string, work: () => Promise<void>) => Promise<void> {
  const known = new Map<string, Promise<void>>();
  return (key, work) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const own = work().catch((error: unknown) => {
      known.delete(key);
      throw error;
    });
    known.set(key, own);
    const [oldest] = known.keys();
    if (known.size > limit && oldest !== undefined) known.delete(oldest);
    return own;
  };
}
