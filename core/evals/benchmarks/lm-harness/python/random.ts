const SIZE = 624;
const SHIFT = 397;

/** Python's `Random(seed).sample`: the Mersenne Twister (Matsumoto and Nishimura 1998), so that shots are the same. */
export function pythonSampler(seed: number): <Item>(pool: readonly Item[], count: number) => Item[] {
  const next = mersenneTwister(seed);
  /** A whole number under `limit`, 32 bits at most. */
  const below = (limit: number): number => {
    const bits = 32 - Math.clz32(limit);
    for (;;) {
      const drawn = next() >>> (32 - bits);
      if (drawn < limit) return drawn;
    }
  };
  return <Item>(pool: readonly Item[], count: number): Item[] => {
    // Python copies the pool where that is smaller than a set of what was drawn.
    const setSize = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
    if (pool.length <= setSize) {
      const rest = [...pool];
      return Array.from({ length: count }, (_, at) => {
        const place = below(pool.length - at);
        const item = rest[place] as Item;
        rest[place] = rest[pool.length - at - 1] as Item;
        return item;
      });
    }
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(below(pool.length));
    return [...drawn].map((place) => pool[place] as Item);
  };
}

function mersenneTwister(seed: number): () => number {
  const state = seeded(seed);
  let at = SIZE;
  return () => {
    if (at === SIZE) {
      for (let place = 0; place < SIZE; place += 1) {
        const joined = ((state[place] ?? 0) & 0x80000000) | ((state[(place + 1) % SIZE] ?? 0) & 0x7fffffff);
        const twisted = (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
        state[place] = (state[(place + SHIFT) % SIZE] ?? 0) ^ twisted;
      }
      at = 0;
    }
    let drawn = state[at++] ?? 0;
    drawn ^= drawn >>> 11;
    drawn ^= (drawn << 7) & 0x9d2c5680;
    drawn ^= (drawn << 15) & 0xefc60000;
    return (drawn ^ (drawn >>> 18)) >>> 0;
  };
}

/** The generator's `init_by_array` with one word, as Python seeds it with a number. */
function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(SIZE);
  state[0] = 19650218;
  for (let at = 1; at < SIZE; at += 1) state[at] = Math.imul(1812433253, mixed(state, at)) + at;
  let at = 1;
  const forward = () => {
    at += 1;
    if (at < SIZE) return;
    state[0] = state[SIZE - 1] ?? 0;
    at = 1;
  };
  for (let times = 0; times < SIZE; times += 1) {
    state[at] = ((state[at] ?? 0) ^ Math.imul(mixed(state, at), 1664525)) + (seed >>> 0);
    forward();
  }
  for (let times = 1; times < SIZE; times += 1) {
    state[at] = ((state[at] ?? 0) ^ Math.imul(mixed(state, at), 1566083941)) - at;
    forward();
  }
  state[0] = 0x80000000;
  return state;
}

function mixed(state: Uint32Array, at: number): number {
  const before = state[at - 1] ?? 0;
  return before ^ (before >>> 30);
}
