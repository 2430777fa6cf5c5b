/**
 * How long a test waits for what must come, in ms. It comes within milliseconds on a quiet machine; on a busy one a
 * program may take a minute. Only a test that is about waiting in vain gives a shorter time.
 */
export const PATIENCE_MS = 120_000;
