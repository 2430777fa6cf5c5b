/**
 * Measures Docent on this machine: `npm run bench` for all, `npm run bench -- program` for one part. Single timings
 * are rough on a shared machine; compare ratios of one run.
 */
import { cpus } from 'node:os';
import { addressedTable } from './addressed/addressed.ts';
import { answersBench } from './answers/answers-bench.ts';
import { bleuSpeedTable } from './bleu-speed.ts';
import { cacheBench } from './cache.ts';
import { awsCorpus, handbookCorpus } from './corpora.ts';
import { durabilityBench } from './durability.ts';
import { evidenceTable } from './evidence.ts';
import { ingestBench } from './ingest.ts';
import { pagesBench } from './load/pages-bench.ts';
import { questionsBench } from './load/questions-bench.ts';
import { naturalTable } from './natural.ts';
import { noisyTable } from './noisy.ts';
import { parseFolderBench } from './parse-folder.ts';
import { parsersBench } from './parsers.ts';
import { peersBench } from './peers.ts';
import { programBench } from './program.ts';
import { memoryTable } from './question-memory.ts';
import { qualityTable } from './retrieval-quality.ts';
import { searchSpeedBench } from './search-speed.ts';
import { hasSharedData } from './shared-data.ts';
import { stormBench } from './storm/storm-bench.ts';
import { trustTable } from './trust.ts';
import { tuneTable } from './tune.ts';

/** 102 MB of AWS guides make about 100,000 passages. */
const AWS_MEGABYTES = 102;

/** `--flag value` is read like `--flag=value`. */
const words = process.argv
  .slice(2)
  .join('\n')
  .replace(/^(--(?:set|kind|out|show))\n/gm, '$1=')
  .split('\n');
const listOf = (flag: string) =>
  words
    .find((word) => word.startsWith(flag))
    ?.slice(flag.length)
    .split(',');
const numbers = (flag: string) => listOf(flag)?.map(Number);

const parts: Record<string, () => Promise<void>> = {
  async quality() {
    for (const line of qualityTable()) console.log(line);
  },
  async search() {
    await searchSpeedBench(numbers('--passages='));
  },
  async bleu() {
    for (const line of bleuSpeedTable()) console.log(line);
  },
  async evidence() {
    if (!hasSharedData('retrieval')) console.log('skipped: shared/data/retrieval is absent');
    else for (const line of evidenceTable()) console.log(line);
  },
  async addressed() {
    for (const line of addressedTable(process.argv.includes('--wrong'))) console.log(line);
  },
  async answers() {
    await answersBench({
      sets: listOf('--set='),
      kinds: listOf('--kind='),
      out: listOf('--out=')?.join(','),
      show: numbers('--show=')?.[0],
    });
  },
  async natural() {
    for (const line of await naturalTable()) console.log(line);
  },
  async noisy() {
    for (const line of await noisyTable()) console.log(line);
  },
  async durability() {
    await durabilityBench();
  },
  async peers() {
    await peersBench(numbers('--passages='), listOf('--only='));
  },
  async parsers() {
    await parsersBench();
  },
  async cache() {
    await cacheBench();
  },
  async memory() {
    if (!hasSharedData('retrieval')) console.log('skipped: shared/data/retrieval is absent');
    else for (const line of memoryTable(process.argv.includes('--choose'))) console.log(line);
  },
  async trust() {
    for (const line of await trustTable()) console.log(line);
  },
  async tune() {
    for (const line of await tuneTable()) console.log(line);
  },
  async load() {
    const [rates, soak] = [numbers('--rates='), numbers('--soak=')?.[0]];
    await questionsBench({
      ...(rates === undefined ? {} : { rates }),
      ...(soak === undefined ? {} : { soak }),
    });
    await pagesBench();
  },
  async storm() {
    await stormBench(listOf('--only='), numbers('--mentions=')?.[0]);
  },
  async ingest() {
    const corpus = awsCorpus(numbers('--megabytes=')?.[0] ?? AWS_MEGABYTES);
    if (corpus === null) return;
    await ingestBench(corpus);
    corpus.remove();
  },
  async program() {
    for (const corpus of [handbookCorpus(), awsCorpus(AWS_MEGABYTES)]) {
      if (corpus === null) continue;
      await programBench(corpus);
      corpus.remove();
    }
  },
};

const [first, folder] = process.argv.slice(2);
if (first === 'parse-folder') {
  // The one part that needs to be told what to measure; it is never run with the others.
  if (folder === undefined) console.error('Name the folder: npm run bench -- parse-folder PATH');
  else await parseFolderBench(folder);
  process.exit(folder === undefined ? 2 : 0);
}
const wanted = words.filter((word) => word !== '' && !word.startsWith('--'));
const unknown = wanted.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. Choose from: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`);
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  await run();
}
