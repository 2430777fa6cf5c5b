import { defineConfig } from 'vitest/config';

/** Tests of plain functions and of the store: nothing that they load keeps state, so files share their workers. */
const SHARED = ['test/core/**/*.test.ts', 'test/knowledge/**/*.test.ts', 'test/defensive-ux/**/*.test.ts'];

/** Of those, what ends workers, kills children or counts what is loaded: each in a worker of its own. */
const APART = [
  'test/core/langchain/lazy.test.ts',
  'test/core/evals/kill.test.ts',
  'test/knowledge/index/**/*kill*.test.ts',
  'test/knowledge/index/host/**/*.test.ts',
  'test/knowledge/parsers/pool/parser-pool.test.ts',
];

export default defineConfig({
  test: {
    // Files start real servers, workers and child processes: two at a time suit the two cores.
    maxWorkers: 2,
    // A busy machine starts the program ten times as slowly; nothing here measures time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    setupFiles: ['test/patience.ts'],
    projects: [
      { extends: true, test: { name: 'shared', include: SHARED, exclude: APART, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: SHARED } },
      { extends: true, test: { name: 'alone', include: APART } },
    ],
  },
});
