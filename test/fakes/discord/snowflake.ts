const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Returns a source of strictly growing Discord ids that carry the present time, as real ones do. */
export const createSnowflakes = (): (() => string) => {
  const state = { last: 0n };
  return () => {
    const fromTime = (BigInt(Date.now()) - DISCORD_EPOCH_MS) << 22n;
    state.last = fromTime > state.last ? fromTime : state.last + 1n;
    return state.last.toString();
  };
};
