import { Command, CommanderError } from 'commander';
import { AppError, messageOf } from '../../core/errors.ts';
import { isDiskFull } from '../../knowledge/disk-full.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { registerAnswers } from './commands/answers.ts';
import { registerAsk } from './commands/ask.ts';
import { registerCache } from './commands/cache.ts';
import { registerChannels } from './commands/channels.ts';
import { registerConfig } from './commands/config.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerDocuments } from './commands/documents.ts';
import { registerEval } from './commands/eval.ts';
import { registerGuard } from './commands/guard.ts';
import { registerIngest } from './commands/ingest.ts';
import { registerPeople } from './commands/people.ts';
import { registerSearch } from './commands/search.ts';
import { registerSources } from './commands/sources.ts';
import { registerUsers } from './commands/users.ts';
import { type Context, exitCode } from './context.ts';
import type { Io } from './io.ts';

const REGISTER = [
  registerIngest,
  registerSearch,
  registerAsk,
  registerDocuments,
  registerSources,
  registerEval,
  registerGuard,
  registerUsers,
  registerDoctor,
  registerCache,
  registerChannels,
  registerAnswers,
  registerPeople,
  registerConfig,
];

/** Runs one command line and returns its exit code. `start` says how the server is started, where that is allowed. */
export async function runCommand(
  argv: string[],
  deps: { io: Io; config: Config; app: () => Promise<App>; start: (() => Promise<number>) | null },
): Promise<number> {
  const { io } = deps;
  let code: number = exitCode.done;
  const context: Context = {
    io,
    config: deps.config,
    app: deps.app,
    exit: (wanted) => {
      code = wanted;
    },
  };
  const program = new Command('docent')
    .description('The knowledge bot a team mentions in Slack or Discord.')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      ...(io.columns === null ? {} : { getOutHelpWidth: () => io.columns ?? 80 }),
    })
    .showHelpAfterError('Run the command with --help to see how it is used.');
  program
    .command('start')
    .description('run the bot and the console')
    .action(async () => {
      if (deps.start === null)
        throw new AppError('start.running', 'Docent is running already.', 'Stop the running one first.');
      code = await deps.start();
    });
  for (const register of REGISTER) register(program, context);
  inheritSettings(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    return report(io, error);
  }
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
