/** Randomness. Secrets and ids in production, reproducible in tests. */
export type Random = {
  /** A new id: `prefix_` and 20 characters of a time-ordered, collision-free alphabet (a-z, 0-9). */
  id(prefix: string): string;
  /** URL-safe secret of `bytes` random bytes. */
  secret(bytes: number): string;
  /** A float in [0, 1), for jitter and sampling; never for secrets. */
  float(): number;
};
