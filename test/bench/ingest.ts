/**
 * `docent ingest` as people run it, in a process of its own: time, processor time and memory, parsers told apart. What
 * the encoder reads afterwards is not in it. On a machine that does other work, compare processor seconds.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Corpus } from './corpora.ts';
import { row } from './table.ts';

const PROGRAM = path.join(import.meta.dirname, '../../bot/docent.js');
const LOOK_MS = 200;
/** Kernel ticks a second, by which /proc counts processor time. */
const TICKS = 100;

type Look = { cpu: number; megabytes: number };

/** Measures one corpus and prints its lines. */
export async function ingestBench(corpus: Corpus): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'docent-bench-ingest-'));
  const started = performance.now();
  const program = spawn(process.execPath, [PROGRAM, 'ingest', corpus.folder], {
    env: { ...process.env, DOCENT_DATA_DIR: dataDir, DOCENT_LOG_LEVEL: 'silent', DOCENT_MEANING: 'off' },
    stdio: 'ignore',
  });
  const cpu = new Map<number, number>();
  const most = { own: 0, all: 0 };
  const timer = setInterval(() => {
    const looks = [program.pid ?? 0, ...childrenOf(program.pid ?? 0)].map(
      (pid) => [pid, lookAt(pid)] as const,
    );
    for (const [pid, look] of looks) cpu.set(pid, Math.max(look.cpu, cpu.get(pid) ?? 0));
    most.own = Math.max(most.own, looks[0]?.[1].megabytes ?? 0);
    most.all = Math.max(
      most.all,
      looks.reduce((sum, [, { megabytes }]) => sum + megabytes, 0),
    );
  }, LOOK_MS);
  const code = await new Promise((resolve) => program.on('exit', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  rmSync(dataDir, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the ingest ended with ${String(code)}`);

  const own = cpu.get(program.pid ?? 0) ?? 0;
  const all = [...cpu.values()].reduce((sum, one) => sum + one, 0);
  console.log(`\n${corpus.name}`);
  row(
    'ingest, vectors included',
    `${(corpus.megabytes / seconds).toFixed(2)} MB/s`,
    `${seconds.toFixed(0)} s`,
  );
  if (all === 0) return row('processor time and memory', 'unknown', 'only Linux tells');
  row(
    'processor time',
    `${all.toFixed(0)} s`,
    `${(corpus.megabytes / all).toFixed(2)} MB a second of it; parsers ${(all - own).toFixed(0)} s`,
  );
  row(
    'most memory of the process',
    `${most.own.toFixed(0)} MB`,
    `with its parsers ${most.all.toFixed(0)} MB`,
  );
}

/** Processor seconds so far and resident memory of a process; zeros where nothing tells. */
function lookAt(pid: number): Look {
  const stat = read(`/proc/${pid}/stat`);
  // The second field, the name, may hold anything but ends with the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return {
    cpu: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS,
    megabytes: Number(resident ?? 0) / 1024,
  };
}

function childrenOf(pid: number): number[] {
  return tasksOf(pid).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  );
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Processes come and go between two looks. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
