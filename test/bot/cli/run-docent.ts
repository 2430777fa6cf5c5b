import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from '../../../bot/cli/main.ts';
import { parsersFor } from '../../fixtures/shared-parsers.ts';

export const repository = path.resolve(import.meta.dirname, '../../..');
const launcher = path.join(repository, 'bot/docent.js');

export type Run = {
  code: number | null;
  out: string;
  err: string;
  json: () => Record<string, unknown>;
  rows: () => Record<string, unknown>[];
};

/** A temporary folder with a data directory in it; gone when the scope ends. */
export function temporaryFolder(): { folder: string; dataDir: string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'docent-cli-'));
  return {
    folder,
    dataDir: path.join(folder, 'data'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Environment of a program under test: nothing of the developer's own settings leaks in. */
export function cleanEnvironment(
  dataDir: string,
  extra: Record<string, string> = {},
): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([key]) => !/^(DOCENT|SLACK|DISCORD|OPENAI|ANTHROPIC|OLLAMA|VOYAGE)_/.test(key),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    DOCENT_DATA_DIR: dataDir,
    DOCENT_PORT: '0',
    // Reading documents for their meaning takes as long as all the rest: the tests that are about it switch it on.
    DOCENT_MEANING: 'off',
    ...extra,
  };
}

/** Starts `docent` as a shell would. */
export function startDocent(
  args: string[],
  options: { dataDir: string; cwd?: string; env?: Record<string, string>; node?: string },
) {
  return spawn(options.node ?? process.execPath, [launcher, ...args], {
    cwd: options.cwd ?? path.dirname(options.dataDir),
    env: cleanEnvironment(options.dataDir, options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

type Options = { dataDir: string; cwd?: string; env?: Record<string, string>; stdin?: string };

/** Runs `docent` to its end in a process of its own. */
export async function runProcess(args: string[], options: Options & { node?: string }): Promise<Run> {
  const child = startDocent(args, options);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin.end(options.stdin ?? '');
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return runOf(code, out, err);
}

/** Runs `docent` to its end within the process of the test: all of it but the launcher and the terminal. */
export async function runDocent(args: string[], options: Options): Promise<Run> {
  const cwd = options.cwd ?? path.dirname(options.dataDir);
  let out = '';
  let err = '';
  const code = await main(args, {
    io: {
      out: (words) => {
        out += words;
      },
      err: (words) => {
        err += words;
      },
      ...{ columns: null, cwd, signal: new AbortController().signal },
      read: async (file) =>
        file === '-' ? (options.stdin ?? '') : readFile(path.resolve(cwd, file), 'utf8'),
    },
    env: cleanEnvironment(options.dataDir, options.env),
    ...parsersFor(options.env),
  });
  return runOf(code, out, err);
}

function runOf(code: number | null, out: string, err: string): Run {
  const rows = () =>
    out
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, out, err, rows, json: () => rows()[0] ?? {} };
}
