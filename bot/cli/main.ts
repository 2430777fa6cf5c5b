import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, messageOf } from '../../core/errors.ts';
import { type DataLock, takeDataLock } from '../../core/store/data-lock.ts';
import type { ParserPool } from '../../knowledge/parsers/pool/parser-pool.ts';
import type { App, Searching } from '../assembly/app.ts';
import { dataDirInUse, lockFile, makeDataDir } from '../assembly/data-dir.ts';
import { type Config, loadConfig } from '../settings/config.ts';
import { exitCode } from './context.ts';
import { type Io, processIo } from './io.ts';
import { runCommand } from './program.ts';
import { forwardCommand } from './socket.ts';
import { keepYoungHeapSmall } from './young-heap.ts';

/** How long a command waits for another one that has the store open. */
const LOCK_WAIT_MS = 60_000;
const LOCK_POLL_MS = 100;

/** The exit code after Ctrl-C. */
const INTERRUPTED = 130;

/** Words that ask about the program and need no store. */
const ABOUT: readonly string[] = ['--help', '-h', '--version', '-V'];

/** Commands that take the data directory for themselves: a running Docent cannot carry them out. */
const ALONE: readonly (string | undefined)[] = ['start', 'restore'];

/** Whose command line it is: this process's, or that of a test which carries it out within its own. */
export type Shell = {
  io: Io;
  env: Record<string, string | undefined> | undefined;
  /** Left out, each command starts its own. */
  parsers?: ParserPool;
};

/** The terminal of this process, and its environment. */
function processShell(): Shell {
  // What Docent writes is for its owner's eyes.
  process.umask(0o077);
  return { io: processIo(), env: undefined };
}

/** One command line from the shell, to its exit code. */
export async function main(argv: string[], shell: Shell = processShell()): Promise<number> {
  const { io, env } = shell;
  let config: Config;
  try {
    config = loadConfig(env, io.cwd);
  } catch (error) {
    // The one command that shows which setting is wrong.
    if (argv[0] === 'config' && error instanceof AppError && error.code === 'config.invalid')
      return runCommand(argv, withoutApp(io, loadConfig(env, io.cwd, false), error));
    io.err(`${messageOf(error)}\n${error instanceof AppError ? error.hint : ''}\n`);
    return exitCode.usage;
  }
  const help = argv.length === 0 || argv[0] === 'help' || argv.some((word) => ABOUT.includes(word));
  if (!help && !ALONE.includes(argv[0])) {
    const forwarded = await forwardOrWait(config.dataDir, argv, io);
    if (forwarded !== null) return forwarded;
  }
  if (argv[0] === 'ingest') keepYoungHeapSmall();
  let lock: DataLock | undefined;
  let opened: App | undefined;
  const app = async () => {
    lock ??= await waitForLock(config.dataDir);
    opened ??= await openApp(config, shell);
    return opened;
  };
  let light: (Searching & { stop(): Promise<void> }) | undefined;
  const searching = async ({ many }: { many: boolean }) => {
    if (opened !== undefined) return opened;
    lock ??= await waitForLock(config.dataDir);
    light ??= await openSearching(config, io, !many);
    return light;
  };
  const takeDataDir = () => {
    makeDataDir(config.dataDir);
    const taken = takeDataLock(lockFile(config.dataDir));
    if (taken === null) throw dataDirInUse(config.dataDir);
    return taken;
  };
  let served = false;
  const start = async () => {
    served = true;
    const { serve } = await import('../assembly/serve.ts');
    return serve(config, io);
  };
  const code = await runCommand(argv.length === 0 ? ['--help'] : argv, {
    io,
    config,
    app,
    searching,
    takeDataDir,
    start,
  });
  await light?.stop();
  await opened?.stop();
  lock?.release();
  const exit = io.signal.aborted ? INTERRUPTED : code;
  // All is stored and closed by now; a request that a platform's library still waits for must not hold up the end.
  if (served) process.exit(exit);
  return exit;
}

/** For settings with which nothing can be opened. */
function withoutApp(io: Io, config: Config, why: unknown) {
  return { io, config, app: () => Promise.reject(why), start: null };
}

async function openApp(config: Config, { io, parsers }: Shell): Promise<App> {
  const { assemble } = await import('../assembly/assemble.ts');
  const { createLog } = await import('../log.ts');
  return assemble(
    config,
    createLog(logLevel(config), { write: io.err }),
    parsers === undefined ? {} : { parsers },
  );
}

/** Without the rest of the program around it, and without a thread for the index: half the memory. */
async function openSearching(
  config: Config,
  io: Io,
  lean: boolean,
): Promise<Searching & { stop(): Promise<void> }> {
  const { assembleSearch } = await import('../assembly/assemble-search.ts');
  const write = (level: 'info' | 'warn' | 'error') => (fields: object, message: string) =>
    void import('../log.ts').then(({ createLog }) =>
      createLog(logLevel(config), { write: io.err })[level](fields, message),
    );
  return assembleSearch(config, { info: write('info'), warn: write('warn'), error: write('error') }, lean);
}

function logLevel(config: Config): string {
  return config.source('DOCENT_LOG_LEVEL') === 'default' ? 'error' : config.get('DOCENT_LOG_LEVEL');
}

/**
 * Has a running Docent carry the command out. One that holds the lock but does not listen yet is starting, or is
 * another command: that is waited for. Null when nobody has the store open.
 */
async function forwardOrWait(dataDir: string, argv: string[], io: Io): Promise<number | null> {
  for (let waited = 0; waited < LOCK_WAIT_MS && !io.signal.aborted; waited += LOCK_POLL_MS) {
    const forwarded = await forwardCommand(dataDir, argv, io);
    if (forwarded !== null) return forwarded;
    if (!existsSync(lockFile(dataDir))) return null;
    const lock = takeDataLock(lockFile(dataDir));
    lock?.release();
    if (lock !== null) return null;
    await delay(LOCK_POLL_MS);
  }
  return null;
}

async function waitForLock(dataDir: string): Promise<DataLock> {
  makeDataDir(dataDir);
  for (let waited = 0; waited < LOCK_WAIT_MS; waited += LOCK_POLL_MS) {
    const lock = takeDataLock(lockFile(dataDir));
    if (lock !== null) return lock;
    await delay(LOCK_POLL_MS);
  }
  throw new AppError(
    'store.locked',
    'Another Docent has this data directory open and does not answer.',
    `Wait for it to finish, stop it, or use another DOCENT_DATA_DIR than ${dataDir}.`,
  );
}
