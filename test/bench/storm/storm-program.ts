import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { travel } from '../../journeys/documents.ts';
import type { ProgramLoad } from './storm-plan.ts';

const LAUNCHER = fileURLToPath(new URL('../../../bot/docent.js', import.meta.url));
const WATCH = new URL('watch-load.ts', import.meta.url).href;
const START_MS = 120_000;

const loadSchema = z.object({
  ...{ cpuMs: z.number(), upMs: z.number() },
  ...{ lateP50: z.number(), lateP99: z.number(), lateMost: z.number() },
});

/** The real program in a process of its own, with one document, which may be killed and started again. */
export type StormProgram = {
  start(): Promise<void>;
  kill9(): Promise<void>;
  /** A command beside the running program; what it prints as JSON. */
  json(...args: string[]): Promise<unknown>;
  /** How busy it is, as it wrote down last. */
  load(): Promise<ProgramLoad>;
  log(): string;
  end(): Promise<void>;
};

export async function stormProgram(env: Record<string, string>): Promise<StormProgram> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-storm-'));
  const whole = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    DOCENT_DATA_DIR: path.join(folder, 'data'),
    DOCENT_PORT: '0',
    DOCENT_MEANING: 'off',
    ...env,
  };
  const loadFile = path.join(folder, 'load.json');
  let log = '';
  let child: ChildProcess | null = null;

  async function run(...args: string[]): Promise<string> {
    const one = spawn(process.execPath, [LAUNCHER, ...args], { cwd: folder, env: whole });
    let out = '';
    one.stdout.setEncoding('utf8').on('data', (words: string) => {
      out += words;
    });
    one.stderr.setEncoding('utf8').on('data', (words: string) => {
      log += words;
    });
    const [code] = (await once(one, 'close')) as [number];
    if (code !== 0) throw new Error(`docent ${args.join(' ')} ended with ${code}:\n${log.slice(-2_000)}`);
    return out;
  }

  async function kill9(): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await writeFile(path.join(folder, travel.name), travel.text);
  await run('ingest', travel.name);
  return {
    async start() {
      const watched = { ...whole, DOCENT_STORM_LOAD: loadFile };
      const one = spawn(process.execPath, ['--import', WATCH, LAUNCHER, 'start'], {
        cwd: folder,
        env: watched,
      });
      child = one;
      let own = '';
      for (const stream of [one.stdout, one.stderr])
        stream.setEncoding('utf8').on('data', (words: string) => {
          own += words;
          log += words;
        });
      const until = performance.now() + START_MS;
      while (!/Console: http/.test(own)) {
        if (one.exitCode !== null || performance.now() > until)
          throw new Error(`Docent did not start:\n${own.slice(-2_000)}`);
        await delay(20);
      }
    },
    kill9,
    json: async (...args) => JSON.parse(await run(...args)) as unknown,
    load: async () => loadSchema.parse(JSON.parse(await readFile(loadFile, 'utf8'))),
    log: () => log,
    async end() {
      await kill9();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
