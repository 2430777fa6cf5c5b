import { Command, CommanderError } from 'commander';
import { AppError, messageOf } from '../../core/errors.ts';
import { isDiskFull } from '../../knowledge/ingest/disk-full.ts';
import type { App } from '../assembly/app.ts';
import { dataDirInUse } from '../assembly/data-dir.ts';
import { packageVersion } from '../package-version.ts';
import type { Config } from '../settings/config.ts';
import { createCommandAudit, nameOf } from './command-audit.ts';
import { type Context, exitCode } from './context.ts';
import type { Io } from './io.ts';

type Register = (program: Command, context: Context) => void;

const START = 'start';

/** Each command's module, in the order that --help shows. Only the one that is asked for is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  ingest: async () => (await import('./commands/ingest.ts')).registerIngest,
  search: async () => (await import('./commands/search.ts')).registerSearch,
  ask: async () => (await import('./commands/ask.ts')).registerAsk,
  documents: async () => (await import('./commands/documents.ts')).registerDocuments,
  sources: async () => (await import('./commands/sources.ts')).registerSources,
  eval: async () => (await import('./commands/eval.ts')).registerEval,
  guard: async () => (await import('./commands/guard.ts')).registerGuard,
  users: async () => (await import('./commands/users.ts')).registerUsers,
  tokens: async () => (await import('./commands/tokens.ts')).registerTokens,
  doctor: async () => (await import('./commands/doctor.ts')).registerDoctor,
  cache: async () => (await import('./commands/cache.ts')).registerCache,
  channels: async () => (await import('./commands/channels.ts')).registerChannels,
  synonyms: async () => (await import('./commands/synonyms.ts')).registerSynonyms,
  collections: async () => (await import('./commands/collections.ts')).registerCollections,
  answers: async () => (await import('./commands/answers.ts')).registerAnswers,
  feedback: async () => (await import('./commands/feedback.ts')).registerFeedback,
  tune: async () => (await import('./commands/tune.ts')).registerTune,
  people: async () => (await import('./commands/people.ts')).registerPeople,
  mcp: async () => (await import('./commands/mcp.ts')).registerMcp,
  backup: async () => (await import('./commands/backup.ts')).registerBackup,
  restore: async () => (await import('./commands/restore.ts')).registerRestore,
  export: async () => (await import('./commands/export.ts')).registerExportAll,
  audit: async () => (await import('./commands/audit.ts')).registerAudit,
  config: async () => (await import('./commands/config.ts')).registerConfig,
};

/** The words of every command there is, for tests that must forget none. */
export async function commandNames(): Promise<string[]> {
  const program = new Command();
  program.command(START);
  const never = (): never => {
    throw new Error('nothing is carried out here');
  };
  const io: Io = {
    out: never,
    err: never,
    columns: null,
    cwd: '',
    signal: new AbortController().signal,
    read: never,
  };
  const context = { io, config: {} as Config, app: never, searching: never, takeDataDir: never, exit: never };
  for (const register of await commandsFor([])) register(program, context);
  const leaves = (parent: Command): string[] =>
    parent.commands.flatMap((command) => (command.commands.length > 0 ? leaves(command) : [nameOf(command)]));
  return leaves(program);
}

/**
 * The command that a line begins with, or all of them where it begins otherwise (help, a slip of the pen). `start` is
 * part of the program itself.
 */
async function commandsFor([first = '']: readonly string[]): Promise<Register[]> {
  if (first === START) return [];
  const only = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  return Promise.all((only === undefined ? Object.values(COMMANDS) : [only]).map((load) => load()));
}

/** Runs one command line and returns its exit code. `start` says how the server is started, where that is allowed. */
export async function runCommand(
  argv: string[],
  deps: {
    io: Io;
    config: Config;
    app: () => Promise<App>;
    /** What a search needs; the whole app where it is open anyway. */
    searching?: Context['searching'];
    /** Left out by a running bot, which has it. */
    takeDataDir?: Context['takeDataDir'];
    start: (() => Promise<number>) | null;
  },
): Promise<number> {
  const { io } = deps;
  let code: number = exitCode.done;
  const audit = createCommandAudit(deps.app);
  const context: Context = {
    io,
    config: deps.config,
    app: audit.app,
    searching: deps.searching ?? deps.app,
    takeDataDir: deps.takeDataDir ?? (() => inUse(deps.config.dataDir)),
    exit: (wanted) => {
      code = wanted;
    },
  };
  const program = new Command('docent')
    .description('The knowledge bot a team mentions in Slack or Discord.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      ...(io.columns === null ? {} : { getOutHelpWidth: () => io.columns ?? 80 }),
    })
    .showHelpAfterError('Run the command with --help to see how it is used.')
    .hook('preAction', (_, command) => audit.begin(command))
    .hook('postAction', () => audit.end(code === exitCode.done));
  program
    .command(START)
    .description('run the bot and the console')
    .action(async () => {
      if (deps.start === null)
        throw new AppError('start.running', 'Docent is running already.', 'Stop the running one first.');
      code = await deps.start();
    });
  for (const register of await commandsFor(argv)) register(program, context);
  inheritSettings(program);
  try {
    await program.parseAsync(namesNothing(program, argv) ? withoutHelp(argv) : argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    return report(io, error);
  }
}

function inUse(dataDir: string): never {
  throw dataDirInUse(dataDir);
}

/** Whether a word stands where a command is looked for and is none: help about it would be help about something else. */
function namesNothing(program: Command, argv: readonly string[]): boolean {
  let at = program;
  for (const word of withoutHelp(argv)) {
    if (word.startsWith('-') || at.commands.length === 0) return false;
    const named = at.commands.find((command) => command.name() === word);
    if (named === undefined) return true;
    at = named;
  }
  return false;
}

const HELP: readonly string[] = ['--help', '-h', 'help'];

/** `docent help X` and `docent X --help` alike become `docent X`. */
function withoutHelp(argv: readonly string[]): string[] {
  return argv.filter((word, at) => !(HELP.includes(word) && (word !== 'help' || at === 0)));
}

/** exitOverride and output are per command: children must follow the program. */
function inheritSettings(parent: Command): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    inheritSettings(child);
  }
}

function report(io: Io, error: unknown): number {
  const hint = hintOf(error);
  io.err(`${messageOf(error)}${hint === '' ? '' : `\n${hint}`}\n`);
  if (!(error instanceof AppError)) return exitCode.dependency;
  if (error.code.startsWith('cli.')) return exitCode.usage;
  return error.code.startsWith('documents.') ? exitCode.failed : exitCode.dependency;
}

/** A full disk shows up under many names; what to do is always the same. */
function hintOf(error: unknown): string {
  if (isDiskFull(error))
    return 'The disk is full. Make room and run the command again; what was taken in is kept.';
  return error instanceof AppError ? error.hint : '';
}
