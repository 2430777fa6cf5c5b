/** A new process that loads a snapshot and searches it: `node loaded-child.ts DIR STORE < questions.json`. */
import { readFileSync } from 'node:fs';
import { createSearchIndex } from '../../knowledge/index/host/index-client.ts';

/** The child's output, as JSON; sizes in MB. */
export type LoadedReport = {
  loadMs: number;
  bytes: number;
  rssLoaded: number;
  rss: number;
  times: number[];
};

/** Questions asked before any is timed. */
const WARM_UP = 100;

const [dir = '.', storePath = ''] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(0, 'utf8')) as string[];
const started = performance.now();
const index = createSearchIndex({ dir, storePath });
const loaded = await index.load(1);
if (loaded.kind !== 'loaded') throw new Error(loaded.reason);
const loadMs = performance.now() - started;
const rssLoaded = process.memoryUsage().rss / 1e6;
for (const text of questions.slice(0, WARM_UP)) await index.search({ text, k: 8 });
const times: number[] = [];
for (const text of questions) {
  const asked = performance.now();
  await index.search({ text, k: 8 });
  times.push(performance.now() - asked);
}
const rss = process.memoryUsage().rss / 1e6;
const { bytes } = await index.stats();
const report: LoadedReport = { loadMs, bytes: bytes / 1e6, rssLoaded, rss, times };
console.log(JSON.stringify(report));
await index.close();
