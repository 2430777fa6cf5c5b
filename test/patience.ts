import { vi } from 'vitest';

/** What is waited for comes within milliseconds on a quiet machine, and within seconds on a busy one. */
const PATIENCE_MS = 20_000;

const { waitFor } = vi;
vi.waitFor = (callback, options = {}) =>
  waitFor(callback, {
    timeout: PATIENCE_MS,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });
