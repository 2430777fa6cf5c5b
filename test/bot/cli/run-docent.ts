import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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

/** Runs `docent` to its end. */
export async function runDocent(
  args: string[],
  options: { dataDir: string; cwd?: string; env?: Record<string, string>; stdin?: string; node?: string },
): Promise<Run> {
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
  const rows = () =>
    out
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, out, err, rows, json: () => rows()[0] ?? {} };
}
