import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { layKept } from '../fixtures/kept-folder.ts';

const LAUNCHER = fileURLToPath(new URL('../../bot/docent.js', import.meta.url));
const START_MS = 240_000;

/** Docent as an operator runs it: `docent start` in a process of its own. */
export type Program = {
  /** The console's address. */
  url: string;
  /** Makes the first admin; null when one signed in before. */
  signInLink: string | null;
  dataDir: string;
  /** What it wrote to standard output and standard error. */
  log(): string;
  /** The exit code once the process has ended by itself; null while it runs. */
  exitCode(): number | null;
  /** Ends it as a service manager does; the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power failure does. */
  kill9(): Promise<void>;
};

/** A folder that is gone after the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-journey-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts the real program and waits until it greets. Nothing of the surroundings reaches it but `env`; with a
 * `dataDir` of an earlier program it is a restart. A data directory that is not there is laid out as a first start
 * leaves it, unless the test is about that (`isFirst`). It ends with the test, and a test whose program had an
 * unexpected error fails with its log.
 */
export async function startProgram(
  env: Record<string, string> = {},
  options: { dataDir?: string; isFirst?: boolean } = {},
): Promise<Program> {
  const folder = options.dataDir === undefined ? await tempFolder() : path.dirname(options.dataDir);
  const dataDir = options.dataDir ?? path.join(folder, 'data');
  if (!existsSync(dataDir) && options.isFirst !== true) await layManual(dataDir);
  const child = spawn(process.execPath, [LAUNCHER, 'start'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      DOCENT_DATA_DIR: dataDir,
      DOCENT_PORT: '0',
      DOCENT_MEANING: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (words: string) => {
      log += words;
    });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    await end(child, ended, 'SIGKILL');
    if (/a part of Docent failed|a library failed/.test(log)) throw new Error(`an error escaped:\n${log}`);
  });

  const url = await greeting(child, () => log);
  return {
    url,
    signInLink: /^\s+(http\S+\/sign-in\/\S+)$/m.exec(log)?.[1] ?? null,
    dataDir,
    log: () => log,
    exitCode: () => child.exitCode,
    async stop() {
      await end(child, ended, 'SIGTERM');
      return child.exitCode;
    },
    kill9: () => end(child, ended, 'SIGKILL'),
  };
}

/** Makes a data directory in which a first start took the manual in: that alone takes seconds. */
export const layManual = (dataDir: string): Promise<void> =>
  layKept('manual', path.dirname(dataDir), async (folder) => {
    const program = await startProgram(
      {},
      { dataDir: path.join(folder, path.basename(dataDir)), isFirst: true },
    );
    // It greets a moment before it listens for the end: one that answers does.
    await fetch(program.url);
    if ((await program.stop()) !== 0) throw new Error(`the first start did not end well:\n${program.log()}`);
  });

async function greeting(child: ChildProcess, log: () => string): Promise<string> {
  const until = performance.now() + START_MS;
  for (;;) {
    // The greeting ends with how to sign in.
    const url = /Console: (http\S+)\n[\s\S]*(?:\/sign-in\/\S+|users link)\n/.exec(log())?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`Docent did not start (exit code ${child.exitCode}):\n${log()}`);
    await delay(10);
  }
}

async function end(child: ChildProcess, ended: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await ended;
}
