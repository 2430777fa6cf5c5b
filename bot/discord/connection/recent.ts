/** A map that forgets the oldest entry beyond `limit`. */
export type Recent<V> = {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  entries(): [string, V][];
};

export function createRecent<V>(limit: number): Recent<V> {
  const map = new Map<string, V>();
  return {
    get: (key) => map.get(key),
    set: (key, value) => {
      map.delete(key);
      map.set(key, value);
      const [oldest] = map.keys();
      if (map.size > limit && oldest !== undefined) map.delete(oldest);
    },
    delete: (key) => void map.delete(key),
    entries: () => [...map],
  };
}
