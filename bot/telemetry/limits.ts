/** Bounds of what is sent to a collector. */
export const telemetryLimits = {
  /** Spans that wait or are on their way; what comes on top is dropped and counted. An answer has about ten. */
  spans: 4_096,
  /** Spans of one request. */
  batch: 512,
  /** Milliseconds until a request that is not full is sent. */
  delayMs: 5_000,
  /** How long one request, tried again included, may take. */
  timeoutMs: 5_000,
  /** How long stopping waits for what is still to be sent. */
  stopMs: 3_000,
  /** One line of the log at most in so many milliseconds, however much goes wrong. */
  complainEveryMs: 60_000,
};

/** Those of the queue, which tests make smaller. */
export type QueueLimits = Pick<typeof telemetryLimits, 'spans' | 'delayMs' | 'timeoutMs'>;
