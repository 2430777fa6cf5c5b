/** Where the time of a search goes, and what one search takes of memory: for `program.ts`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadEngine } from '../../knowledge/index/files/index-snapshot.ts';
import { openStoreSource } from '../../knowledge/index/host/passage-source.ts';
import { HANDBOOK_COLLECTION } from '../../knowledge/search/retriever.ts';
import { median, percentile, row } from './table.ts';

const ROUNDS = 3;
const LAUNCHER = path.resolve(import.meta.dirname, '../../bot/docent.js');
/**
 * Run in the measured process: the most it ever had, in kilobytes, as its last words. Not `resourceUsage`: that starts
 * from what the parent had. Linux only; elsewhere what it has at its end.
 */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  // The threads of the program run this, too.
  if (isMainThread) process.on('exit', () => {
    const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
    const most = /VmHWM:\\s+(\\d+)/.exec(status)?.[1];
    process.stderr.write(most ?? String(process.memoryUsage().rss / 1024));
  });`)}`;

/** `whole` = what the retriever took for the same queries, in ms; the data directory is not in use. */
export function searchPartsBench(dataDir: string, queries: string[], whole: number[]): void {
  const dir = path.join(dataDir, 'index');
  const { generation } = JSON.parse(readFileSync(path.join(dir, 'manifest.json'), 'utf8'));
  const source = openStoreSource(path.join(dataDir, 'docent.sqlite'));
  const loaded = loadEngine(dir, generation, source, 'corpus');
  if ('refused' in loaded) throw new Error(loaded.refused);
  const excludeCollections = [HANDBOOK_COLLECTION];
  const run = (text: string): number => {
    const before = performance.now();
    loaded.engine.search({ text, k: 10, excludeCollections });
    return performance.now() - before;
  };
  for (const text of queries.slice(0, 30)) run(text);
  const engine = queries.map(run);
  source.close();
  const rest = percentile(whole, 50) - percentile(engine, 50);
  row(
    'of which the engine alone',
    `p50 ${percentile(engine, 50).toFixed(2)} ms`,
    `p95 ${percentile(engine, 95).toFixed(2)} ms, ${rest.toFixed(2)} ms for the way to the worker and the store`,
  );
  const bare = most(['-e', '0']);
  const search = most([LAUNCHER, 'search', queries[0] ?? 'leave', '--json'], { DOCENT_DATA_DIR: dataDir });
  row(
    '`docent search`, most memory',
    `${(search - bare).toFixed(0)} MB above Node`,
    `${search.toFixed(0)} MB`,
  );
}

/** MB that a program had at most, median of some runs (the first one fills Node's compile cache). */
function most(args: string[], env: Record<string, string> = {}): number {
  const megabytes = Array.from({ length: ROUNDS }, () => {
    const told = spawnSync(process.execPath, ['--import', TELL, ...args], {
      env: { ...process.env, ...env },
    });
    return (Number(String(told.stderr)) * 1024) / 1e6;
  });
  return median(megabytes);
}
