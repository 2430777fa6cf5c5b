/**
 * When a trained version is taken back by itself. Votes are looked at when there are so many of them, and no oftener: each
 * look may be wrong once in a hundred times, so a version that changes nothing is taken back at most once in twenty.
 */
export const WATCH = {
  /** Votes on answers since the version serves. After the last look it is trusted. */
  looks: [20, 40, 80, 160, 320],
  /** One-sided p of Fisher's exact test, at each look. */
  chance: 0.01,
  /** The share of votes against must have grown by this much, too. */
  growth: 0.1,
  /** Votes on answers before it that are needed to compare with, and the most that are taken: the newest. */
  before: [20, 320],
  /** Older ones are of another time. */
  beforeDays: 180,
  /** Votes of one person that count on each side. Nobody decides alone: without any one person it must hold, too. */
  perPerson: 10,
} as const;
