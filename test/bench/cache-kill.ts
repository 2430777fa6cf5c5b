import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const CHILD = path.join(import.meta.dirname, 'cache-kill-child.ts');
/** Longer than most changes take: kills fall before, in and after them. */
const KILL_WITHIN_MS = 120;

export type KillTrials = {
  trials: number;
  /** In the cache before its document changed. */
  warm: number;
  /** Changed for good before the kill; the others were caught in it. */
  changed: number;
  /** Afterwards said something else than what is stored, or what was there before a change that was acknowledged. */
  old: string[];
};

/** Documents change under cached answers, the process is killed meanwhile, and the next one is asked the same. */
export async function killTrials(kills: number, perKill: number, random = Math.random): Promise<KillTrials> {
  const home = mkdtempSync(path.join(tmpdir(), 'docent-bench-kill-'));
  const [dataDir, folder] = [path.join(home, 'data'), path.join(home, 'pages')];
  mkdirSync(folder);
  const result: KillTrials = { trials: 0, warm: 0, changed: 0, old: [] };
  try {
    for (let kill = 0; kill < kills; kill++) {
      const [from, to] = [kill * perKill, (kill + 1) * perKill];
      const changed = new Set<number>();
      const change = start([dataDir, folder, 'change', from, to]);
      for await (const line of linesOf(change)) {
        if (line['warm'] === true) result.warm++;
        if (line['ready'] === true) setTimeout(() => change.kill('SIGKILL'), random() * KILL_WITHIN_MS);
        if (line['changed'] === true) changed.add(Number(line['zone']));
      }
      for await (const { zone, says, stands, by } of linesOf(start([dataDir, folder, 'check', from, to]))) {
        result.trials++;
        const was = changed.has(Number(zone));
        if (was) result.changed++;
        const wanted = was ? (Number(zone) % 2 === 0 ? 'Grace' : null) : stands;
        if (says !== wanted) result.old.push(`zone ${zone}: says ${says}, stored ${stands}, ${by}`);
      }
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return result;
}

function start(args: (string | number)[]): ChildProcess {
  return spawn(process.execPath, [CHILD, ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function* linesOf(child: ChildProcess): AsyncGenerator<Record<string, unknown>> {
  if (child.stdout === null) return;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line of a killed process may be half a line.
    if (line.endsWith('}')) yield JSON.parse(line) as Record<string, unknown>;
  }
}
