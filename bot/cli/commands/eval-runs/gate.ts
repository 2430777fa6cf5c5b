import { access, constants, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Gate, GateCase } from '../../../../core/evals/gates/gate.ts';
import { gateOfRuns } from '../../../../core/evals/gates/gate-of-runs.ts';
import { answerInWords, gateReport } from '../../../../core/evals/gates/gate-report.ts';
import type { App } from '../../../assembly/app.ts';
import { type Context, exitCode, printJson, usageError } from '../../context.ts';
import { plural, whyUnreadable } from '../../words.ts';
import { finishedRun } from './finished-run.ts';

type Options = {
  baseline?: string;
  changed?: string[];
  deleted?: string[];
  collection?: string;
  report?: string;
  json?: boolean;
};

/** `docent eval gate`: exit 1 where a run is worse than its baseline, or changed documents answer less. */
export function registerGate(evals: Command, context: Context): void {
  evals
    .command('gate')
    .description('fail where a case passed before and does not now, or changed documents break an answer')
    .argument('[run]', 'run id')
    .option('--baseline <run>', 'run id of what it is held against')
    .option('--changed <path...>', 'files to try in place of the documents that they are a version of')
    .option('--deleted <path...>', 'documents to try without')
    .option(
      '--collection <name>',
      'with --changed or --deleted: where those documents are, and where new ones would go',
    )
    .option('--report <file>', 'write the finding as Markdown, too')
    .option('--json', 'print one JSON object')
    .action(async (run: string | undefined, options: Options) => {
      const { baseline, changed = [], deleted = [], collection = null } = options;
      const isChange = changed.length + deleted.length > 0;
      if (isChange === (run !== undefined || baseline !== undefined))
        throw usageError(
          'A gate needs a run and its --baseline, or files with --changed or --deleted, and not both.',
        );
      await checkReport(context, options);
      const app = await context.app();
      if (!isChange) {
        const { gate, notes } = await gateOfTwo(app, run, baseline);
        await finish(context, gate, notes, options);
      } else {
        const { gateOfChange } = await import('./gate-of-change.ts');
        const gate = await gateOfChange(context, app, { changed, deleted, collection });
        await finish(context, gate, gate.notes, options);
      }
    });
}

async function gateOfTwo(app: App, run: string | undefined, baseline: string | undefined) {
  if (run === undefined || baseline === undefined) throw usageError('A gate needs a run and its --baseline.');
  const [now, before] = [await finishedRun(app, run), await finishedRun(app, baseline)];
  const gate = gateOfRuns(now.cases, before.cases);
  if (gate === null)
    throw usageError(
      `Runs "${run}" and "${baseline}" have no case in common.`,
      'Runs are compared case by case: run the same set twice.',
    );
  const left = gate.unmatched.run.length + gate.unmatched.baseline.length;
  return { gate, notes: left === 0 ? [] : [`${plural(left, 'case')} in one of the runs only.`] };
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
