/**
 * How fast the search index is: indexing, training, loading, and searches through its worker, at 10,000 and 100,000
 * passages of real documentation, beside a bare loop over the same postings. Of more than the guides hold, see
 * `guide-passages.ts`.
 *
 *     node test/bench/search-speed.ts [passages…]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEngine } from '../../knowledge/index/files/index-snapshot.ts';
import { createSearchIndex, type SearchIndex } from '../../knowledge/index/host/index-client.ts';
import { createMemorySource } from '../../knowledge/index/host/passage-source.ts';
import { parseQuestion } from '../../knowledge/index/ranking/question.ts';
import type { LexicalIndex } from '../../knowledge/index/words/lexical-index.ts';
import { termAt } from '../../knowledge/index/words/segment.ts';
import { createBenchStore } from './bench-store.ts';
import { awsCorpus } from './corpora.ts';
import { guidePassages } from './guide-passages.ts';
import type { LoadedReport } from './loaded-child.ts';
import { percentile, row } from './table.ts';

const QUESTIONS = 300;
/** More than enough guides for 100,000 passages. */
const MEGABYTES_PER_PASSAGE = 1.3e-3;

type Store = { file: string; passages: number; megabytes: number; questions: string[] };

export async function searchSpeedBench(sizes: number[] = [10_000, 100_000]): Promise<void> {
  const corpus = awsCorpus(Math.max(...sizes) * MEGABYTES_PER_PASSAGE);
  if (corpus === null) return;
  for (const size of sizes) {
    const dir = mkdtempSync(path.join(tmpdir(), 'docent-speed-'));
    try {
      await measure(await fillStore(path.join(dir, 'store.sqlite'), corpus.folder, size), dir);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }
  corpus.remove();
}

async function measure(store: Store, dir: string): Promise<void> {
  const { megabytes, questions } = store;
  row(`${store.passages} passages`, `${megabytes.toFixed(1)} MB`);
  const options = { dir: path.join(dir, 'index'), storePath: store.file };
  const index = createSearchIndex(options);
  const indexing = await seconds(() => index.rebuild({ generation: 1 }));
  row(
    'searchable by words after',
    `${indexing.toFixed(1)} s`,
    `${(megabytes / indexing).toFixed(1)} MB/s, store read included`,
  );
  const words = await latencies(index, questions);
  const training = await seconds(() => index.settled());
  row(
    'embeddings after another',
    `${training.toFixed(1)} s`,
    `${(megabytes / (indexing + training)).toFixed(1)} MB/s in all`,
  );
  const hybrid = await latencies(index, questions);
  await index.save();
  await index.close();

  row('snapshot on the disk', `${(sizeOfFolder(options.dir) / 1e6).toFixed(0)} MB`);
  const loaded = loadElsewhere(options, questions);
  row('start of the worker and load', `${loaded.loadMs.toFixed(0)} ms`);
  row('index in memory', `${loaded.bytes.toFixed(0)} MB`, 'of typed arrays');
  row(
    'a process with the index, loaded/asked',
    `${loaded.rssLoaded.toFixed(0)} / ${loaded.rss.toFixed(0)} MB`,
    'resident, Node included',
  );

  const bare = bareLoop(options.dir, questions);
  const line = (name: string, times: number[]): void => {
    const p50 = percentile(times, 50);
    const ratio = p50 / percentile(bare, 50);
    row(
      name,
      `${p50.toFixed(2)} / ${percentile(times, 95).toFixed(2)} ms`,
      `${ratio.toFixed(0)} x the bare loop`,
    );
  };
  line('bare loop over the postings, p50/p95', bare);
  line('words, 8 passages with sentences', words);
  line('words and vectors', hybrid);
  line('the same in a new process, loaded', loaded.times);
}

/** Loads the snapshot in a process of its own, so that its memory is that of a server after a restart. */
function loadElsewhere(options: { dir: string; storePath: string }, questions: string[]): LoadedReport {
  const child = fileURLToPath(new URL('./loaded-child.ts', import.meta.url));
  const output = execFileSync(process.execPath, [child, options.dir, options.storePath], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
  });
  return JSON.parse(output) as LoadedReport;
}

function sizeOfFolder(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

async function latencies(index: SearchIndex, questions: string[]): Promise<number[]> {
  for (const text of questions.slice(0, 100)) await index.search({ text, k: 8 });
  const times: number[] = [];
  for (const text of questions) times.push((await seconds(() => index.search({ text, k: 8 }))) * 1000);
  return times;
}

/** What any search must do at the least: add up the postings of the question's terms. */
function bareLoop(dir: string, questions: string[]): number[] {
  const loaded = loadEngine(dir, 1, createMemorySource(), 'none');
  if ('refused' in loaded) throw new Error(loaded.refused);
  const { lexical } = loaded.engine;
  const sums = new Float32Array(lexical.size);
  const terms = questions.map((text) => termsOf(lexical, text));
  const run = (ids: number[]): number => {
    const started = performance.now();
    sums.fill(0);
    for (const id of ids) addPostings(lexical, id, sums);
    return performance.now() - started;
  };
  for (const ids of terms) run(ids);
  return terms.map(run);
}

function termsOf(lexical: LexicalIndex, text: string): number[] {
  const { size, frequencyOf, tables } = lexical;
  const { terms } = parseQuestion(text, { terms: tables.terms, size, frequencyOf });
  return terms.map(({ id }) => id).filter((id) => id >= 0);
}

function addPostings(lexical: LexicalIndex, term: number, sums: Float32Array): void {
  let base = 0;
  for (const segment of lexical.segments()) {
    const at = termAt(segment, term);
    const end = at < 0 ? 0 : (segment.starts[at + 1] as number);
    for (let i = at < 0 ? 0 : (segment.starts[at] as number); i < end; i++) {
      const posting = segment.postings[i] as number;
      const place = base + (posting >>> 8);
      sums[place] = (sums[place] as number) + (posting & 0xff);
    }
    base += segment.count;
  }
}

async function fillStore(file: string, folder: string, size: number): Promise<Store> {
  const store = createBenchStore(file);
  const step = Math.max(1, Math.floor(size / QUESTIONS));
  const questions: string[] = [];
  let passages = 0;
  let bytes = 0;
  for await (const passage of guidePassages(folder, size)) {
    const { headings, title, text } = passage;
    if (passages % step === 0) questions.push(`how do I ${(headings.at(-1) ?? title).toLowerCase()}`);
    store.add(passage);
    passages++;
    bytes += text.length;
  }
  store.close();
  return { file, passages, megabytes: bytes / 1e6, questions };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  await searchSpeedBench(sizes.length > 0 ? sizes : undefined);
}
