/**
 * The whole program on real files: ingest to searchable, start, search through the retriever, answers without a
 * model, memory. Run by `npm run bench`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { App } from '../../bot/assembly/app.ts';
import { assemble } from '../../bot/assembly/assemble.ts';
import { createLog } from '../../bot/log.ts';
import { loadConfig } from '../../bot/settings/config.ts';
import type { Corpus } from './corpora.ts';
import { searchPartsBench } from './search-parts.ts';
import { median, percentile, row } from './table.ts';

const ROUNDS = 3;
const QUERIES = 300;

/** Measures one corpus and prints its lines. */
export async function programBench(corpus: Corpus): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-bench-data-'));
  const open = () =>
    assemble(
      loadConfig({ DOCENT_DATA_DIR: dataDir, DOCENT_LOG_LEVEL: 'silent' }, dataDir),
      createLog('silent'),
    );
  let app = await open();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const report = await app.library.ingest([corpus.folder], {
    collection: 'default',
    by: 'bench',
    cwd: dataDir,
  });
  delay.disable();
  console.log(`\n${corpus.name}: ${report.documents} documents, ${report.passages} passages`);
  row(
    'ingest to searchable',
    `${(corpus.megabytes / report.seconds).toFixed(1)} MB/s`,
    `${report.seconds.toFixed(1)} s`,
  );
  row(
    'most memory that it had',
    `${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`,
    'this process, threads included; parsers not',
  );
  row(
    'event loop delay while it ran',
    `p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
    `max ${(delay.max / 1e6).toFixed(0)} ms`,
  );
  await app.stop();

  const starts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    app = await open();
    starts.push(performance.now() - started);
    if (round < ROUNDS - 1) await app.stop();
  }
  row('start: store opened to index ready', `${median(starts).toFixed(0)} ms`, `median of ${ROUNDS}`);
  const { queries, search } = await timeQueries(app);
  row(
    'resident memory',
    `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    'this process, worker included',
  );
  await app.stop();
  searchPartsBench(dataDir, queries, search);
  rmSync(dataDir, { recursive: true, force: true });
}

async function timeQueries(app: App): Promise<{ queries: string[]; search: number[] }> {
  const queries = await someQueries(app);
  const time = async (run: (text: string) => Promise<unknown>) => {
    for (const query of queries.slice(0, 30)) await run(query);
    const took: number[] = [];
    for (const query of queries) {
      const before = performance.now();
      await run(query);
      took.push(performance.now() - before);
    }
    return took;
  };
  const search = await time((text) => app.retriever.search({ text, k: 10 }));
  row(
    'search, through worker and store',
    `p50 ${percentile(search, 50).toFixed(2)} ms`,
    `p95 ${percentile(search, 95).toFixed(2)} ms`,
  );
  const hits = await time((text) => app.retriever.search({ text, k: 10, hitsOnly: true }));
  row(
    'the same as `docent search` asks it',
    `p50 ${percentile(hits, 50).toFixed(2)} ms`,
    `p95 ${percentile(hits, 95).toFixed(2)} ms, without sentences and evidence`,
  );
  const ask = await time((text) =>
    app.ask({ text, thread: [], origin: 'bench', asker: null, noCache: true }),
  );
  row(
    'answer without a model',
    `p50 ${percentile(ask, 50).toFixed(2)} ms`,
    `p95 ${percentile(ask, 95).toFixed(2)} ms`,
  );
  return { queries, search };
}

/** Questions made of the corpus itself: headings as people would ask for them. */
async function someQueries(app: App): Promise<string[]> {
  const rows = await app.store
    .selectFrom('passages')
    .select('headings')
    .where('current', '=', 1)
    .orderBy('id')
    .execute();
  const headings = rows
    .flatMap((passage) => (JSON.parse(passage.headings) as string[]).slice(-1))
    .filter((heading) => heading.split(' ').length > 1);
  const every = Math.max(1, Math.floor(headings.length / QUERIES));
  return headings
    .filter((_heading, index) => index % every === 0)
    .slice(0, QUERIES)
    .map((heading) => `How does ${heading} work?`);
}
