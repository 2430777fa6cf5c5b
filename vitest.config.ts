import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './test/patience-ms.ts';

// Threads and programs that tests start find their code compiled, as those of an installed Docent do.
process.env['NODE_COMPILE_CACHE'] = fileURLToPath(new URL('node_modules/.cache/tests', import.meta.url));

/** What ends workers, kills children, counts what is loaded or drives a browser: each in a worker of its own. */
const APART = [
  'test/core/langchain/lazy.test.ts',
  'test/core/evals/kill.test.ts',
  'test/knowledge/index/**/*kill*.test.ts',
  'test/knowledge/index/host/**/*.test.ts',
  'test/knowledge/parsers/pool/parser-pool.test.ts',
];

/** What mostly waits, for programs that it started and for fakes that take their time: more of it side by side. */
const WAITING = [
  'test/journeys/**/*.test.ts',
  'test/bot/*/fair.test.ts',
  'test/core/langchain/{chat-model,embeddings}.test.ts',
];

export default defineConfig({
  test: {
    // Files start real servers, workers and child processes: two at a time suit the two cores.
    maxWorkers: 2,
    // A busy machine starts the program ten times as slowly; nothing here measures time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: PATIENCE_MS } },
    reporters: ['default'],
    globalSetup: ['test/temporary.ts'],
    setupFiles: ['test/patience.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...APART, ...WAITING],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...{ name: 'waiting', include: WAITING, isolate: false },
          ...{ maxWorkers: 4, sequence: { groupOrder: 1 } },
        },
      },
      { extends: true, test: { name: 'alone', include: APART } },
    ],
  },
});
