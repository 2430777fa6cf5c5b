/** Numbers in [0, 1) without pattern, the same for the same seed on every run: for training, never for secrets. */
export function createNoise(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
