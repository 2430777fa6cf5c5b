/** How services are spoken to, and how patient we are. */
export const JOB_LIMITS = {
  /** For one answer; an upload may take as long as its size needs. */
  timeoutMs: 60_000,
  uploadTimeoutMs: 600_000,
  /** Of one answer, in bytes. */
  answerBytes: 8_000_000,
  /** How often a request is tried that a server turned away or, where asking twice is harmless, did not answer. */
  tries: 3,
  retryWaitMs: 1_000,
  /** A server that wants a longer rest gets it: the job goes on later. */
  longestWaitMs: 20_000,
  /**
   * A request whose answer was lost may still arrive. Before a job is created once more, this has passed since the last
   * attempt, and the service does not list it.
   */
  graceMs: 60_000,
  /** Jobs and files that are looked through for one of ours, pages of a list together. */
  listed: 1_000,
  /** How often a running Docent asks how its jobs stand. */
  everyMs: 60_000,
  /** Matters that are held out: with fewer, no gain could be told from chance, and the money were for nothing. */
  heldOutClusters: 6,
  /** USD, unless somebody says otherwise. */
  budget: 10,
  epochs: 3,
} as const;
