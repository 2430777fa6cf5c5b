/**
 * Docent's index beside other search libraries: same passages, same questions, one run, each system in a process of
 * its own. First how well they find (judged sets), then how fast they are.
 *
 *     npm run bench -- peers [--passages=10000,100000,1000000] [--only=docent,fts5]
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { jsonLine } from '../../bot/cli/json-line.ts';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import { awsCorpus } from './corpora.ts';
import { guidePassages } from './guide-passages.ts';
import { mean, ndcg, readJudgedSet, recall } from './judged-set.ts';
import type { PeerMessage } from './peer-child.ts';
import { INSTALLED, PEERS, type PeerName } from './peer-systems.ts';
import { hasSharedData } from './shared-data.ts';
import { percentile } from './table.ts';

const CHILD = fileURLToPath(new URL('./peer-child.ts', import.meta.url));
const SETS = ['squad2-dev-half', 'cranfield', 'scifact'] as const;
/** Every fourth question of a judged set: enough to tell these systems apart. */
const EVERY = 4;
const QUESTIONS = 200;
const MB_PER_PASSAGE = 1.3e-3;
/** Seconds a system has to index, and then to answer; who needs longer is reported as such. */
const limits = { prepare: 600, index: 240, finish: 900, ask: 60, install: 120 } as const;

type Measured = {
  seconds: number | null;
  /** Of work in the background while the index already answered. */
  finishing: number;
  megabytes: number;
  ranked: number[][];
  times: number[];
  error: string | null;
  /** Seconds that the step had in which it ended. */
  limit: number;
};

/** With `only`, just those systems and their speed: a million passages are not asked of everybody. */
export async function peersBench(sizes: number[] = [10_000, 100_000], only?: string[]): Promise<void> {
  const base = mkdtempSync(path.join(tmpdir(), 'docent-peers-'));
  try {
    const names = install(
      base,
      (Object.keys(PEERS) as PeerName[]).filter((name) => only?.includes(name) ?? true),
    );
    for (const set of only === undefined ? SETS : []) {
      if (hasSharedData(`retrieval/${set}`)) await judged(set, names, base);
      else console.log(`skipped: shared/data/retrieval/${set} is absent`);
    }
    for (const size of sizes) await speed(size, names, base);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Installs the peers into `base`; without a registry those that need it are left out. */
function install(base: string, all: PeerName[]): PeerName[] {
  const packages = all.flatMap((name) => INSTALLED[name] ?? []);
  if (packages.length === 0) return all;
  try {
    execFileSync('npm', ['install', '--prefix', base, '--no-audit', '--no-fund', ...packages], {
      stdio: 'pipe',
      timeout: limits.install * 1000,
    });
    return all;
  } catch {
    const left = all.filter((name) => INSTALLED[name] !== undefined).map((name) => PEERS[name]);
    console.log(`skipped ${left.join(', ')}: npm could not install them (is the registry reachable?)`);
    return all.filter((name) => INSTALLED[name] === undefined);
  }
}

async function judged(name: string, names: PeerName[], base: string): Promise<void> {
  const set = readJudgedSet(name, EVERY);
  const folder = await writeTask(
    base,
    name,
    set.passages,
    set.queries.map(({ text }) => text),
  );
  console.log(`\n${name}: ${set.passages.length} passages, ${set.queries.length} questions`);
  console.log(line('', 'nDCG@10', 'recall@100', 'Docent is'));
  let docent = 0;
  for (const peer of names) {
    const { ranked, error } = await measure(peer, folder, base, 100);
    const answered = set.queries.slice(0, ranked.length);
    if (answered.length < set.queries.length) {
      console.log(line(PEERS[peer], '', '', error ?? `cut off after ${answered.length} questions`));
      continue;
    }
    const gain = mean(answered.map(({ relevant }, at) => ndcg(ranked[at] ?? [], relevant)));
    const found = mean(answered.map(({ relevant }, at) => recall(ranked[at] ?? [], relevant)));
    if (peer === 'docent') docent = gain;
    console.log(
      line(PEERS[peer], gain.toFixed(4), found.toFixed(3), `${(docent / gain).toFixed(2)} x as good`),
    );
  }
}

async function speed(size: number, names: PeerName[], base: string): Promise<void> {
  const corpus = awsCorpus(size * MB_PER_PASSAGE);
  if (corpus === null) return;
  const step = Math.max(1, Math.floor(size / QUESTIONS));
  const questions: string[] = [];
  let count = 0;
  let megabytes = 0;
  async function* counted(folder: string): AsyncGenerator<IndexedPassage> {
    for await (const passage of guidePassages(folder, size)) {
      const { headings, title, text } = passage;
      if (count++ % step === 0) questions.push(`how do I ${(headings.at(-1) ?? title).toLowerCase()}`);
      megabytes += text.length / 1e6;
      yield passage;
    }
  }
  const folder = await writeTask(base, `guides-${size}`, counted(corpus.folder), questions);
  corpus.remove();
  console.log(`\n${count} passages of AWS guides, ${megabytes.toFixed(1)} MB; ten best asked for`);
  console.log(line('', 'index', 'p50 / p95', 'memory', 'Docent is (p50)'));
  let docent = 0;
  for (const peer of names) {
    const found = await measure(peer, folder, base, 10);
    const { seconds, finishing, times, megabytes: memory, error } = found;
    const indexed =
      seconds === null
        ? 'none'
        : `${seconds.toFixed(1)} s${finishing > 0.1 ? ` + ${finishing.toFixed(0)} s` : ''}, ${(megabytes / seconds).toFixed(1)} MB/s`;
    if (seconds === null || times.length === 0) {
      console.log(
        line(
          PEERS[peer],
          indexed,
          '',
          '',
          error ?? `no ${seconds === null ? 'index' : 'answer'} within its time: ${found.limit} s`,
        ),
      );
      continue;
    }
    const p50 = percentile(times, 50);
    if (peer === 'docent') docent = p50;
    const asked = `${p50.toFixed(2)} / ${percentile(times, 95).toFixed(2)} ms`;
    const cut = times.length < questions.length ? `, cut off after ${times.length} questions` : '';
    const ratio = docent === 0 ? cut : `${(p50 / docent).toFixed(2)} x as fast${cut}`;
    console.log(line(PEERS[peer], indexed, asked, `+${memory.toFixed(0)} MB`, ratio));
  }
  rmSync(folder, { recursive: true, force: true });
}

function line(name: string, ...cells: string[]): string {
  return `  ${name.padEnd(38)}${cells.map((cell) => cell.padEnd(24)).join('')}`.trimEnd();
}

/** Runs a peer and ends it when it is over a limit; what it said until then counts. */
async function measure(name: PeerName, folder: string, modules: string, k: number): Promise<Measured> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=8192', CHILD, name, folder, modules, String(k)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const found: Measured = {
    seconds: null,
    finishing: 0,
    megabytes: 0,
    ranked: [],
    times: [],
    error: null,
    limit: limits.prepare,
  };
  // The output may end before the process is known to have.
  const closed = once(child, 'close');
  let limit = setTimeout(() => child.kill('SIGKILL'), limits.prepare * 1000);
  const allow = (seconds: number): void => {
    clearTimeout(limit);
    found.limit = seconds;
    limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  };
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => {
    complaint = (complaint + data.toString()).slice(-2_000);
  });
  for await (const text of createInterface({ input: child.stdout })) {
    const message = JSON.parse(text) as PeerMessage;
    if (message.kind === 'prepared') allow(limits.index);
    else if (message.kind === 'indexed') {
      found.seconds = message.seconds;
      allow(limits.finish);
    } else if (message.kind === 'finished') {
      found.finishing = message.seconds;
      found.megabytes = message.megabytes;
      allow(limits.ask);
    } else {
      found.ranked.push(message.ids);
      found.times.push(message.ms);
    }
  }
  clearTimeout(limit);
  await closed;
  // Ended by a signal that we did not send: out of memory, as a rule.
  const ended = child.exitCode ?? (child.killed ? 0 : child.signalCode);
  if (ended !== 0 && ended !== null)
    found.error = /^(?:\w*Error|FATAL ERROR).*$/m.exec(complaint)?.[0] ?? `failed (${ended})`;
  return found;
}

async function writeTask(
  base: string,
  name: string,
  passages: Iterable<IndexedPassage> | AsyncIterable<IndexedPassage>,
  /** Read after the passages. */
  questions: string[],
): Promise<string> {
  const folder = path.join(base, name);
  mkdirSync(folder);
  for (const [file, rows] of [
    ['passages.jsonl', passages],
    ['questions.jsonl', questions],
  ] as const) {
    const stream = createWriteStream(path.join(folder, file));
    for await (const row of rows as Iterable<unknown> | AsyncIterable<unknown>) {
      if (!stream.write(`${jsonLine(row)}\n`)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
  }
  return folder;
}
