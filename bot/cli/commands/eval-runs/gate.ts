import { access, constants, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Gate, GateCase } from '../../../../core/evals/gates/gate.ts';
import { gateOfRuns } from '../../../../core/evals/gates/gate-of-runs.ts';
import { answerInWords, gateReport } from '../../../../core/evals/gates/gate-report.ts';
import { type Context, exitCode, printJson, usageError } from '../../context.ts';
import { plural, whyUnreadable } from '../../words.ts';
import { finishedRun } from './finished-run.ts';

type Options = { baseline?: string; report?: string; json?: boolean };

/** `docent eval gate`: exit 1 where a run is worse than its baseline. */
export function registerGate(evals: Command, context: Context): void {
  evals
    .command('gate')
    .description('fail where a case passed before and does not now')
    .argument('[run]', 'run id')
    .option('--baseline <run>', 'run id of what it is held against')
    .option('--report <file>', 'write the finding as Markdown, too')
    .option('--json', 'print one JSON object')
    .action(async (run: string | undefined, options: Options) => {
      if (run === undefined || options.baseline === undefined)
        throw usageError('A gate needs a run and its --baseline.');
      await checkReport(context, options);
      const app = await context.app();
      const [now, before] = [await finishedRun(app, run), await finishedRun(app, options.baseline)];
      const gate = gateOfRuns(now.cases, before.cases);
      if (gate === null)
        throw usageError(
          `Runs "${run}" and "${options.baseline}" have no case in common.`,
          'Runs are compared case by case: run the same set twice.',
        );
      const { unmatched } = gate;
      const left = unmatched.run.length + unmatched.baseline.length;
      const notes = left === 0 ? [] : [`${plural(left, 'case')} in one of the runs only.`];
      await finish(context, gate, notes, options);
    });
}

/** Prints a gate's finding, writes its report and sets the exit code. */
async function finish(context: Context, gate: Gate, notes: string[], options: Options): Promise<void> {
  const { io } = context;
  if (options.report !== undefined)
    await writeFile(path.resolve(io.cwd, options.report), gateReport(gate, notes)).catch((error: unknown) => {
      throw cannotWrite(options.report ?? '', error);
    });
  if (options.json) printJson(io, gate);
  else io.out(inWords(gate, notes));
  if (gate.verdict === 'fail') context.exit(exitCode.failed);
}

/** Before any work: a gate that cannot leave its report would be run twice. */
async function checkReport({ io }: Context, { report }: Options): Promise<void> {
  if (report === undefined) return;
  const file = path.resolve(io.cwd, report);
  const known = await stat(file).catch(() => undefined);
  if (known?.isDirectory()) throw usageError(`The report ${report} cannot be written: it is a folder.`);
  await access(known === undefined ? path.dirname(file) : file, constants.W_OK).catch((error: unknown) => {
    throw cannotWrite(report, error);
  });
}

function cannotWrite(report: string, error: unknown) {
  return usageError(
    `The report ${report} cannot be written: ${whyUnreadable(error)}.`,
    'Name a file in a folder that you may write to.',
  );
}

function inWords({ verdict, regressed, fixed, notMeasured, checked }: Gate, notes: string[]): string {
  const cases = (word: string, all: readonly GateCase[]): string[] =>
    all.flatMap(({ question, before, after }) => [
      `${word}  ${question}`,
      `  before: ${answerInWords(before)}`,
      `  now:    ${answerInWords(after)}`,
    ]);
  return `${[
    `${verdict}: ${plural(checked, 'question')} checked, ${regressed.length} regressed, ${fixed.length} fixed`,
    ...notes,
    ...cases('WORSE', regressed),
    ...cases('?    ', notMeasured),
    ...cases('FIXED', fixed),
  ].join('\n')}\n`;
}
