import { fnv1a32 } from '../../../core/text/hashes.ts';

/**
 * A table of distinct strings, numbered from 0 in order of arrival, kept in typed arrays only: a `Map` of
 * 300,000 terms costs tens of megabytes of heap and a tenth of a second to fill; this loads by taking views.
 */
export type StringTable = {
  readonly size: number;
  /** The number of `text.slice(start, end)`, or -1. `hash` is `fnv1a32` of the same characters. */
  find(text: string, start: number, end: number, hash: number): number;
  /** As `find`, adding it when it is not there. */
  add(text: string, start: number, end: number, hash: number): number;
  idOf(text: string): number;
  idOrAdd(text: string): number;
  get(id: number): string;
  /** Sections for a packed file; views, valid until the next `add`. */
  sections(): StringTableSections;
};

export type StringTableSections = {
  pool: Uint16Array;
  ends: Uint32Array;
  hashes: Uint32Array;
  slots: Int32Array;
};

/** An empty table, or one over sections that `sections()` gave (not copied until the first `add`). */
export function createStringTable(saved?: StringTableSections): StringTable {
  let pool = saved?.pool ?? new Uint16Array(1 << 12);
  let ends = saved?.ends ?? new Uint32Array(1 << 9);
  let hashes = saved?.hashes ?? new Uint32Array(1 << 9);
  let slots = saved?.slots ?? new Int32Array(1 << 10).fill(-1);
  let size = saved ? saved.ends.length : 0;
  let used = saved ? saved.pool.length : 0;

  const slotOf = (text: string, start: number, end: number, hash: number): number => {
    const mask = slots.length - 1;
    // The low bits of FNV alone cluster; folding the high half in spreads them.
    let slot = (hash ^ (hash >>> 15)) & mask;
    const length = end - start;
    while (true) {
      const id = slots[slot] as number;
      if (id < 0) return slot;
      if ((hashes[id] as number) === hash) {
        const from = id === 0 ? 0 : (ends[id - 1] as number);
        if ((ends[id] as number) - from === length) {
          let i = 0;
          while (i < length && pool[from + i] === text.charCodeAt(start + i)) i++;
          if (i === length) return slot;
        }
      }
      slot = (slot + 1) & mask;
    }
  };

  const growSlots = (): void => {
    const next = new Int32Array(slots.length * 2).fill(-1);
    const mask = next.length - 1;
    for (let id = 0; id < size; id++) {
      const hash = hashes[id] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while ((next[slot] as number) >= 0) slot = (slot + 1) & mask;
      next[slot] = id;
    }
    slots = next;
  };

  const table: StringTable = {
    get size() {
      return size;
    },
    find: (text, start, end, hash) => slots[slotOf(text, start, end, hash)] as number,
    add(text, start, end, hash) {
      const slot = slotOf(text, start, end, hash);
      const known = slots[slot] as number;
      if (known >= 0) return known;
      const length = end - start;
      if (used + length > pool.length) pool = grown(pool, Uint16Array, used + length);
      if (size >= ends.length) {
        ends = grown(ends, Uint32Array, size + 1);
        hashes = grown(hashes, Uint32Array, size + 1);
      }
      for (let i = 0; i < length; i++) pool[used + i] = text.charCodeAt(start + i);
      used += length;
      ends[size] = used;
      hashes[size] = hash;
      slots[slot] = size;
      size++;
      // Three quarters full is where probes start to get long.
      if (size * 4 > slots.length * 3) growSlots();
      return size - 1;
    },
    idOf: (text) => table.find(text, 0, text.length, fnv1a32(text)),
    idOrAdd: (text) => table.add(text, 0, text.length, fnv1a32(text)),
    get(id) {
      const from = id === 0 ? 0 : (ends[id - 1] as number);
      return String.fromCharCode(...pool.subarray(from, ends[id]));
    },
    sections: () => ({
      pool: pool.subarray(0, used),
      ends: ends.subarray(0, size),
      hashes: hashes.subarray(0, size),
      slots,
    }),
  };
  return table;
}

type Numbers = Uint16Array | Uint32Array;

function grown<T extends Numbers>(array: T, make: new (length: number) => T, needed: number): T {
  const next = new make(Math.max(needed, array.length * 2));
  next.set(array);
  return next;
}
