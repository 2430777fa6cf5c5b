import { createBatches } from '../../core/evals/batches.ts';
import { systemClock } from '../../core/local/system-clock.ts';
import { systemRandom } from '../../core/local/system-random.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import { scriptedAnswer } from '../fixtures/scripted-ask.ts';
import { openTempStore } from '../fixtures/temp-store.ts';

/**
 * How much memory a large run takes, and how long the reads behind its pages take: `node test/bench/eval-runs.ts [cases]`.
 * Answers are scripted, so that only the run itself is measured.
 */
const cases = Number(process.argv[2] ?? '20000');
const MEGABYTE = 1024 * 1024;

await using temp = await openTempStore();
let payload: Record<string, unknown> = {};
const queue = {
  add: async (_kind: string, given: object) => {
    payload = given as Record<string, unknown>;
    return 'job';
  },
  get: async () => ({ state: 'running' }),
  cancel: async () => undefined,
} as unknown as JobQueue;
const { batches, evalJob } = createBatches({
  ...{ store: temp.store, clock: systemClock, random: systemRandom, jobs: queue },
  about: () => ({ answerer: 'scripted', version: '1', models: ['extractive'] }),
  ask: async (question) => scriptedAnswer(question, 'ans'),
});
const kinds = ['cite a.md', 'cite b.md', 'abstain', 'throw', 'free'];
const text = Array.from({ length: cases }, (_, n) =>
  JSON.stringify({
    question: `${kinds[n % kinds.length]} ${n}`,
    ...(n % kinds.length === 4 ? {} : { expectedSources: [n % kinds.length === 0 ? `${n}` : 'a.md'] }),
  }),
).join('\n');
const { setId } = await batches.importSet({ name: 'Large', format: 'jsonl', text });
const { runId } = await batches.start(setId, {});

let peak = 0;
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);
const began = performance.now();
await evalJob({ payload } as never, {
  signal: new AbortController().signal,
  progress: async () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  },
});
clearInterval(watching);
const seconds = (performance.now() - began) / 1000;
console.log(`${cases} cases in ${seconds.toFixed(1)} s, peak ${Math.round(peak / MEGABYTE)} MB`);

async function timed(name: string, read: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const from = performance.now();
    await read();
    times.push(performance.now() - from);
  }
  console.log(`${name}: ${(times.toSorted((a, b) => a - b)[2] ?? 0).toFixed(1)} ms`);
}

await timed('progress', () => batches.readRun(runId));
await timed('first page', () => batches.listCases(runId, { limit: 50 }));
await timed('last passed', () =>
  batches.listCases(runId, { limit: 50, verdict: 'unjudged', after: `unjudged:${cases - 300}` }),
);
await timed('middle, in order', () =>
  batches.listCases(runId, { limit: 50, order: 'set', after: String(Math.floor(cases / 2)) }),
);
await timed('outline for a comparison', () => batches.showRun(runId, 'outline'));
console.log(`after: ${Math.round(process.memoryUsage().rss / MEGABYTE)} MB`);
